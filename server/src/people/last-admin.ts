import { sql } from 'kysely'
import type { StaffMember } from '../companies/staff-member.ts'
import type { Transaction } from '../shared/use-case.ts'

/** The person's rights are about to end, or to be fewer, and nobody else could give them back. */
export interface LastAdmin {
  kind: 'LastAdmin'
}

/** Everything that may take an admin away comes by here, one after the other: the company's row is locked first. */
export const lockAdmins = (tx: Transaction) =>
  tx.rows(sql`select from company where id = ${tx.companyId} for no key update`)

/** Whether nobody would administer the company without this person; to be asked behind `lockAdmins`. */
export async function isLastAdmin(tx: Transaction, person: StaffMember): Promise<boolean> {
  if (person.role !== 'ADMIN' || !person.active) return false
  // Who never came cannot administer anything.
  const others = await tx.rows(sql`select from staff_member
    where company_id = ${tx.companyId} and id <> ${person.id} and role = 'ADMIN' and active and joined_at is not null
    limit 1`)
  return others.length === 0
}
