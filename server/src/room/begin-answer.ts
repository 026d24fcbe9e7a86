import { z } from 'zod'
import { mayRecord } from '../consent/consent.rules.ts'
import { lastConsents } from '../consent/offered-consent.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import {
  answerKind,
  nextTake,
  recordedElsewhere,
  takesLeft,
  whyNotThisQuestion,
  type RoomRefusal,
} from './room.rules.ts'
import { endRecording, lockRoom, questionOf, tellOfRoom } from './take-rows.ts'

const input = z.object({
  interviewId: z.string(),
  questionId: z.string(),
  kind: z
    .enum(answerKind)
    .refine((kind) => kind !== 'TEXT', 'Must be AUDIO or VIDEO; a text is given by answerInText.'),
  page: line(100),
  takeOver: z
    .boolean()
    .nullish()
    .transform((given) => given ?? false),
  idempotencyKey,
})

export type BeginAnswerRefusal =
  | RoomRefusal
  | { kind: 'ConsentIsMissing' }
  | { kind: 'NoTakesLeft'; takes: number }
  | { kind: 'AnswerIsBeingRecorded'; answerId: string; beganAt: string }

/** The candidate begins to record an answer to the question that is asked. Its bytes are uploaded while they speak. */
export const makeBeginAnswer = useCase(
  'beginAnswer',
  input,
  async (
    tx,
    { interviewId, questionId, kind, page, takeOver },
  ): Promise<BeginAnswerRefusal | { kind: 'QuestionAnswer'; id: string }> => {
    const room = await lockRoom(tx, interviewId)
    const question = questionOf(room, questionId)
    const refusal = whyNotThisQuestion(room, questionId)
    if (refusal) return refusal
    const [consent] = await tx.rows(lastConsents(tx.companyId, [interviewId]))
    if (!mayRecord(consent ?? null, kind)) return { kind: 'ConsentIsMissing' }
    const other = takeOver ? null : recordedElsewhere(room, page, tx.now)
    if (other) return { kind: 'AnswerIsBeingRecorded', answerId: other.id, beganAt: other.beganAt.toISOString() }
    if (takesLeft(question, room.takes) === 0) return { kind: 'NoTakesLeft', takes: 1 + question.retakes }
    const id = newId()
    endRecording(tx, interviewId)
    tx.insert('question_answer', {
      company_id: tx.companyId,
      id,
      interview_id: interviewId,
      question_id: questionId,
      take: nextTake(questionId, room.takes),
      kind,
      status: 'RECORDING',
      page,
      began_at: tx.now,
    })
    tellOfRoom(tx, interviewId, 'AnswerBegun')
    return { kind: 'QuestionAnswer', id }
  },
)
