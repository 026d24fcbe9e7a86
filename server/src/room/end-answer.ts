import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { idempotencyKey } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { mayStillCome, mostBytes, type AnswerStatus, type RoomRefusal } from './room.rules.ts'
import { lockRoom, questionOf, tellOfRoom } from './take-rows.ts'

const input = z.object({
  interviewId: z.string(),
  answerId: z.string(),
  bytes: z.int().min(1, 'Must be at least 1.'),
  sha256: z
    .string()
    .toLowerCase()
    .regex(/^[\da-f]{64}$/, 'Must be 64 hexadecimal digits.'),
  durationSeconds: z
    .number()
    .min(0, 'Must not be negative.')
    .max(7200, 'Must be at most two hours.')
    .nullish()
    .transform((given) => given ?? null),
  idempotencyKey,
})

type EndAnswerRefusal =
  Extract<RoomRefusal, { kind: 'MoveIsNotAllowed' }> | { kind: 'AnswerHasEnded'; status: AnswerStatus } | InvalidInput

/**
 * The candidate has stopped recording, and the page says how long the recording is and what it adds up to. Told again, it
 * changes nothing. What was ended by another tab is told in the same way by the page that has its bytes.
 */
export const makeEndAnswer = useCase(
  'endAnswer',
  input,
  async (
    tx,
    { interviewId, answerId, bytes, sha256, durationSeconds },
  ): Promise<EndAnswerRefusal | { kind: 'QuestionAnswer'; id: string }> => {
    const room = await lockRoom(tx, interviewId)
    const take = room.takes.find(({ id }) => id === answerId)
    if (!take || take.kind === 'TEXT') throw notFound()
    if (take.bytes === bytes && take.sha256 === sha256) return { kind: 'QuestionAnswer', id: take.id }
    if (take.bytes !== null || !['RECORDING', 'SENDING'].includes(take.status))
      return { kind: 'AnswerHasEnded', status: take.status }
    if (!mayStillCome(room, tx.now)) return { kind: 'MoveIsNotAllowed', status: room.status }
    const most = mostBytes(take.kind, questionOf(room, take.questionId))
    if (bytes > most) return invalidInput({ path: 'bytes', message: `Must be at most ${most}.` })
    if (bytes < take.receivedBytes)
      return invalidInput({ path: 'bytes', message: `Must be at least ${take.receivedBytes}: so many have come.` })
    tx.write(sql`update question_answer set status = 'SENDING', bytes = ${bytes}, sha256 = ${sha256},
        duration_seconds = ${durationSeconds}, ended_at = coalesce(ended_at, ${tx.now})
      where company_id = ${tx.companyId} and id = ${take.id}`)
    tellOfRoom(tx, interviewId, 'AnswerEnded')
    return { kind: 'QuestionAnswer', id: take.id }
  },
)
