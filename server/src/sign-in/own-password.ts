import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { verifyPassword } from './password.ts'
import { noteTry } from './tries.ts'

export interface Account {
  userId: string
  name: string
  email: string
  company: string
  /** Of the password they have. */
  hash: string
}

/** With what somebody signs in; undefined where they have no password. */
export async function accountOf(database: Database, { companyId, id }: Staff): Promise<Account | undefined> {
  const [found] = await ask(
    database,
    sql<Account>`select person.user_id as "userId", person.name, person.email, company.name as company,
        account.password as hash
      from staff_member person join company on company.id = person.company_id
      join auth_account account on account.user_id = person.user_id and account.provider_id = 'credential'
      where person.company_id = ${companyId} and person.id = ${id} and account.password is not null`,
  )
  return found
}

/**
 * The account of somebody who is signed in and shows once more that they know its password; null where that is wrong.
 * @throws RATE_LIMITED where it was tried too often lately
 */
export async function accountByPassword(database: Database, staff: Staff, password: string): Promise<Account | null> {
  const account = await accountOf(database, staff)
  if (!account) return null
  await noteTry(database, 'CURRENT_PASSWORD', account.userId)
  return (await verifyPassword({ hash: account.hash, password })) ? account : null
}
