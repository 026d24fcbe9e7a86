import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import { ask } from './connection.ts'
import type { Database } from './database.ts'

/** What the time is, for who is in no transaction and reads nothing else. */
export async function readClock(database: Database, clock: Clock): Promise<Date> {
  const [reading] = await ask(database, sql<{ now: string }>`select to_json(clock_timestamp()) as now`)
  return clock.read(new Date(reading!.now))
}
