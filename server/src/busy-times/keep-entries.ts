import { sql, type RawBuilder } from 'kysely'
import type { Reaction, Transaction } from '../shared/transaction.ts'

/** After these an interview may have to be written, changed or taken out. */
const changes = new Set(['InterviewScheduled', 'InterviewRescheduled', 'InterviewCancelled'])

/** After these, where the language is among their fields, calendars speak another one: of whom, as SQL. */
const whoReadsAnew: Record<string, (id: string) => RawBuilder<unknown>> = {
  ProfileChanged: (id) => sql`person.id = ${id}`,
  CompanyChanged: () => sql`person.language is null`,
}

/**
 * Puts what has happened to an interview on the list of what is to be written into the calendars of those who attend it, or
 * did; and what they are to read in another language. In the same transaction: a change that is committed is written,
 * whatever dies in between.
 */
export const keepEntries: Reaction = (tx, event) => {
  const who = event.fields?.includes('language') && whoReadsAnew[event.name]
  if (who)
    tellAgain(
      tx,
      sql`source_id in (select source.id from calendar_source source
          join staff_member person on person.company_id = source.company_id and person.id = source.staff_member_id
          where source.company_id = ${tx.companyId} and source.writes and ${who(event.about.id)})
        and interview_id in (select id from interview where company_id = ${tx.companyId} and ${isAhead(tx)})`,
    )
  if (!changes.has(event.name)) return
  // What has just been made stands in no calendar yet.
  if (event.name !== 'InterviewScheduled') tellAgain(tx, sql`interview_id = ${event.about.id}`)
  tx.write(sql`insert into calendar_entry (company_id, source_id, interview_id, next_attempt_at)
    select source.company_id, source.id, held.interview_id, ${tx.now}::timestamptz from interview_interviewer held
    join calendar_source source on source.company_id = held.company_id and source.staff_member_id = held.interviewer_id
      and source.writes
    where held.company_id = ${tx.companyId} and held.interview_id = ${event.about.id}
    on conflict do nothing`)
}

const isAhead = ({ now }: Transaction) => sql`interview.status in ('SCHEDULED', 'IN_PROGRESS')
  and interview.ends_at > ${now}::timestamptz`

/** Everything ahead of a person whose calendar begins to be written into. */
export function listEverything(tx: Transaction, sourceId: string): void {
  tx.write(sql`insert into calendar_entry (company_id, source_id, interview_id, next_attempt_at)
    select source.company_id, source.id, held.interview_id, ${tx.now}::timestamptz from calendar_source source
    join interview_interviewer held on held.company_id = source.company_id
      and held.interviewer_id = source.staff_member_id
    join interview on interview.company_id = held.company_id and interview.id = held.interview_id
      and ${isAhead(tx)}
    where source.company_id = ${tx.companyId} and source.id = ${sourceId}
    on conflict do nothing`)
}

/** What was written, or could not be, is looked at anew, and soon. */
export function tellAgain(tx: Transaction, which: RawBuilder<unknown>): void {
  tx.write(sql`update calendar_entry set version = version + 1, attempts = 0, next_attempt_at = ${tx.now}
    where company_id = ${tx.companyId} and ${which}`)
}
