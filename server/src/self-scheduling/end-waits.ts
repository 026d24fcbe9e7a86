import { sql, type RawBuilder } from 'kysely'
import type { Reaction, Transaction } from '../shared/transaction.ts'

/**
 * Whoever has an interview waits for no other time of that round, and holds no other place; whoever has a place of a
 * slot waits for no other one there, whatever the round. What they held is over at once; the place itself goes back with
 * whoever next finds it so, under the lock of its slot.
 */
export const endWaitsOnceScheduled: Reaction = (tx, { name, about }) => {
  if (name !== 'InterviewScheduled' && name !== 'InterviewRescheduled') return
  tx.write(sql`with ended as (
      update waitlist_entry entry
        set status = case when entry.status = 'OFFERED' and entry.slot_id = booking.slot_id then 'TAKEN' else 'WITHDRAWN' end
        from interview left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
        where interview.company_id = ${tx.companyId} and interview.id = ${about.id}
          and entry.company_id = interview.company_id and entry.application_id = interview.application_id
          and (entry.round = interview.round or entry.slot_id = booking.slot_id)
          and entry.status in ('WAITING', 'OFFERED'))
    update slot_hold hold set expires_at = ${tx.now} from interview
      where interview.company_id = ${tx.companyId} and interview.id = ${about.id}
        and hold.company_id = interview.company_id and hold.application_id = interview.application_id
        and hold.expires_at > ${tx.now} and ${isOfRound(sql`interview.round`)}`)
}

/** The same for somebody who may not choose any more. */
export function endWaitsOf(tx: Transaction, applicationId: string, round: number): void {
  tx.write(sql`with ended as (
      update waitlist_entry set status = 'WITHDRAWN'
        where company_id = ${tx.companyId} and application_id = ${applicationId} and round = ${round}
          and status in ('WAITING', 'OFFERED'))
    update slot_hold hold set expires_at = ${tx.now}
      where hold.company_id = ${tx.companyId} and hold.application_id = ${applicationId}
        and hold.expires_at > ${tx.now} and ${isOfRound(sql`${round}`)}`)
}

/** A place that is offered for another round stays kept, as its offer stays. */
const isOfRound = (round: RawBuilder<unknown>) => sql`(hold.waitlist_entry_id is null or exists (
  select from waitlist_entry offered where offered.company_id = hold.company_id and offered.id = hold.waitlist_entry_id
    and offered.round = ${round}))`

/** And for an application of which nothing is left to decide: whatever it waits for or holds, it never takes. */
export const endWaitsOnceDecided: Reaction = (tx, { name, about }) => {
  if (name !== 'ApplicationDecided' && name !== 'ApplicationWithdrawn') return
  tx.write(sql`with ended as (
      update waitlist_entry set status = 'WITHDRAWN'
        where company_id = ${tx.companyId} and application_id = ${about.id} and status in ('WAITING', 'OFFERED'))
    update slot_hold set expires_at = ${tx.now}
      where company_id = ${tx.companyId} and application_id = ${about.id} and expires_at > ${tx.now}`)
}
