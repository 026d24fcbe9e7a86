import { sql } from 'kysely'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

/**
 * Locks these people, in the order of their ids, so that their time can be given away only once; a crowd that asks
 * for the same panel in another order cannot deadlock. The lock leaves others free to refer to them.
 * @throws NOT_FOUND where one of them is nobody of this company, or has left
 */
export async function lockInterviewers(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  if (!ids.every(looksLikeId)) throw notFound()
  const rows = await tx.rows(sql<{ id: string }>`select id from staff_member
    where company_id = ${tx.companyId} and id = any(${ids}) and active order by id for no key update`)
  if (rows.length !== new Set(ids).size) throw notFound()
}
