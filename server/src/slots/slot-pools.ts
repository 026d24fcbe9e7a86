import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

interface PoolRow {
  slotId: string
  pool: number
  interviewerId: string
}

/** The rows that say who is in which pool of a slot; the first pool is 1. */
export const poolRows = (anyOf: readonly (readonly string[])[], slotId: string): PoolRow[] =>
  anyOf.flatMap((ids, index) => ids.map((interviewerId) => ({ slotId, pool: index + 1, interviewerId })))

/** Writes all of them in one statement: two hundred slots may bring forty thousand rows. */
export function writePools(tx: Transaction, rows: readonly PoolRow[]): void {
  if (rows.length === 0) return
  tx.write(sql`insert into slot_pool_member (company_id, slot_id, pool, interviewer_id)
    select ${tx.companyId}, * from unnest(${rows.map(({ slotId }) => slotId)}::uuid[],
      ${rows.map(({ pool }) => pool)}::int[], ${rows.map(({ interviewerId }) => interviewerId)}::uuid[])`)
}
