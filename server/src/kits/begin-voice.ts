import { sql } from 'kysely'
import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { useCase } from '../shared/use-case.ts'
import { mostBytesOfVoice, mostBytesOfVoices, mostSecondsOfVoice, voiceType } from './voice.rules.ts'

/** All voices of the company together have as many bytes as they may. */
export interface TooManyVoices {
  kind: 'TooManyVoices'
}

/**
 * A voice is about to be kept. What it will be kept as is written down before, so that nothing is ever in the storage of
 * which no row tells.
 */
export const makeBeginVoice = useCase(
  'beginVoice',
  z.object({
    contentType: z.enum(voiceType),
    bytes: z.int().min(1).max(mostBytesOfVoice),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    durationSeconds: z.number().positive().max(mostSecondsOfVoice).nullable(),
  }),
  async (
    tx,
    { contentType, bytes, sha256, durationSeconds },
  ): Promise<TooManyVoices | { kind: 'Voice'; id: string }> => {
    const [all] = await tx.rows(sql<{ bytes: string }>`select coalesce(sum(bytes), 0) as bytes from question_voice
      where company_id = ${tx.companyId} and removed_at is null`)
    if (Number(all!.bytes) + bytes > mostBytesOfVoices) return { kind: 'TooManyVoices' }
    const id = newId()
    tx.insert('question_voice', {
      company_id: tx.companyId,
      id,
      recorded_by_id: tx.actor.id,
      recorded_at: tx.now,
      content_type: contentType,
      bytes,
      sha256,
      duration_seconds: durationSeconds,
    })
    tx.record({ name: 'VoiceBegun', about: { type: 'QuestionVoice', id } })
    return { kind: 'Voice', id }
  },
)
