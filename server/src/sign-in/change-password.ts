import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import type { Database } from '../shared/database.ts'
import type { Tools } from '../shared/use-case.ts'
import { endSessions } from './end-sessions.ts'
import { accountByPassword } from './own-password.ts'
import { hashPassword } from './password.ts'
import { whyWeak, type PasswordWeakness } from './password.rules.ts'

export type PasswordAnswer =
  | { kind: 'PasswordChanged'; endedSessions: number }
  | { kind: 'PasswordIsWrong' }
  | { kind: 'PasswordIsWeak'; reason: PasswordWeakness }

export type ChangePassword = ReturnType<typeof makeChangePassword>

/**
 * Lets somebody choose another password who knows the one they have. All their sessions but this one end. It takes no
 * idempotency key: what such a key stands for is kept as a fast hash, and a password must not be.
 */
export const makeChangePassword =
  ({ database, inTransaction }: Tools & { database: Database }) =>
  async (
    staff: Staff,
    { current, chosen, session }: { current: string; chosen: string; session: string | null },
  ): Promise<PasswordAnswer> => {
    const account = await accountByPassword(database, staff, current)
    if (!account) return { kind: 'PasswordIsWrong' }
    const { name, email, company } = account
    const reason = whyWeak(chosen, [name, email, company])
    if (reason) return { kind: 'PasswordIsWeak', reason }
    const hash = await hashPassword(chosen)
    return inTransaction<PasswordAnswer>({ name: 'changePassword', actor: staff }, async (tx) => {
      const [changed] = await tx.rows(
        sql<{ done: boolean }>`select greenroom_change_password(${staff.id}, ${account.hash}, ${hash}) as done`,
      )
      // It was changed while this was on its way.
      if (!changed!.done) return { kind: 'PasswordIsWrong' }
      tx.record({ name: 'PasswordChanged', about: { type: 'StaffMember', id: staff.id }, fields: ['password'] })
      return { kind: 'PasswordChanged', endedSessions: await endSessions(tx, { but: session }) }
    })
  }
