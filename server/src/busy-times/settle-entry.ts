import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { SourceError } from './calendar-source.rules.ts'
import { waitBeforeNextWriting } from './calendar-source.rules.ts'
import type { SettleTools } from './settle-reading.ts'

export interface HeldEntry {
  companyId: string
  sourceId: string
  interviewId: string
  version: number
  attempts: number
}

export type Writing = { kind: 'Written' } | { kind: 'TakenOut' } | { kind: 'Failed'; code: SourceError }

/**
 * Writes down what came of telling another program. What has changed meanwhile is told once more.
 * @param worker who has told it; for another one nothing is written
 */
export const makeSettleEntry =
  ({ inTransaction }: SettleTools) =>
  (entry: HeldEntry, worker: string, writing: Writing) =>
    inTransaction({ name: 'settleEntry', actor: system(entry.companyId) }, async (tx) => {
      const its = sql`company_id = ${entry.companyId} and source_id = ${entry.sourceId}
        and interview_id = ${entry.interviewId} and lease_owner = ${worker}`
      const next = new Date(
        tx.now.getTime() +
          waitBeforeNextWriting(entry.attempts + 1, writing.kind === 'Failed' ? writing.code : null, Math.random()),
      )
      if (writing.kind === 'TakenOut') {
        tx.write(sql`delete from calendar_entry where ${its} and version = ${entry.version}`)
        tx.write(sql`update calendar_entry set lease_owner = null, lease_until = null, written_at = null where ${its}`)
      } else if (writing.kind === 'Written')
        tx.write(sql`update calendar_entry set lease_owner = null, lease_until = null, written_at = ${tx.now},
            attempts = 0, error_code = null,
            next_attempt_at = case when version = ${entry.version} then null else next_attempt_at end
          where ${its}`)
      else
        tx.write(sql`update calendar_entry set lease_owner = null, lease_until = null, error_code = ${writing.code},
            attempts = case when version = ${entry.version} then ${entry.attempts + 1}::int else attempts end,
            next_attempt_at = case when version = ${entry.version} then ${next}::timestamptz else next_attempt_at end
          where ${its}`)
      tx.record({ name: 'CalendarEntryTold', about: { type: 'CalendarSource', id: entry.sourceId } })
      return { kind: 'Settled' as const }
    })
