import { z } from 'zod'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { Interview } from '../interviews/interview.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { removeTakes } from './remove-takes.ts'
import { lockRoom } from './take-rows.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

/**
 * A candidate wants what they said to be gone before its time. While the interview runs they take their consent back
 * themselves.
 */
export const makeRemoveAnswers = useCase(
  'removeAnswers',
  input,
  async (
    tx,
    { interviewId },
  ): Promise<{ kind: 'MoveIsNotAllowed'; status: InterviewStatus } | { kind: 'Interview'; id: string }> => {
    const { id, status } = await findAndLock(tx, Interview, interviewId)
    if (status !== 'COMPLETED') return { kind: 'MoveIsNotAllowed', status }
    const { takes } = await lockRoom(tx, id)
    await removeTakes(tx, id, takes)
    return { kind: 'Interview', id }
  },
)
