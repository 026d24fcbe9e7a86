import { z } from 'zod'
import { line } from '../shared/input.ts'
import type { InvalidField } from '../shared/refusals.ts'
import type { SourceAccess } from './source-access.ts'
import type { SourceKind } from './calendar-source.rules.ts'

/** What the use cases of calendars are made from, beside the transaction. */
export interface SourceTools {
  /** The newest of the server's secrets: it seals. */
  secret: string
  /** Hosts that the operator lets be private, and be called by http. */
  privateHosts: readonly string[]
}

export const sourceName = line(80)

export const accessInput = {
  url: z.string().trim().max(2000, 'Must not be longer than 2000 characters.'),
  user: z.string().max(200, 'Must not be longer than 200 characters.').nullish(),
  password: z.string().max(500, 'Must not be longer than 500 characters.').nullish(),
}

interface ToldAccess {
  url: string
  user?: string | null | undefined
  password?: string | null | undefined
}

/**
 * Understands an address as people copy it: `webcal:` is `https:`, and a user before the host is the user.
 * @returns how the calendar is reached, and the host that may be shown; or what is wrong
 */
export function readAccess(
  kind: SourceKind,
  told: ToldAccess,
  { privateHosts }: Pick<SourceTools, 'privateHosts'>,
): { kind: 'Access'; access: SourceAccess; host: string } | { kind: 'Wrong'; field: InvalidField } {
  const wrong = (path: string, message: string) => ({ kind: 'Wrong' as const, field: { path, message } })
  const url = URL.parse(told.url.replace(/^webcals?:/i, 'https:'))
  if (!url || !url.hostname || !/^https?:$/.test(url.protocol)) return wrong('url', 'Is not a web address.')
  const user = told.user || decoded(url.username) || null
  const password = told.password || decoded(url.password) || null
  url.username = ''
  url.password = ''
  url.hash = ''
  const host = url.host.toLowerCase()
  if (url.protocol === 'http:' && !privateHosts.some((each) => each.toLowerCase() === host))
    return wrong('url', 'Must be a link that begins with https:// or webcal://.')
  if (/[\r\n:]/.test(user ?? '')) return wrong('user', 'Must not have a colon.')
  if (kind === 'CALDAV' && user === null) return wrong('user', 'Must not be empty.')
  if (kind === 'CALDAV' && password === null) return wrong('password', 'Must not be empty.')
  return { kind: 'Access', access: { url: url.href, user, password }, host }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
