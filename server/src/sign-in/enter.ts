import type { Viewer } from '../companies/company.types.ts'
import { viewerOf } from '../companies/viewer-of.ts'
import type { Staff } from '../shared/actor.ts'
import { KnownFailure } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import { headersWith, type SignInDoor } from './sign-in-door.ts'

/**
 * Opens a session: sets its cookie and answers whose it is; null where the address or the password is wrong.
 * @param known what is done once the password is known to be right, for what the new session's browser sends
 */
export type Enter = (
  context: Context,
  email: string,
  password: string,
  known?: (session: Headers) => Promise<unknown>,
) => Promise<({ __typename: 'Viewer' } & Viewer) | null>

export const makeEnter =
  (door: SignInDoor, contextOf: (asker: Staff) => Context): Enter =>
  async (context, email, password, known) => {
    const { status, cookies } = await door.signIn(email, password, context.headers)
    if (status === 429) throw new KnownFailure('RATE_LIMITED', 'Too many attempts. Wait a minute.')
    if (status >= 300) return null
    const session = headersWith(cookies)
    await known?.(session)
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
