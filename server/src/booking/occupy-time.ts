import { sql } from 'kysely'
import { occupiedRange, type SchedulingRules } from '../scheduling/settings.rules.ts'
import type { Stretch } from '../scheduling/stretches.rules.ts'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

/** Whose time was given away: a slot's, or that of an interview without one. */
export type Cause = { slotId: string } | { interviewId: string }

/** Gives the time of these people away, with what they need before and after the meeting. */
export function occupyTime(
  tx: Transaction,
  interviewerIds: readonly string[],
  meeting: Stretch,
  cause: Cause,
  rules: SchedulingRules,
): void {
  const { startsAt, endsAt } = occupiedRange(meeting, rules)
  tx.insert(
    'interviewer_time',
    ...interviewerIds.map((interviewerId) => ({
      company_id: tx.companyId,
      id: newId(),
      interviewer_id: interviewerId,
      // Half-open, so that one meeting may begin when another ends.
      occupied: `[${startsAt.toISOString()},${endsAt.toISOString()})`,
      slot_id: 'slotId' in cause ? cause.slotId : null,
      interview_id: 'interviewId' in cause ? cause.interviewId : null,
    })),
  )
}

/** Gives it back. */
export function freeTime(tx: Transaction, cause: Cause): void {
  const whose = 'slotId' in cause ? sql`slot_id = ${cause.slotId}` : sql`interview_id = ${cause.interviewId}`
  tx.write(sql`delete from interviewer_time where company_id = ${tx.companyId} and ${whose}`)
}
