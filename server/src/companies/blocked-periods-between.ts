import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

export interface BlockedBetween {
  name: string
  startsAt: Date
  endsAt: Date
}

/** The company's blocked periods that touch a stretch of time (half-open), by their beginning. One statement. */
export async function blockedPeriodsBetween(
  reader: Pick<Transaction, 'companyId' | 'rows'>,
  from: Date,
  to: Date,
): Promise<BlockedBetween[]> {
  const rows = await reader.rows(sql<{ name: string; starts: number; ends: number }>`
    select name, extract(epoch from starts_at)::float8 * 1000 as starts, extract(epoch from ends_at)::float8 * 1000 as ends
    from blocked_period where company_id = ${reader.companyId}
      and starts_at < ${to.toISOString()}::timestamptz and ends_at > ${from.toISOString()}::timestamptz
    order by starts_at, id`)
  return rows.map(({ name, starts, ends }) => ({ name, startsAt: new Date(starts), endsAt: new Date(ends) }))
}
