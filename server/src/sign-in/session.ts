import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { sql } from 'kysely'
import type { Staff } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { looksLikeId } from '../shared/id.ts'
import { clientOf, sessionCookie, sessionIsDueToProlong, type Auth } from './auth.ts'
import { sessionTokenHash } from './hashed-session-tokens.ts'

interface SessionRow {
  due: boolean
  companyId: string
  id: string
  role: Staff['role']
}

/**
 * Whether a person has their place in a company at this moment: they have joined, and nobody has taken them out of it, nor,
 * where it is a demo, out of the company whose demo it is.
 * @param place the row of `staff_member`
 */
const isThere = (place: string) => sql`${sql.ref(place)}.active and ${sql.ref(place)}.joined_at is not null
  and not exists (select from company demo where demo.id = ${sql.ref(place)}.company_id and demo.demo_of_id is not null
    and not exists (select from staff_member home where home.company_id = demo.demo_of_id
      and home.user_id = ${sql.ref(place)}.user_id and home.active))`

/**
 * The staff member whose session these headers carry, with the role they have at this moment. Every request asks
 * this, so it is one statement; the sign-in library, which needs several, is asked only when a session is prolonged.
 * @returns null where nobody is signed in, the session is over (unused for 12 hours, or a week old), or the person
 * has left
 */
export async function staffOf(auth: Auth, database: Database, headers: Headers): Promise<Staff | null> {
  const token = signedToken(auth, headers.get('cookie'))
  if (token === null) return null
  const [found] = await ask(
    database,
    sql<SessionRow>`select ${sessionIsDueToProlong} as due, staff_member.company_id as "companyId", staff_member.id,
        staff_member.role
      from auth_session join staff_member on staff_member.user_id = auth_session.user_id and ${isThere('staff_member')}
      where auth_session.token = ${sessionTokenHash(token)} and auth_session.expires_at > now()
        and auth_session.created_at > now() - interval '7 days'
      order by (staff_member.company_id = auth_session.acts_for) is true desc, staff_member.created_at, staff_member.id limit 1`,
  )
  if (!found) return null
  if (found.due) await auth.api.getSession({ headers })
  const { companyId, id, role } = found
  return { kind: 'STAFF', companyId, id, role }
}

/** The id of the session that these headers carry; null where they carry none. */
export async function sessionOf(auth: Auth, database: Database, headers: Headers): Promise<string | null> {
  const token = signedToken(auth, headers.get('cookie'))
  if (token === null) return null
  const [found] = await ask<{ id: string }>(
    database,
    sql`select id from auth_session where token = ${sessionTokenHash(token)}`,
  )
  return found?.id ?? null
}

/**
 * Lets a session act for another company of its person.
 * @returns whether it does: false where they do not work there, or are not signed in
 */
export async function actFor(auth: Auth, database: Database, headers: Headers, companyId: string): Promise<boolean> {
  const token = signedToken(auth, headers.get('cookie'))
  if (token === null || !looksLikeId(companyId)) return false
  const changed = await ask(
    database,
    sql`update auth_session set acts_for = staff_member.company_id from staff_member
      where auth_session.token = ${sessionTokenHash(token)} and staff_member.user_id = auth_session.user_id
        and staff_member.company_id = ${companyId} and ${isThere('staff_member')}
      returning 1`,
  )
  return changed.length > 0
}

/** A company that a person works for. */
export interface Workplace {
  id: string
  name: string
  /** The company whose demo it is. */
  demoOf: string | null
}

/** The companies for which a staff member can act with the same account, by name. */
export const workplacesOf = (
  database: Database,
  { companyId, id }: Pick<Staff, 'companyId' | 'id'>,
): Promise<Workplace[]> =>
  ask(
    database,
    sql<Workplace>`select company.id, company.name, company.demo_of_id as "demoOf" from staff_member own
      join staff_member there on there.user_id = own.user_id and ${isThere('there')}
      join company on company.id = there.company_id
      where own.company_id = ${companyId} and own.id = ${id} order by company.name, company.id`,
  )

/**
 * Opens a session for somebody who has shown who they are in another way than by the library's own door.
 * @returns the cookie to set
 */
export async function openSession(auth: Auth, userId: string, headers: Headers): Promise<string> {
  const { internalAdapter, authCookies } = await auth.$context
  const { token } = await internalAdapter.createSession(userId, false, {
    ipAddress: clientOf(headers),
    userAgent: headers.get('user-agent') ?? '',
  })
  const { maxAge, secure, path = '/' } = authCookies.sessionToken.attributes
  const value = encodeURIComponent(`${token}.${signatureOf(auth, token)}`)
  const attributes = [`Max-Age=${maxAge}`, `Path=${path}`, 'HttpOnly', ...(secure ? ['Secure'] : []), 'SameSite=Lax']
  return [`${sessionCookie(auth.options.baseURL)}=${value}`, ...attributes].join('; ')
}

const signatureOf = ({ options }: Auth, token: string): string =>
  createHmac('sha256', options.secret).update(token).digest('base64')

/** The session's token, if the cookie bears our signature: HMAC-SHA256 in base64, behind a full stop. */
function signedToken(auth: Auth, cookies: string | null): string | null {
  if (cookies === null) return null
  const value = parseCookies(cookies).get(sessionCookie(auth.options.baseURL)) ?? ''
  const end = value.lastIndexOf('.')
  if (end < 1) return null
  const token = value.slice(0, end)
  // Compared as text: base64 has several spellings of the same bytes, and a cookie has one.
  const given = Buffer.from(value.slice(end + 1))
  const right = Buffer.from(signatureOf(auth, token))
  return given.length === right.length && timingSafeEqual(given, right) ? token : null
}
