import { sql, type RawBuilder } from 'kysely'
import type { Context } from '../shared/graphql/context.ts'
import { idOrNobody } from '../shared/id.ts'

/**
 * What belongs to staff members: everybody sees their own, admins everybody's.
 * @param table its name in the statement; it has `staff_member_id`
 * @param staffMemberId whose alone is asked for
 */
export function ownOrForAdmins(
  { actor, reading }: Pick<Context, 'actor' | 'reading'>,
  table: string,
  staffMemberId: string | null | undefined,
): RawBuilder<unknown>[] {
  const isAdmin = actor.kind === 'STAFF' && actor.role === 'ADMIN'
  const whose = sql.ref(`${table}.staff_member_id`)
  return [
    sql`${sql.ref(`${table}.company_id`)} = ${reading.companyId}`,
    ...(isAdmin ? [] : [sql`${whose} = ${actor.id}`]),
    ...(staffMemberId == null ? [] : [sql`${whose} = ${idOrNobody(staffMemberId)}`]),
  ]
}
