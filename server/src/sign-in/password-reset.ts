import { sql } from 'kysely'
import { deliveryOfPasswordKey, resetMinutes } from '../companies/password-link.ts'
import type { Staff } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { readClock } from '../shared/read-clock.ts'
import type { Tools } from '../shared/use-case.ts'
import { endSessions } from './end-sessions.ts'
import { hashPassword } from './password.ts'
import { whyWeak } from './password.rules.ts'
import { insertTry, noteTry } from './tries.ts'

/** Whose password the holder of a link may choose. */
export interface OpenReset {
  deliveryId: string
  companyId: string
  staffMemberId: string
  role: Staff['role']
  company: string
  name: string
  email: string
}

export type PasswordReset = ReturnType<typeof makePasswordReset>

/** What is done by somebody who has forgotten their password. They are nobody's actor before they have chosen another. */
export function makePasswordReset({
  database,
  clock,
  secrets,
  inTransaction,
}: Tools & { database: Database; clock: Clock; secrets: readonly string[] }) {
  const since = async () => new Date((await readClock(database, clock)).getTime() - resetMinutes * 60_000)

  return {
    /**
     * Notes that somebody asks for a link. The same is done for every address, known or not: a worker looks whose it is.
     * @throws RATE_LIMITED where too much was asked from one network address
     */
    async askFor(email: string, client: string): Promise<void> {
      await noteTry(database, 'RESET_FROM', client)
      await insertTry(database, 'RESET_FOR', email.toLowerCase())
    },

    /** Null for a key that is none, too old or used, where the password was changed since, and where the person has left. */
    async resetOf(key: string): Promise<OpenReset | null> {
      const deliveryId = deliveryOfPasswordKey(key, secrets)
      if (deliveryId === null) return null
      const [found] = await ask(
        database,
        sql<OpenReset>`select delivery.id as "deliveryId", person.company_id as "companyId", person.id as "staffMemberId",
            person.role, company.name as company, person.name, person.email
          from delivery
          join staff_member person on person.company_id = delivery.company_id and person.id = delivery.staff_member_id
          join company on company.id = person.company_id
          join auth_account account on account.user_id = person.user_id and account.provider_id = 'credential'
          where delivery.id = ${deliveryId} and delivery.kind = 'PASSWORD_RESET'
            and delivery.queued_at > ${await since()} and account.password_set_at < delivery.queued_at
            and person.active and person.joined_at is not null`,
      )
      return found ?? null
    },

    /** Sets it, and ends every session of theirs. */
    async choose(
      { deliveryId, companyId, staffMemberId: id, role, name, email, company }: OpenReset,
      password: string,
    ) {
      const reason = whyWeak(password, [name, email, company])
      if (reason) return { kind: 'PasswordIsWeak' as const, reason }
      const [hash, from] = await Promise.all([hashPassword(password), since()])
      const staff: Staff = { kind: 'STAFF', companyId, id, role }
      return inTransaction<{ kind: 'PasswordWasReset' | 'PasswordResetIsOver' }>(
        { name: 'resetPassword', actor: staff },
        async (tx) => {
          const [reset] = await tx.rows(
            sql<{ done: boolean }>`select greenroom_reset_password(${deliveryId}, ${from}, ${hash}) as done`,
          )
          // Somebody else was quicker with the same link.
          if (!reset!.done) return { kind: 'PasswordResetIsOver' }
          await endSessions(tx, {})
          tx.record({ name: 'PasswordChanged', about: { type: 'StaffMember', id }, fields: ['password'] })
          return { kind: 'PasswordWasReset' }
        },
      )
    },
  }
}
