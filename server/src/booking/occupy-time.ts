import { sql } from 'kysely'
import { StaffMember } from '../companies/staff-member.ts'
import type { Interview } from '../interviews/interview.ts'
import { InterviewerTime } from './interviewer-time.ts'
import type { Slot } from '../slots/slot.ts'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

export interface InterviewerIsBusy {
  kind: 'InterviewerIsBusy'
  interviewerIds: string[]
}

interface Meeting {
  startsAt: Date
  endsAt: Date
}

/** Half-open, so that one meeting may begin when another ends. */
const range = ({ startsAt, endsAt }: Meeting) => `[${startsAt.toISOString()},${endsAt.toISOString()})`

/** Who of these people has given this time away already. Ask with their rows locked. */
export async function whoIsBusy(
  tx: Transaction,
  interviewerIds: readonly string[],
  meeting: Meeting,
): Promise<InterviewerIsBusy | null> {
  if (interviewerIds.length === 0) return null
  const { rows } = await sql<{ id: string }>`select distinct interviewer_id as id from interviewer_time
    where company_id = ${tx.companyId} and interviewer_id = any(${interviewerIds})
      and occupied && ${range(meeting)}::tstzrange`.execute(tx.em.getKysely<unknown>())
  return rows.length > 0 ? { kind: 'InterviewerIsBusy', interviewerIds: rows.map((row) => row.id) } : null
}

/** Gives the time of these people away to a slot or to an interview without one. */
export function occupyTime(
  tx: Transaction,
  interviewerIds: readonly string[],
  cause: { slot: Slot; interview?: never } | { interview: Interview; slot?: never },
): void {
  for (const interviewerId of interviewerIds)
    tx.em.create(InterviewerTime, {
      company: tx.companyId,
      id: newId(),
      interviewer: tx.em.getReference(StaffMember, [tx.companyId, interviewerId]),
      occupied: range(cause.slot ?? cause.interview),
      slot: cause.slot ?? null,
      interview: cause.interview ?? null,
    })
}

/** Gives it back. */
export async function freeTime(tx: Transaction, cause: { slotId: string } | { interviewId: string }): Promise<void> {
  const whose = 'slotId' in cause ? sql`slot_id = ${cause.slotId}` : sql`interview_id = ${cause.interviewId}`
  await sql`delete from interviewer_time where company_id = ${tx.companyId} and ${whose}`.execute(
    tx.em.getKysely<unknown>(),
  )
}
