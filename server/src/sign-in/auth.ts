import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie } from 'better-auth/cookies'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { DBAdapter } from 'better-auth/adapters'
import { sql, type KyselyPlugin } from 'kysely'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import type { Logger } from '../shared/log.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Guesses } from './guesses.ts'
import type { SecondFactor } from './second-factor.ts'
import { withHashedSessionTokens } from './hashed-session-tokens.ts'

const hour = 3600
/** A session that nobody uses ends after this, in seconds. */
const idleEnd = 12 * hour
/** A session in use is prolonged when it is this much nearer to its end, in seconds. */
const prolongAfter = hour

/** The only paths of the sign-in library that the world may reach. */
export const authPaths = ['/api/auth/sign-in/email', '/api/auth/sign-out', '/api/auth/get-session'] as const

/** In which header a request brings the address it came from; the server sets it itself on every request. */
export const clientAddressHeader = 'x-greenroom-client'

/** How often one address may try to sign in within a minute. */
const attemptsPerMinute = 30

/** Where the library finds its tables; a test asks it whether anything is missing. */
export const authTables = {
  user: {
    modelName: 'auth_user',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'auth_session',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'auth_account',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'auth_verification',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const

export interface AuthSettings {
  publicUrl: string
  secret: string
  /** Other origins from which the dashboard may be used, such as 127.0.0.1 beside localhost in the demo. */
  otherOrigins?: readonly string[]
  log: Logger
  /** Asks for a code besides the password, where the account wants one. */
  secondFactor: Pick<SecondFactor, 'isOn' | 'wait'>
  guesses: Guesses
}

export type Auth = ReturnType<typeof makeAuth>

/** Staff sign in by email address and password into a session that lives in an HttpOnly cookie. */
export function makeAuth(
  database: Database,
  { publicUrl, secret, otherOrigins = [], log, secondFactor, guesses }: AuthSettings,
) {
  const overHttps = publicUrl.startsWith('https:')
  const db = database.em.fork().getKysely<unknown>().withPlugin(instantsAsDates)
  return betterAuth({
    baseURL: publicUrl,
    secret,
    trustedOrigins: [publicUrl, ...otherOrigins],
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => log[level === 'error' ? 'error' : level === 'warn' ? 'warn' : 'debug'](message),
    },
    database: (options: BetterAuthOptions) =>
      withHashedSessionTokens(kyselyAdapter(db as never, { type: 'postgres' })(options) as DBAdapter),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    ...authTables,
    session: { ...authTables.session, expiresIn: idleEnd, updateAge: prolongAfter },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-in/email') return
        const { email } = context.body as { email?: unknown }
        if (typeof email !== 'string' || email.includes('\0')) return
        if (!(await guesses.note(email.slice(0, 254), clientOf(context.headers))))
          throw new APIError('TOO_MANY_REQUESTS')
      }),
      // The password was right and the library has opened a session: it is closed before anybody has heard of it.
      after: createAuthMiddleware(async (context) => {
        const opened = context.context.newSession
        if (context.path !== '/sign-in/email' || !opened) return
        await guesses.takeBack(opened.user.email, clientOf(context.headers))
        if (!(await secondFactor.isOn(opened.user.id))) return
        deleteSessionCookie(context, true)
        await context.context.internalAdapter.deleteSession(opened.session.token)
        context.context.setNewSession(null)
        return context.json({ secondFactor: await secondFactor.wait(opened.user.id) })
      }),
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { '/sign-in/email': { window: 60, max: attemptsPerMinute } },
    },
    advanced: {
      cookiePrefix: 'greenroom',
      // Said aloud, because the library leaves both out where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      useSecureCookies: false,
      // Over https the name promises the browser: only this host, only https, the whole site.
      cookies: { session_token: { name: sessionCookie(publicUrl) } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: overHttps },
      database: { generateId: () => newId() },
    },
  })
}

/** The network address that a request comes from; empty where nobody knows. */
export const clientOf = (headers: Headers | undefined): string => headers?.get(clientAddressHeader) ?? ''

/** Whether so much of a session's time has passed that its use prolongs it. */
export const sessionIsDueToProlong = sql<boolean>`auth_session.expires_at < now() + ${idleEnd - prolongAfter} * interval '1 second'`

/** When a session was last prolonged, and so, to the hour, last used. */
export const sessionWasUsedAt = (session: string) =>
  sql`(${sql.ref(`${session}.expires_at`)} - ${idleEnd} * interval '1 second')`

export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-greenroom' : 'greenroom'

/** Our pool hands instants out as text; the library compares them, so it must get dates. */
const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, isInstant(value) ? new Date(value) : value]),
      ),
    ),
  }),
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/.test(value)
