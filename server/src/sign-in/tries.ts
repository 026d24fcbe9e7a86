import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { KnownFailure } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import type { tryKind } from './auth-tables.ts'

/** How often a door is tried within a quarter of an hour; all processes count together. */
const mostTries = { CURRENT_PASSWORD: 10, RESET_FROM: 20, SECOND_FACTOR: 10, RECOVERY_CODE: 10 }

/**
 * Notes that somebody tries a door, before it is known whether it opens: so that tries at once are counted as well.
 * @throws RATE_LIMITED where it was tried too often lately
 */
export async function noteTry(database: Database, kind: keyof typeof mostTries, whose: string): Promise<void> {
  await insertTry(database, kind, whose)
  const [lately] = await ask<{ count: number }>(
    database,
    sql`select count(*)::int as count from auth_try
      where kind = ${kind} and whose = ${whose} and at > now() - interval '15 minutes'`,
  )
  if (lately!.count > mostTries[kind])
    throw new KnownFailure('RATE_LIMITED', 'Too many attempts. Wait a quarter of an hour.')
}

/** Notes it without counting. */
export const insertTry = (database: Database, kind: (typeof tryKind)[number], whose: string) =>
  ask(database, sql`insert into auth_try (id, kind, whose) values (${newId()}, ${kind}, ${whose})`)
