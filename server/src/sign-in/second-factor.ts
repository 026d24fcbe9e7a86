import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { toBase32 } from '../shared/base32.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import { readClock } from '../shared/read-clock.ts'
import { seal, unseal } from '../shared/sealed.ts'
import type { Tools } from '../shared/use-case.ts'
import { endSessions } from './end-sessions.ts'
import { accountByPassword, accountOf } from './own-password.ts'
import {
  looksLikeTimeCode,
  newSecret,
  readCode,
  recoveryCodes,
  recoveryHash,
  secretAddress,
  spellOut,
  stepOf,
} from './second-factor-codes.ts'
import { noteTry } from './tries.ts'

const purpose = 'second factor'

/** For how many minutes somebody may take to enter a code, after their password was right. */
export const pendingMinutes = 10

/** The password was right, and a code is needed. Whoever has the key may enter it; it is no session and opens nothing. */
export interface PendingSignIn {
  key: string
  until: Date
}

/** Whose sign-in waits for a code. */
export interface OpenPending {
  id: string
  userId: string
  /** The place in a company that they join with it. */
  joins: { companyId: string; staffMemberId: string } | null
}

/** What somebody shows who changes how they sign in. */
interface Proof {
  password: string
  code: string
  /** The network address it comes from. */
  client: string
}

export type SecondFactor = ReturnType<typeof makeSecondFactor>

/** What is asked of somebody besides their password: a code that only their phone shows. */
export function makeSecondFactor({
  database,
  clock,
  secrets,
  inTransaction,
}: Tools & { database: Database; clock: Clock; secrets: readonly [string, ...string[]] }) {
  const hashesOf = (userId: string, code: string) => secrets.map((secret) => recoveryHash(secret, userId, code))

  /** The step of time that a code belongs to; null for a wrong one. */
  async function stepIfRight(userId: string, code: string, isOn: boolean): Promise<number | null> {
    const [kept] = await ask<{ secret: string }>(
      database,
      sql`select secret from auth_second_factor where user_id = ${userId} and (confirmed_at is not null) = ${isOn}`,
    )
    const secret = kept && unseal(secrets, purpose, userId, kept.secret)
    return secret ? stepOf(secret, code, await readClock(database, clock)) : null
  }

  /**
   * Whether a code is right, and takes it: it is never right again.
   * @throws RATE_LIMITED where it was tried too often lately
   */
  async function takes(userId: string, typed: string, client: string): Promise<boolean> {
    const code = readCode(typed)
    if (!looksLikeTimeCode(code)) {
      // Nobody guesses one of 80 bits: its owner gets in, whoever else has used up the tries of the other kind.
      await noteTry(database, 'RECOVERY_CODE', `${userId} ${client}`)
      const used = await ask(
        database,
        sql`delete from auth_recovery_code where user_id = ${userId} and hash = any(${hashesOf(userId, code)}) returning 1`,
      )
      return used.length > 0
    }
    await noteTry(database, 'SECOND_FACTOR', userId)
    const step = await stepIfRight(userId, code, true)
    if (step === null) return false
    const taken = await ask(
      database,
      sql`update auth_second_factor set last_step = ${step}
        where user_id = ${userId} and confirmed_at is not null and (last_step is null or last_step < ${step}) returning 1`,
    )
    return taken.length > 0
  }

  /** Why what somebody shows is not enough to change how they sign in; else whose account it is. */
  async function proven(staff: Staff, { password, code, client }: Proof) {
    const account = await accountByPassword(database, staff, password)
    if (!account) return { kind: 'PasswordIsWrong' as const }
    return (await takes(account.userId, code, client)) ? account : { kind: 'CodeIsWrong' as const }
  }

  const newCodes = (userId: string) => {
    const codes = Array.from({ length: recoveryCodes }, () => toBase32(randomBytes(10)))
    return { shown: codes.map(spellOut), hashes: codes.map((code) => recoveryHash(secrets[0], userId, code)) }
  }

  return {
    /** Whether an account wants a code besides its password. */
    async isOn(userId: string): Promise<boolean> {
      const found = await ask(
        database,
        sql`select 1 from auth_second_factor where user_id = ${userId} and confirmed_at is not null`,
      )
      return found.length > 0
    },

    /** Lets a sign-in wait for a code. */
    async wait(userId: string): Promise<PendingSignIn> {
      const key = randomBytes(32).toString('base64url')
      const [row] = await ask<{ until: string }>(
        database,
        sql`insert into auth_pending_sign_in (id, user_id, key_hash) values (${newId()}, ${userId}, ${keyHash(key)})
          returning to_json(created_at + ${pendingMinutes} * interval '1 minute') as until`,
      )
      return { key, until: new Date(row!.until) }
    },

    /** Lets a sign-in that waits join a company as well, once the code was right. */
    joinsThen: (key: string, staffMemberId: string) =>
      ask(database, sql`update auth_pending_sign_in set joins_id = ${staffMemberId} where key_hash = ${keyHash(key)}`),

    /** Null where it took too long, was finished already, or the password was changed meanwhile. */
    async pendingOf(key: string): Promise<OpenPending | null> {
      const [found] = await ask(
        database,
        sql<OpenPending>`select waits.id, waits.user_id as "userId",
            (select json_build_object('companyId', company_id, 'staffMemberId', id) from staff_member
              where id = waits.joins_id) as joins
          from auth_pending_sign_in waits
          where waits.key_hash = ${keyHash(key)} and waits.created_at > now() - ${pendingMinutes} * interval '1 minute'
            and not exists (select from auth_account where user_id = waits.user_id and provider_id = 'credential'
              and password_set_at > waits.created_at)`,
      )
      return found ?? null
    },

    /** Ends the wait. @returns whether it was still there */
    async finish({ id }: OpenPending): Promise<boolean> {
      return (await ask(database, sql`delete from auth_pending_sign_in where id = ${id} returning 1`)).length > 0
    },

    takes,

    /** Begins to set it up: a secret for the phone, which is asked for only once a code of it was right. */
    async begin(staff: Staff, password: string) {
      const account = await accountByPassword(database, staff, password)
      if (!account) return { kind: 'PasswordIsWrong' as const }
      const { userId, email } = account
      const secret = newSecret()
      const begun = await ask(
        database,
        sql`insert into auth_second_factor (user_id, secret) values (${userId}, ${seal(secrets[0], purpose, userId, secret)})
          on conflict (user_id) do update set secret = excluded.secret, created_at = now()
            where auth_second_factor.confirmed_at is null
          returning 1`,
      )
      if (begun.length === 0) return { kind: 'SecondFactorIsOn' as const }
      return { kind: 'SecondFactorSecret' as const, secret, address: secretAddress(secret, email) }
    },

    /** Turns it on where the phone shows the right code. All other sessions end: they began without it. */
    async turnOn(staff: Staff, typed: string, session: string | null) {
      const account = await accountOf(database, staff)
      const code = readCode(typed)
      if (!account) return { kind: 'CodeIsWrong' as const }
      await noteTry(database, 'SECOND_FACTOR', account.userId)
      const step = looksLikeTimeCode(code) ? await stepIfRight(account.userId, code, false) : null
      if (step === null) return { kind: 'CodeIsWrong' as const }
      const codes = newCodes(account.userId)
      return inTransaction<{ kind: 'CodeIsWrong' } | { kind: 'RecoveryCodes'; codes: string[] }>(
        { name: 'turnOnSecondFactor', actor: staff },
        async (tx) => {
          const [turned] = await tx.rows(
            sql<{
              done: boolean
            }>`select greenroom_turn_on_second_factor(${staff.id}, ${step}, ${codes.hashes}) as done`,
          )
          if (!turned!.done) return { kind: 'CodeIsWrong' }
          tx.record({
            name: 'SecondFactorTurnedOn',
            about: { type: 'StaffMember', id: staff.id },
            fields: ['secondFactor'],
          })
          await endSessions(tx, { but: session })
          return { kind: 'RecoveryCodes', codes: codes.shown }
        },
      )
    },

    /** Other codes for when the phone is gone; those before are worth nothing. */
    async renewCodes(staff: Staff, proof: Proof) {
      const account = await proven(staff, proof)
      if ('kind' in account) return account
      const codes = newCodes(account.userId)
      return inTransaction<{ kind: 'RecoveryCodes'; codes: string[] }>(
        { name: 'renewRecoveryCodes', actor: staff },
        async (tx) => {
          await tx.rows(sql`select greenroom_renew_recovery_codes(${staff.id}, ${codes.hashes})`)
          tx.record({
            name: 'RecoveryCodesRenewed',
            about: { type: 'StaffMember', id: staff.id },
            fields: ['secondFactor'],
          })
          return { kind: 'RecoveryCodes', codes: codes.shown }
        },
      )
    },

    /** Turns it off for who has both, the password and a code. */
    async turnOff(staff: Staff, proof: Proof) {
      const account = await proven(staff, proof)
      if ('kind' in account) return account
      return inTransaction<{ kind: 'SecondFactorTurnedOff' }>(
        { name: 'turnOffSecondFactor', actor: staff },
        async (tx) => {
          await tx.rows(sql`select greenroom_remove_second_factor(${staff.id})`)
          tx.record({
            name: 'SecondFactorTurnedOff',
            about: { type: 'StaffMember', id: staff.id },
            fields: ['secondFactor'],
          })
          return { kind: 'SecondFactorTurnedOff' }
        },
      )
    },
  }
}

/** What is stored of the key: 256 bits of randomness need no salt. */
const keyHash = (key: string) => createHash('sha256').update(key).digest('base64url')
