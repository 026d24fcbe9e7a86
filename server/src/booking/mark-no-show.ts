import { z } from 'zod'
import { whyNotReport, type MoveRefusal } from '../interviews/interview.rules.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { endInterview } from './end-interview.ts'
import { lockEngagement } from './lock-engagements.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

/** A recruiter tells that the candidate did not come. */
export const makeMarkNoShow = useCase(
  'markNoShow',
  input,
  async (tx, { interviewId }): Promise<MoveRefusal | { kind: 'Interview'; id: string }> => {
    const engagement = await lockEngagement(tx, interviewId)
    const refusal = whyNotReport(engagement.interview, 'NO_SHOW', tx.now)
    if (refusal) return refusal
    endInterview(tx, engagement, 'NO_SHOW')
    return { kind: 'Interview', id: interviewId }
  },
)
