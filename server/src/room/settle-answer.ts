import { sql } from 'kysely'
import { z } from 'zod'
import { useCase } from '../shared/use-case.ts'
import { isUnsent, mayStillCome, verdictOn } from './room.rules.ts'
import { lockRoom, replaceEarlier, tellOfRoom } from './take-rows.ts'

/** Everything of a take is here, and was read: it counts, unless it is not what was recorded. */
export const makeSettleAnswer = useCase(
  'settleAnswer',
  z.object({ interviewId: z.string(), answerId: z.string(), sha256: z.string() }),
  async (tx, { interviewId, answerId, sha256 }): Promise<{ kind: 'Settled' | 'NothingToSettle' }> => {
    const room = await lockRoom(tx, interviewId)
    const take = room.takes.find(({ id }) => id === answerId)
    if (take?.status !== 'SENDING' || take.bytes !== take.receivedBytes) return { kind: 'NothingToSettle' }
    const verdict = verdictOn(take, room.takes, sha256)
    if (verdict === 'KEPT') replaceEarlier(tx, interviewId, take)
    tx.write(sql`update question_answer set status = ${verdict}, settled_at = ${tx.now}, checked_until = null
      where company_id = ${tx.companyId} and id = ${take.id}`)
    tellOfRoom(
      tx,
      interviewId,
      ({ KEPT: 'AnswerKept', REPLACED: 'AnswerReplaced', LOST: 'AnswerLost' } as const)[verdict],
    )
    return { kind: 'Settled' }
  },
)

/** An interview has been over for so long that what is missing of its recordings does not come any more. */
export const makeGiveUpAnswers = useCase(
  'giveUpAnswers',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }): Promise<{ kind: 'GivenUp' | 'NothingToGiveUp' }> => {
    const room = await lockRoom(tx, interviewId)
    const unsent = room.takes.filter(isUnsent)
    if (unsent.length === 0 || mayStillCome(room, tx.now)) return { kind: 'NothingToGiveUp' }
    tx.write(sql`update question_answer set status = 'LOST', settled_at = ${tx.now},
        ended_at = coalesce(ended_at, ${tx.now})
      where company_id = ${tx.companyId} and id = any(${unsent.map(({ id }) => id)})`)
    tellOfRoom(tx, interviewId, 'AnswerLost')
    return { kind: 'GivenUp' }
  },
)
