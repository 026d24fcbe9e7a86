import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { language, type Language } from '../shared/language.ts'
import { consentTextIn, defaultRoomRules, type OutsideService, type RoomRules } from './consent.rules.ts'

/** What rows are read from: an answer's snapshot, or a transaction. */
interface Reader {
  readonly companyId: string
  rows<Row>(query: RawBuilder<Row>): Promise<Row[]>
}

export async function readRoomRules(reader: Reader): Promise<RoomRules> {
  const [row] = await reader.rows(sql<RoomRules>`select words, allows_text as "allowsText",
      records_video as "recordsVideo", kept_days as "keptDays"
    from room_settings where company_id = ${reader.companyId}`)
  return row ?? defaultRoomRules
}

/** What a candidate is asked to agree to. */
export interface OfferedConsent extends Omit<RoomRules, 'words'> {
  /** Known by its words and by what they promise: whatever of them changes makes another one. */
  version: string
  texts: Readonly<Record<Language, string>>
  /** Who gets recordings besides the company. */
  services: readonly OutsideService[]
}

/** What the company asks of candidates before it records, at this moment. */
export async function offeredConsent(reader: Reader, services: readonly OutsideService[]): Promise<OfferedConsent> {
  const [{ words, ...rules }, [company]] = await Promise.all([
    readRoomRules(reader),
    reader.rows(sql<{ name: string }>`select name from company where id = ${reader.companyId}`),
  ])
  const texts = Object.fromEntries(
    language.map((each) => [each, consentTextIn({ words, ...rules }, services, company!.name, each)]),
  ) as Record<Language, string>
  const promised = [language.map((each) => texts[each]), rules.recordsVideo, rules.keptDays, services]
  const version = createHash('sha256').update(JSON.stringify(promised)).digest('hex').slice(0, 32)
  return { ...rules, texts, services, version }
}

/** A consent that was given, as a row. */
export interface ConsentRow {
  id: string
  interviewId: string
  version: string
  language: Language
  text: string
  recordsVideo: boolean
  keptDays: number
  services: OutsideService[]
  givenAt: string
  withdrawnAt: string | null
}

/** The last consent that was given in each of some interviews. */
export const lastConsents = (companyId: string, interviewIds: readonly string[]) =>
  sql<ConsentRow>`select distinct on (interview_id) id, interview_id as "interviewId", version, language, text,
      records_video as "recordsVideo", kept_days as "keptDays", services, to_json(given_at) as "givenAt",
      to_json(withdrawn_at) as "withdrawnAt"
    from recording_consent where company_id = ${companyId} and interview_id = any(${interviewIds})
    order by interview_id, given_at desc, id desc`
