import { sql } from 'kysely'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

/** No round may choose it any more, and nobody changes it. */
export interface KitIsArchived {
  kind: 'KitIsArchived'
  kitId: string
}

/**
 * Kits that a round is to have, by their ids. Until the transaction ends nobody archives them.
 * @throws NOT_FOUND where one of them is none of this company
 */
export async function lockKits(tx: Transaction, ids: readonly string[]): Promise<{ id: string; archived: boolean }[]> {
  if (ids.length === 0) return []
  if (!ids.every(looksLikeId)) throw notFound()
  const found = await tx.rows(sql<{ id: string; archived: boolean }>`select id, archived_at is not null as archived
    from kit where company_id = ${tx.companyId} and id = any(${ids}::uuid[]) order by id for share`)
  if (found.length !== new Set(ids).size) throw notFound()
  return found
}
