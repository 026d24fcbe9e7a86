import { sql } from 'kysely'
import { liveStatus, type InterviewStatus } from '../interviews/interview.rules.ts'
import type { Transaction } from '../shared/use-case.ts'
import { nextRound } from './booking.rules.ts'

/** How far an application has come with its interviews. */
export interface RoundsStanding {
  /** The round that was named, or the next one. */
  round: number
  /** Its live interview of this round. */
  liveInterviewId: string | null
  /** Whether an earlier interview is completed and none is live: the next one may be scheduled. */
  betweenRounds: boolean
}

/** Ask with the application locked. @param round the next one where none is named */
export async function roundsOf(
  tx: Transaction,
  applicationId: string,
  round: number | null | undefined,
): Promise<RoundsStanding> {
  const interviews = await tx.rows(sql<{ id: string; round: number; status: InterviewStatus }>`
    select id, round, status from interview where company_id = ${tx.companyId} and application_id = ${applicationId}
      and status in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED')`)
  const live = interviews.filter(({ status }) => (liveStatus as readonly InterviewStatus[]).includes(status))
  const completed = interviews.filter(({ status }) => status === 'COMPLETED').map((interview) => interview.round)
  const which = round ?? nextRound(completed)
  return {
    round: which,
    liveInterviewId: live.find((interview) => interview.round === which)?.id ?? null,
    betweenRounds: live.length === 0 && completed.length > 0,
  }
}

/** The refusal behind the constraint on live interviews. */
export async function alreadyScheduled(
  tx: Transaction,
  applicationId: string,
  round: number | null | undefined,
): Promise<{ kind: 'AlreadyScheduled'; interviewId: string }> {
  const { liveInterviewId } = await roundsOf(tx, applicationId, round)
  // Undone before anyone could look: a failure, and the client may ask again.
  if (!liveInterviewId) throw new Error('A live interview was in the way, but it is gone again.')
  return { kind: 'AlreadyScheduled', interviewId: liveInterviewId }
}
