import { sql } from 'kysely'
import { z } from 'zod'
import { readRoomRules } from '../consent/offered-consent.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, prose } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { dropFollowUpsOf } from './follow-up-rows.ts'
import { nextTake, takesLeft, whyNotThisQuestion, type RoomRefusal } from './room.rules.ts'
import { lockRoom, questionOf, replaceEarlier, tellOfRoom } from './take-rows.ts'

const input = z.object({
  interviewId: z.string(),
  questionId: z.string(),
  text: prose(10_000).pipe(z.string().min(1, 'Must not be empty.')),
  idempotencyKey,
})

/**
 * The candidate answers the question that is asked in writing. As long as they have not gone on they may write it anew:
 * it stays the same take.
 */
export const makeAnswerInText = useCase(
  'answerInText',
  input,
  async (
    tx,
    { interviewId, questionId, text },
  ): Promise<
    | RoomRefusal
    | { kind: 'TextIsNotAllowed' }
    | { kind: 'NoTakesLeft'; takes: number }
    | { kind: 'QuestionAnswer'; id: string }
  > => {
    const room = await lockRoom(tx, interviewId)
    const question = questionOf(room, questionId)
    const refusal = whyNotThisQuestion(room, questionId)
    if (refusal) return refusal
    if (!(await readRoomRules(tx)).allowsText) return { kind: 'TextIsNotAllowed' }
    const before = room.takes.findLast((take) => take.questionId === questionId && take.status !== 'LOST')
    if (before?.kind === 'TEXT') {
      if (before.text !== text) dropFollowUpsOf(tx, before.id)
      tx.write(sql`update question_answer set text = ${text}, ended_at = ${tx.now}, settled_at = ${tx.now}
        where company_id = ${tx.companyId} and id = ${before.id}`)
      tellOfRoom(tx, interviewId, 'AnswerKept')
      return { kind: 'QuestionAnswer', id: before.id }
    }
    if (takesLeft(question, room.takes) === 0) return { kind: 'NoTakesLeft', takes: 1 + question.retakes }
    const id = newId()
    const take = nextTake(questionId, room.takes)
    replaceEarlier(tx, interviewId, { questionId, take })
    tx.insert('question_answer', {
      company_id: tx.companyId,
      id,
      interview_id: interviewId,
      question_id: questionId,
      take,
      kind: 'TEXT',
      status: 'KEPT',
      text,
      began_at: tx.now,
      ended_at: tx.now,
      settled_at: tx.now,
    })
    tellOfRoom(tx, interviewId, 'AnswerKept')
    return { kind: 'QuestionAnswer', id }
  },
)
