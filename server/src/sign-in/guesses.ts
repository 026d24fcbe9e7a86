import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'

/** Failed sign-ins within a quarter of an hour; all processes count together. */
const most = {
  /** For one account from one network address. */
  SIGN_IN: 10,
  /** From one network address, for whomever: an office has one for all. */
  SIGN_IN_FROM: 100,
  /** For one account, from wherever nobody has signed in with it lately. */
  SIGN_IN_FOR: 30,
}

const kinds = Object.keys(most) as (keyof typeof most)[]

const whoseDoors = (account: string, client: string) => ({
  SIGN_IN: `${account} ${client}`,
  SIGN_IN_FROM: client,
  SIGN_IN_FOR: account,
})

export type Guesses = ReturnType<typeof makeGuesses>

/**
 * Keeps passwords from being guessed. Tries count before it is known whether they are right, so that those at once are
 * counted, too; the right ones are taken back.
 */
export const makeGuesses = (database: Database) => ({
  /**
   * Notes a try, whether or not there is such an account.
   * @returns whether it may be tried: not too often was lately. Whoever guesses from elsewhere keeps nobody out where they have
   * signed in within a week.
   */
  async note(email: string, client: string): Promise<boolean> {
    const account = email.toLowerCase()
    const whose = whoseDoors(account, client)
    const ids = kinds.map(() => newId())
    await ask(
      database,
      sql`insert into auth_try (id, kind, whose) select * from unnest(${ids}::uuid[], ${kinds}::text[],
        ${kinds.map((kind) => whose[kind])}::text[])`,
    )
    const [lately] = await ask<{ isTooOften: boolean }>(
      database,
      sql`select bool_or(tries.count > tries.most and not (tries.kind = 'SIGN_IN_FOR' and known.here)) as "isTooOften"
        from (select own.kind, own.most, (select count(*) from auth_try where kind = own.kind and whose = own.whose
            and at > now() - interval '15 minutes')
          from unnest(${kinds}::text[], ${kinds.map((kind) => whose[kind])}::text[],
            ${kinds.map((kind) => most[kind])}::int[]) as own (kind, whose, most)) tries,
          (select exists (select from auth_session session join auth_user account on account.id = session.user_id
            where account.email = ${account} and session.ip_address = ${client} and ${client} <> ''
              and session.created_at > now() - interval '7 days') as here) known`,
    )
    return !lately!.isTooOften
  },

  /** The password was right: it was no guess. */
  takeBack(email: string, client: string) {
    const whose = whoseDoors(email.toLowerCase(), client)
    return ask(
      database,
      sql`delete from auth_try where id in (select newest.id
        from unnest(${kinds}::text[], ${kinds.map((kind) => whose[kind])}::text[]) as own (kind, whose),
          lateral (select id from auth_try where kind = own.kind and whose = own.whose order by at desc limit 1) newest)`,
    )
  },
})
