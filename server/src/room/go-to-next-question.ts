import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { questionAfter, whyNotThisQuestion, type RoomRefusal } from './room.rules.ts'
import { endRecording, lockRoom, questionOf, tellOfRoom } from './take-rows.ts'

const input = z.object({ interviewId: z.string(), questionId: z.string(), idempotencyKey })

/** The candidate goes on from the question that is asked, with or without an answer. There is no way back. */
export const makeGoToNextQuestion = useCase(
  'goToNextQuestion',
  input,
  async (tx, { interviewId, questionId }): Promise<RoomRefusal | { kind: 'CandidateInterview'; id: string }> => {
    const room = await lockRoom(tx, interviewId)
    questionOf(room, questionId)
    const refusal = whyNotThisQuestion(room, questionId)
    if (refusal) return refusal
    endRecording(tx, interviewId)
    const next = questionAfter(room.questions, questionId)
    tx.write(sql`insert into room_progress (company_id, interview_id, question_id, asked_at)
      values (${tx.companyId}, ${interviewId}, ${next}, ${tx.now})
      on conflict (company_id, interview_id) do update set question_id = excluded.question_id, asked_at = excluded.asked_at`)
    tellOfRoom(tx, interviewId, 'QuestionReached')
    return { kind: 'CandidateInterview', id: interviewId }
  },
)
