import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { proposalsWhere } from './follow-up-rows.ts'
import { followUpToAsk, kitQuestionAt, questionAfter, whyNotThisQuestion, type RoomRefusal } from './room.rules.ts'
import { endRecording, lockRoom, questionOf, tellOfRoom } from './take-rows.ts'

const input = z.object({ interviewId: z.string(), questionId: z.string().nullish(), idempotencyKey })

/**
 * The candidate goes on from the question that is asked, with or without an answer: to a follow-up question that waits, or else
 * to the next one of the kit. Where all are gone through, to a follow-up that has come meanwhile. There is no way back.
 */
export const makeGoToNextQuestion = useCase(
  'goToNextQuestion',
  input,
  async (tx, { interviewId, questionId = null }): Promise<RoomRefusal | { kind: 'CandidateInterview'; id: string }> => {
    const [room, proposals] = await Promise.all([
      lockRoom(tx, interviewId),
      tx.rows(proposalsWhere(tx.companyId, sql`interview_id = ${interviewId}`)),
    ])
    if (questionId !== null) questionOf(room, questionId)
    const refusal = whyNotThisQuestion(room, questionId)
    if (refusal) return refusal
    const followUp = followUpToAsk(room, room.takes, proposals, questionId)
    const next = followUp?.id ?? (questionId === null ? null : questionAfter(room.questions, questionId))
    if (questionId === null && next === null) return { kind: 'CandidateInterview', id: interviewId }
    endRecording(tx, interviewId)
    if (followUp)
      tx.write(sql`update follow_up set status = 'ASKED', asked_at = ${tx.now},
          asked_after = ${kitQuestionAt(room.questions, questionId)},
          turn = ${1 + room.questions.filter(({ followUpTo }) => followUpTo !== undefined).length}
        where company_id = ${tx.companyId} and id = ${followUp.id}`)
    tx.write(sql`insert into room_progress (company_id, interview_id, question_id, asked_at)
      values (${tx.companyId}, ${interviewId}, ${next}, ${tx.now})
      on conflict (company_id, interview_id) do update set question_id = excluded.question_id, asked_at = excluded.asked_at`)
    tellOfRoom(tx, interviewId, 'QuestionReached')
    return { kind: 'CandidateInterview', id: interviewId }
  },
)
