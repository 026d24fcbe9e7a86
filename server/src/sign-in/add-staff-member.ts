import { sql, type RawBuilder } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'

export interface Person {
  name: string
  /** In lower case; they sign in with it. */
  email: string
  /** Null for invented people, with whose account nobody can sign in. */
  passwordHash: string | null
}

/** The statement that makes a person's account, and their place in a company. */
export function staffMemberStatement(staff: Staff, { name, email, passwordHash }: Person): RawBuilder<unknown> {
  const userId = newId()
  return sql`with new_user as (
      insert into auth_user (id, name, email, email_verified) values (${userId}, ${name}, ${email}, true)),
    new_account as (
      insert into auth_account (id, user_id, account_id, provider_id, password)
      select ${newId()}::uuid, ${userId}::uuid, ${userId}, 'credential', hash from (select ${passwordHash}::text as hash) given
      where hash is not null)
    insert into staff_member (company_id, id, user_id, name, email, role, joined_at)
    values (${staff.companyId}, ${staff.id}, ${userId}, ${name}, ${email}, ${staff.role}, now())`
}

/** Makes an account with a password, and the person's place in a company. */
export async function addStaffMember(
  database: Database,
  companyId: string,
  name: string,
  email: string,
  role: Staff['role'],
  passwordHash: string,
): Promise<Staff> {
  const staff: Staff = { kind: 'STAFF', companyId, id: newId(), role }
  await ask(database, staffMemberStatement(staff, { name, email, passwordHash }))
  return staff
}
