import { sql } from 'kysely'
import { oneByKey } from '../shared/loader.ts'
import type { VoiceType } from './voice.rules.ts'

/** One row of `question_voice`. */
export interface VoiceRow {
  companyId: string
  id: string
  recordedById: string
  recordedAt: string
  contentType: VoiceType
  bytes: number
  sha256: string
  durationSeconds: number | null
}

/** Voices of the company, also such as nobody has saved with a question yet. */
export const voiceById = oneByKey<VoiceRow>(
  (reading, ids) =>
    reading.rows(sql`select company_id as "companyId", id, recorded_by_id as "recordedById", recorded_at as "recordedAt",
        content_type as "contentType", bytes, sha256, duration_seconds as "durationSeconds"
      from question_voice where company_id = ${reading.companyId} and id = any(${ids}) and removed_at is null`),
  (row) => row.id,
)

/** Where those who work for the company hear one. */
export const voicePath = (id: string): string => `/api/kits/voice/${id}`
