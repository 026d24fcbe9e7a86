/** Kinds of sound files that every browser plays. */
export type SoundType = 'audio/wav' | 'audio/mpeg' | 'audio/ogg'

/**
 * What a file is, by its first bytes, whatever anybody says of it: RIFF/WAVE; Ogg (RFC 3533 section 6); MPEG audio, with
 * or without an ID3 tag before it.
 * @returns null for anything else
 */
export function soundTypeOf(bytes: Buffer): SoundType | null {
  const letters = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (bytes.length < 64) return null
  if (letters(0, 4) === 'RIFF' && letters(8, 12) === 'WAVE') return 'audio/wav'
  if (letters(0, 4) === 'OggS') return 'audio/ogg'
  // Eleven bits of a frame's beginning, and a layer that is there.
  const isFrame = bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0 && (bytes[1]! & 0x06) !== 0
  return isFrame || letters(0, 3) === 'ID3' ? 'audio/mpeg' : null
}
