import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'
import { isOfTheWholeStorage, type Storage } from '../storage/storage.ts'
import { bytesOf, partsOf } from './recording.ts'
import type { makeSettleAnswer } from './settle-answer.ts'

/** How often is looked where nobody wakes it, in milliseconds. */
const idle = 5_000
/** How soon a recording is read again after the storage could not be had, in seconds. */
const soon = 15

interface Due {
  companyId: string
  interviewId: string
  id: string
  bytes: number
}

/**
 * Reads recordings of which everything is here, and compares them with what their page said of them. It takes as long as the
 * storage takes, so no transaction is open meanwhile; a lease of ten minutes keeps others from reading the same one, and
 * lets them where this process dies.
 */
export function startRecordingChecks({
  database,
  storage,
  log,
  useCases,
}: {
  database: Database
  storage: Storage
  log: Logger
  useCases: { settleAnswer: ReturnType<typeof makeSettleAnswer> }
}): Loop {
  const claim = (): Promise<Due[]> =>
    ask(
      database,
      sql<Due>`update question_answer set checked_until = now() + interval '10 minutes'
        where (company_id, id) in (select company_id, id from question_answer
          where settled_at is null and status = 'SENDING' and received_bytes = bytes
            and (checked_until is null or checked_until < now())
          order by ended_at limit 1 for update skip locked)
        returning company_id as "companyId", interview_id as "interviewId", id, bytes`,
    )

  async function check({ companyId, interviewId, id, bytes }: Due): Promise<void> {
    const hash = createHash('sha256')
    const parts = await partsOf(database, companyId, id)
    for await (const piece of bytesOf(storage, companyId, parts, { first: 0, last: bytes - 1 })) hash.update(piece)
    await useCases.settleAnswer(system(companyId), { interviewId, answerId: id, sha256: hash.digest('hex') })
  }

  const tryAgainSoon = ({ companyId, id }: Due) =>
    ask(
      database,
      sql`update question_answer set checked_until = now() + ${`${soon} seconds`}::interval
        where company_id = ${companyId} and id = ${id} and settled_at is null returning id`,
    )

  return startLoop({
    async look(isStopping) {
      while (!isStopping()) {
        const [due] = await claim()
        if (!due) return
        try {
          await check(due)
        } catch (error) {
          log.warn({ err: error, answerId: due.id }, 'a recording cannot be read')
          // Left as it is, until its lease is over. Where the storage is not to be had, it is not for the next one either, and
          // somebody waits for each of them.
          if (!isOfTheWholeStorage(error)) continue
          await tryAgainSoon(due)
          return
        }
      }
    },
    idle,
    log,
    what: 'recordings to compare',
  })
}
