import { keyOfObject } from '../shared/marked-objects.ts'
import type { Storage } from '../storage/storage.ts'
import type { VoiceRow } from './voice-row.ts'

/**
 * The bytes of a voice; a few hundred kilobytes.
 * @param stopped ends the wait for them
 * @throws where the storage does not give all of them
 */
export async function readVoice(
  storage: Storage,
  { companyId, id, bytes }: VoiceRow,
  stopped?: AbortSignal,
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of storage.read(keyOfObject(companyId, id), undefined, stopped)) pieces.push(piece)
  const whole = Buffer.concat(pieces)
  if (whole.length !== bytes) throw new Error(`The storage has ${whole.length} bytes of ${bytes}.`)
  return whole
}
