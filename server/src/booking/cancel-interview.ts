import { z } from 'zod'
import { whyNotMove, type MoveRefusal } from '../interviews/interview.rules.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { endInterview, lockEngagement } from './end-interview.ts'

const input = z.object({ interviewId: z.string(), reason: optional(prose(1000)), idempotencyKey })

/** Calls an interview off: the place is free again, the candidate hears of it, the calendar entry goes. */
export const makeCancelInterview = useCase(
  'cancelInterview',
  input,
  async (tx, { interviewId, reason }): Promise<MoveRefusal | { kind: 'Interview'; id: string }> => {
    const engagement = await lockEngagement(tx, interviewId)
    const refusal = whyNotMove(engagement.interview.status, 'CANCELLED')
    if (refusal) return refusal
    engagement.interview.cancellationReason = reason
    await endInterview(tx, engagement, 'CANCELLED')
    return { kind: 'Interview', id: interviewId }
  },
)
