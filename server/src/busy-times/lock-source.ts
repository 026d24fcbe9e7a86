import { sql } from 'kysely'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { SourceKind } from './calendar-source.rules.ts'
import { mayKeepCalendars } from './may-keep-calendars.ts'

export interface LockedSource {
  id: string
  staffMemberId: string
  kind: SourceKind
  name: string
  writes: boolean
}

/**
 * A calendar that nobody else changes until the transaction ends.
 * @throws NOT_FOUND where there is none, or it is not the asker's to keep
 */
export async function lockSource(tx: Transaction, sourceId: string): Promise<LockedSource> {
  if (!looksLikeId(sourceId)) throw notFound()
  const [found] = await tx.rows(sql<LockedSource>`select id, staff_member_id as "staffMemberId", kind, name, writes
    from calendar_source where company_id = ${tx.companyId} and id = ${sourceId} for update`)
  if (!found || !mayKeepCalendars(tx.actor, found.staffMemberId)) throw notFound()
  return found
}
