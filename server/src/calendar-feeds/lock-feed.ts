import { sql } from 'kysely'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

/**
 * A feed that nobody else changes until the transaction ends. Who keeps it: its owner, and to revoke it also an admin.
 * @throws NOT_FOUND where there is none, or it is not the asker's
 */
export async function lockFeed(tx: Transaction, feedId: string, who: 'OWNER' | 'OWNER_OR_ADMIN') {
  if (!looksLikeId(feedId)) throw notFound()
  const [found] = await tx.rows(sql<{ staffMemberId: string; isRevoked: boolean }>`
    select staff_member_id as "staffMemberId", revoked_at is not null as "isRevoked" from calendar_feed
    where company_id = ${tx.companyId} and id = ${feedId} for update`)
  const { actor } = tx
  const isAdmin = actor.kind === 'STAFF' && actor.role === 'ADMIN'
  if (!found || !(found.staffMemberId === actor.id || (who === 'OWNER_OR_ADMIN' && isAdmin))) throw notFound()
  return found
}
