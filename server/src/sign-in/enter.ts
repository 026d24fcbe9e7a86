import type { Viewer } from '../companies/company.types.ts'
import { viewerOf } from '../companies/viewer-of.ts'
import type { Staff } from '../shared/actor.ts'
import { KnownFailure } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Join } from './join.ts'
import type { SecondFactor } from './second-factor.ts'
import { headersWith, type SignInDoor } from './sign-in-door.ts'

/** A place in a company that somebody comes to while they sign in. */
interface Joining {
  companyId: string
  staffMemberId: string
}

type Entered = ({ __typename: 'Viewer' } & Viewer) | null

export type SecondFactorIsNeeded = { kind: 'SecondFactorIsNeeded'; key: string; until: Date }

/** The ways to a session: each sets its cookie and answers whose it is. */
export interface Enter {
  /** Null where the address or the password is wrong. Where the account wants a code as well, nothing is open yet. */
  withPassword(
    context: Context,
    email: string,
    password: string,
    joins?: Joining,
  ): Promise<Entered | SecondFactorIsNeeded>
  /** With the code that a sign-in waits for. */
  withCode(
    context: Context,
    key: string,
    code: string,
    client: string,
  ): Promise<Entered | { kind: 'CodeIsWrong' } | { kind: 'SignInIsOver' }>
}

export function makeEnter(
  door: SignInDoor,
  contextOf: (asker: Staff) => Context,
  { secondFactor, join }: { secondFactor: SecondFactor; join: Join },
): Enter {
  /** Lets a browser in that was told to keep these cookies. */
  async function into(context: Context, cookies: string[], joins: Joining | null): Promise<Entered> {
    const session = headersWith(cookies)
    if (joins) {
      await join.joined(joins)
      await door.actFor(session, joins.companyId)
    }
    const signedIn = await door.staffOf(session)
    if (!signedIn) return null
    context.setHeader?.('set-cookie', cookies)
    const own = contextOf(signedIn)
    try {
      return { __typename: 'Viewer', ...(await viewerOf(own, signedIn)) }
    } finally {
      await own.close()
    }
  }

  return {
    async withPassword(context, email, password, joins) {
      const { status, cookies, secondFactor: needed } = await door.signIn(email, password, context.headers)
      if (status === 429) throw new KnownFailure('RATE_LIMITED', 'Too many attempts. Wait a minute.')
      if (status >= 300) return null
      if (!needed) return into(context, cookies, joins ?? null)
      if (joins) await secondFactor.joinsThen(needed.key, joins.staffMemberId)
      return { kind: 'SecondFactorIsNeeded', ...needed }
    },

    async withCode(context, key, code, client) {
      const pending = await secondFactor.pendingOf(key)
      if (!pending) return { kind: 'SignInIsOver' }
      if (!(await secondFactor.takes(pending.userId, code, client))) return { kind: 'CodeIsWrong' }
      if (!(await secondFactor.finish(pending))) return { kind: 'SignInIsOver' }
      const { cookies } = await door.open(pending.userId, context.headers)
      return (await into(context, cookies, pending.joins)) ?? { kind: 'SignInIsOver' }
    },
  }
}
