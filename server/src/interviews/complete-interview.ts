import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Interview } from './interview.ts'
import { movesToCompleted, whyNotReport, type MoveRefusal } from './interview.rules.ts'
import { moveInterview } from './move-interview.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

/** A recruiter tells that the interview was held. */
export const makeCompleteInterview = useCase(
  'completeInterview',
  input,
  async (tx, { interviewId }): Promise<MoveRefusal | { kind: 'Interview'; id: string }> => {
    const interview = await findAndLock(tx, Interview, interviewId)
    const refusal = whyNotReport(interview, 'COMPLETED', tx.now)
    if (refusal) return refusal
    for (const status of movesToCompleted(interview.status)) moveInterview(tx, interview, status as 'COMPLETED')
    return { kind: 'Interview', id: interview.id }
  },
)
