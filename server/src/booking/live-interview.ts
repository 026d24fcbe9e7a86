import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

/** The id of the application's live interview of this round, or null. */
export async function liveInterviewOf(tx: Transaction, applicationId: string, round: number): Promise<string | null> {
  const [row] = await tx.rows(sql<{ id: string }>`select id from interview
    where company_id = ${tx.companyId} and application_id = ${applicationId} and round = ${round}
      and status in ('SCHEDULED', 'IN_PROGRESS')`)
  return row?.id ?? null
}

/** The refusal behind the constraint on live interviews. */
export async function alreadyScheduled(tx: Transaction, applicationId: string, round: number) {
  const interviewId = await liveInterviewOf(tx, applicationId, round)
  // Undone before anyone could look: a failure, and the client may ask again.
  if (!interviewId) throw new Error('A live interview was in the way, but it is gone again.')
  return { kind: 'AlreadyScheduled' as const, interviewId }
}
