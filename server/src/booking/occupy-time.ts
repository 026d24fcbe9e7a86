import { sql } from 'kysely'
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

/** Whose time was given away: a slot's, or that of an interview without one. */
export type Cause = { slotId: string } | { interviewId: string }

/** Half-open, so that one meeting may begin when another ends. */
const range = ({ startsAt, endsAt }: Meeting) => `[${startsAt.toISOString()},${endsAt.toISOString()})`

/** Who of these people has given this time away already. Ask with their rows locked. */
export async function whoIsBusy(
  tx: Transaction,
  interviewerIds: readonly string[],
  meeting: Meeting,
): Promise<InterviewerIsBusy | null> {
  if (interviewerIds.length === 0) return null
  const rows = await tx.rows(sql<{ id: string }>`select distinct interviewer_id as id from interviewer_time
    where company_id = ${tx.companyId} and interviewer_id = any(${interviewerIds})
      and occupied && ${range(meeting)}::tstzrange`)
  return rows.length > 0 ? { kind: 'InterviewerIsBusy', interviewerIds: rows.map((row) => row.id) } : null
}

/** Gives the time of these people away. */
export function occupyTime(tx: Transaction, interviewerIds: readonly string[], meeting: Meeting, cause: Cause): void {
  tx.insert(
    'interviewer_time',
    ...interviewerIds.map((interviewerId) => ({
      company_id: tx.companyId,
      id: newId(),
      interviewer_id: interviewerId,
      occupied: range(meeting),
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
