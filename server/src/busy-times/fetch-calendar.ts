import { OutgoingError } from '../shared/outgoing.rules.ts'
import type { Outgoing } from '../shared/outgoing.ts'
import { caldavTexts } from './caldav.ts'
import type { SourceKind } from './calendar-source.rules.ts'
import type { SourceAccess } from './source-access.ts'
import { SourceFailure, basic, codeOfStatus } from './source-failure.ts'

export interface Fetched {
  kind: 'Fetched'
  texts: string[]
  /** Addresses of the owner, as the server knows them. */
  ownAddresses: string[]
  etag: string | null
  lastModified: string | null
}

/** What the last answer was marked with (RFC 9110 section 8.8). */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

/** How long all calls for one calendar may take together. */
const patience = 30_000

/**
 * Fetches what a calendar holds between two instants.
 * @throws {SourceFailure}
 */
export async function fetchCalendar(
  call: Outgoing,
  kind: SourceKind,
  access: SourceAccess,
  range: { from: Date; to: Date },
  known: Validators,
): Promise<Fetched | { kind: 'Unchanged' }> {
  const end = performance.now() + patience
  const inTime: Outgoing = (address, request) => {
    if (performance.now() > end) throw new OutgoingError('TIMEOUT')
    return call(address, request)
  }
  try {
    return kind === 'ICS'
      ? await fetchFile(inTime, access, known)
      : { kind: 'Fetched', ...(await caldavTexts(inTime, access, range)), etag: null, lastModified: null }
  } catch (error) {
    if (error instanceof OutgoingError) throw new SourceFailure(error.code, error)
    throw error
  }
}

async function fetchFile(
  call: Outgoing,
  access: SourceAccess,
  known: Validators,
): Promise<Fetched | { kind: 'Unchanged' }> {
  const headers = new Headers({ accept: 'text/calendar, */*;q=0.1' })
  const { user, password } = access
  if (user !== null) headers.set('authorization', basic(user, password ?? ''))
  if (known.etag) headers.set('if-none-match', known.etag)
  if (known.lastModified) headers.set('if-modified-since', known.lastModified)
  const answer = await call(access.url, { headers })
  if (answer.status === 304) return { kind: 'Unchanged' }
  if (answer.status !== 200) throw new SourceFailure(codeOfStatus(answer.status))
  return {
    kind: 'Fetched',
    texts: [await answer.text()],
    ownAddresses: [],
    etag: answer.headers.get('etag'),
    lastModified: answer.headers.get('last-modified'),
  }
}
