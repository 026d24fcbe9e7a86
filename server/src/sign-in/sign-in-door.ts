import type { Staff } from '../shared/actor.ts'
import { clientAddressHeader, type Auth } from './auth.ts'
import type { PendingSignIn } from './second-factor.ts'

/** What the sign-in library answers: a status, cookies to set, and whose session it now is. */
export interface SignInDoor {
  signIn(
    email: string,
    password: string,
    headers: Headers,
  ): Promise<{ status: number; cookies: string[]; secondFactor: PendingSignIn | null }>
  /** Opens a session for who has shown in another way who they are. */
  open(userId: string, headers: Headers): Promise<{ cookies: string[] }>
  signOut(headers: Headers): Promise<{ cookies: string[] }>
  staffOf(headers: Headers): Promise<Staff | null>
  /** The id of the session of these headers; null where there is none. */
  sessionOf(headers: Headers): Promise<string | null>
  /** Lets the session of these headers act for another company of its person; false where they do not work there. */
  actFor(headers: Headers, companyId: string): Promise<boolean>
}

/** The sign-in library as the schema needs it: the same doors as under /api/auth, without a second set of rules. */
export function makeSignInDoor(
  auth: Auth,
  sessions: Pick<SignInDoor, 'staffOf' | 'sessionOf' | 'actFor' | 'open'>,
): SignInDoor {
  return {
    async signIn(email, password, headers) {
      const response = await auth.handler(requestTo(auth, '/sign-in/email', headers, { email, password }))
      const { secondFactor } = ((await response.json().catch(() => null)) ?? {}) as {
        secondFactor?: { key: string; until: string }
      }
      return {
        status: response.status,
        cookies: secondFactor ? [] : response.headers.getSetCookie(),
        secondFactor: secondFactor ? { key: secondFactor.key, until: new Date(secondFactor.until) } : null,
      }
    },
    async signOut(headers) {
      const response = await auth.handler(requestTo(auth, '/sign-out', headers, {}))
      return { cookies: response.headers.getSetCookie() }
    },
    ...sessions,
  }
}

function requestTo(auth: Auth, path: string, given: Headers, body: object): Request {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['cookie', 'origin', 'user-agent', clientAddressHeader]) {
    const value = given.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(`${auth.options.baseURL}/api/auth${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
}

/** What a browser sends that was just told to keep these cookies. */
export const headersWith = (cookies: string[]): Headers =>
  new Headers({ cookie: cookies.map((set) => set.split(';', 1)[0]).join('; ') })
