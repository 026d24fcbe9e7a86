import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'

/** Makes an account with a password, and the person's place in a company. */
export async function addStaffMember(
  database: Database,
  companyId: string,
  name: string,
  email: string,
  role: Staff['role'],
  passwordHash: string,
): Promise<Staff> {
  const userId = newId()
  const id = newId()
  await sql`with new_user as (
      insert into auth_user (id, name, email, email_verified) values (${userId}, ${name}, ${email}, true)),
    new_account as (
      insert into auth_account (id, user_id, account_id, provider_id, password)
      values (${newId()}, ${userId}, ${userId}, 'credential', ${passwordHash}))
    insert into staff_member (company_id, id, user_id, name, email, role)
    values (${companyId}, ${id}, ${userId}, ${name}, ${email}, ${role})`.execute(
    database.em.fork().getKysely<unknown>(),
  )
  return { kind: 'STAFF', companyId, id, role }
}
