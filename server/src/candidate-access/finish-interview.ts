import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import { whyNotMove, type MoveRefusal } from '../interviews/interview.rules.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase } from '../shared/use-case.ts'

const input = z.object({ interviewId: z.string() })

/** The candidate has answered everything and leaves the room for good. */
export const makeFinishInterview = useCase(
  'finishInterview',
  input,
  async (tx, { interviewId }): Promise<MoveRefusal | { kind: 'CandidateInterview'; id: string }> => {
    const interview = await findAndLock(tx, Interview, interviewId)
    const refusal = whyNotMove(interview.status, 'COMPLETED')
    if (refusal) return refusal
    moveInterview(tx, interview, 'COMPLETED')
    return { kind: 'CandidateInterview', id: interview.id }
  },
)
