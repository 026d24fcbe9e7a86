import pg from 'pg'
import type { OwnDatabase } from './database.ts'
import { until } from './until.ts'

/** Rows that somebody slow has locked. */
export interface Held {
  /** Waits until somebody waits for them: whoever does has done all that comes before. */
  isWaitedFor(): Promise<void>
  letGo(): Promise<void>
}

/**
 * Locks rows in a transaction of its own, so that a use case which needs them stops at a known place.
 * @param query such as `select … for update`
 */
export async function holding(database: OwnDatabase, query: string, values: unknown[]): Promise<Held> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('begin')
  const { rowCount } = await client.query(query, values)
  if (!rowCount) throw new Error('There is nothing to hold.')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return {
    async isWaitedFor() {
      await until('somebody waits for what is held', async () => {
        const [row] = await database.query<{ waits: boolean }>(
          'select exists (select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))) as waits',
          [rows[0]!.pid],
        )
        return row!.waits
      })
    },
    async letGo() {
      await client.query('rollback')
      await client.end()
    },
  }
}
