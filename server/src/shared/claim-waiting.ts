import { sql, type RawBuilder } from 'kysely'
import type { Clock } from './clock.ts'
import { ask } from './connection.ts'
import type { Database } from './database.ts'
import { readClock } from './read-clock.ts'

/** A row that waits to be sent to a service. */
export interface Waiting {
  companyId: string
  interviewId: string
  id: string
}

/** Of how many companies is known when it was their turn last. */
const mostRemembered = 1000

/**
 * Makes what takes rows that wait to be sent to a service, one at a time, so that nobody else sends them too. The companies
 * take turns, so that one with a thousand of them keeps nobody else waiting; of its own the longest due comes first. A
 * lease keeps others from a row, and lets them where this process dies.
 * @param table has company_id, status, sent_to, next_try_at and leased_until
 * @param id the column beside company_id that its key has
 * @param interviewId of a row of the table
 * @param host the service that is asked: what waits for another one is left alone
 * @param lease longer than the service may take, as an interval of Postgres
 */
export function makeClaimWaiting({
  database,
  clock,
  table,
  id,
  interviewId,
  host,
  lease,
}: {
  database: Database
  clock: Clock
  table: string
  id: string
  interviewId: RawBuilder<string>
  host: string
  lease: string
}): () => Promise<Waiting | null> {
  /** Whose turn it was, the last one at the end. */
  const served = new Set<string>()
  return async () => {
    const now = (await readClock(database, clock)).toISOString()
    const [due] = await ask(
      database,
      sql<Waiting>`with due as (select company_id as company, ${sql.ref(id)} as id from ${sql.table(table)}
          where status = 'WAITING' and sent_to = ${host} and next_try_at <= ${now}::timestamptz
            and (leased_until is null or leased_until < now())
          order by array_position(${[...served]}::uuid[], company_id) nulls first, next_try_at
          limit 1 for update skip locked)
        update ${sql.table(table)} set leased_until = now() + ${lease}::interval from due
        where company_id = due.company and ${sql.table(table)}.${sql.ref(id)} = due.id
        returning company_id as "companyId", ${interviewId} as "interviewId", due.id`,
    )
    if (!due) return null
    served.delete(due.companyId)
    served.add(due.companyId)
    const [first] = served
    if (served.size > mostRemembered) served.delete(first!)
    return due
  }
}
