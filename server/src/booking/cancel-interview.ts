import { z } from 'zod'
import { whyNotMove, type MoveRefusal } from '../interviews/interview.rules.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { endInterview } from './end-interview.ts'
import { lockEngagement } from './lock-engagements.ts'

const input = z.object({ interviewId: z.string(), reason: optional(prose(1000)), idempotencyKey })

export type CancelAnswer = { kind: 'Interview'; id: string } | MoveRefusal

/** Calls an interview off: the place is free again, the candidate hears of it, the calendar entry goes. */
export const makeCancelInterview = useCase('cancelInterview', input, (tx, { interviewId, reason }) =>
  callInterviewOff(tx, interviewId, reason),
)

/** The same within a transaction. */
export async function callInterviewOff(
  tx: Transaction,
  interviewId: string,
  reason: string | null,
): Promise<CancelAnswer> {
  const engagement = await lockEngagement(tx, interviewId)
  const refusal = whyNotMove(engagement.interview.status, 'CANCELLED')
  if (refusal) return refusal
  engagement.interview.cancellationReason = reason
  endInterview(tx, engagement, 'CANCELLED')
  return { kind: 'Interview', id: interviewId }
}
