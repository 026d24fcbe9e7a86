import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../actor.ts'
import { KnownFailure } from '../errors.ts'
import { hasScope } from './access.ts'

const longest = 200

/**
 * Columns that a program finds things by only where its token may read them: who may search addresses letter by letter
 * has read them.
 */
export const contactColumns = (asker: Asker, ...columns: RawBuilder<unknown>[]): RawBuilder<unknown>[] =>
  hasScope(asker, 'CONTACT') ? columns : []

/** A condition that finds a text anywhere in one of the columns, letter case aside; none for an empty search. */
export function containing(
  search: string | null | undefined,
  ...columns: RawBuilder<unknown>[]
): RawBuilder<unknown>[] {
  const text = search?.trim()
  if (!text) return []
  if (text.length > longest || text.includes('\0') || !text.isWellFormed())
    throw new KnownFailure('BAD_USER_INPUT', `A search is well-formed text of at most ${longest} characters.`)
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return [
    sql`(${sql.join(
      columns.map((column) => sql`${column} ilike ${pattern}`),
      sql` or `,
    )})`,
  ]
}
