import { sql } from 'kysely'
import { opensJoin, staffMemberOfJoinKey } from '../companies/join-link.ts'
import type { Clock } from '../shared/clock.ts'
import { allOrNothing, ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import { hashPassword } from './password.ts'
import { whyWeak, type PasswordWeakness } from './password.rules.ts'

/** What the holder of a link may join. */
export interface OpenInvitation {
  companyId: string
  staffMemberId: string
  userId: string
  company: string
  name: string
  email: string
  /** Whether their account has a password already, because they work for another company, too. */
  hasPassword: boolean
}

export type Join = ReturnType<typeof makeJoin>

/** What is done at the link of somebody who was added to a company. They are nobody's actor yet. */
export function makeJoin({
  database,
  clock,
  secrets,
}: {
  database: Database
  clock: Clock
  secrets: readonly string[]
}) {
  return {
    /** Null for a key that is none, too old or used, and where the person was taken out again. */
    async invitationOf(key: string): Promise<OpenInvitation | null> {
      const id = staffMemberOfJoinKey(key)
      if (id === null) return null
      const [row] = await ask(
        database,
        sql<{ now: string; found: OpenInvitation | null }>`select to_json(now()) as now,
          (select json_build_object('companyId', person.company_id, 'staffMemberId', person.id,
              'userId', person.user_id, 'company', company.name, 'name', person.name, 'email', person.email,
              'hasPassword', exists (select from auth_account
                where user_id = person.user_id and provider_id = 'credential'))
            from staff_member person join company on company.id = person.company_id
            where person.id = ${id} and person.active and person.joined_at is null) as found`,
      )
      const { now, found } = row!
      return opensJoin(key, secrets, id, clock.read(new Date(now))) ? found : null
    },

    /** Gives the account its first password. It is left alone where it has got one meanwhile. */
    async choosePassword({ userId, name, email, company }: OpenInvitation, password: string) {
      const reason: PasswordWeakness | null = whyWeak(password, [name, email, company])
      if (reason) return { kind: 'PasswordIsWeak' as const, reason }
      const hash = await hashPassword(password)
      await allOrNothing(database, async (connection) => {
        await connection.rows(sql`select from auth_user where id = ${userId} for update`)
        await connection.rows(sql`insert into auth_account (id, user_id, account_id, provider_id, password)
          select ${newId()}::uuid, ${userId}::uuid, ${userId}, 'credential', ${hash}
          where not exists (select from auth_account where user_id = ${userId} and provider_id = 'credential')`)
      })
      return null
    },

    /** They have come: from now on they can act for the company. */
    joined: ({ companyId, staffMemberId }: Pick<OpenInvitation, 'companyId' | 'staffMemberId'>) =>
      ask(
        database,
        sql`update staff_member set joined_at = now()
          where company_id = ${companyId} and id = ${staffMemberId} and active and joined_at is null`,
      ),
  }
}
