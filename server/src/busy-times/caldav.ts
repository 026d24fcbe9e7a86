import { calendarQuery, createAccount, fetchCalendarUserAddresses, propfind, type DAVResponse } from 'tsdav'
import { OutgoingError } from '../shared/outgoing.rules.ts'
import type { Outgoing } from '../shared/outgoing.ts'
import type { SourceAccess } from './source-access.ts'
import { SourceFailure, basic, codeOfStatus } from './source-failure.ts'

/*
 * Calendars on a CalDAV server (RFC 4791). Asked for are the events of a range, and when they take time is worked out by
 * ourselves: reports of free and busy time are missing at several of the large providers.
 */

/** How many calendars of one account are read, and how long all of them may be together. */
const mostCalendars = 20
const mostBytes = 5 * 1024 * 1024

interface Door {
  headers: Record<string, string>
  fetch: typeof globalThis.fetch
}

/** What an account holds between two instants: each event a file of its own, and whose addresses the account has. */
export async function caldavTexts(
  call: Outgoing,
  access: SourceAccess,
  { from, to }: { from: Date; to: Date },
): Promise<{ texts: string[]; ownAddresses: string[] }> {
  const door = doorOf(call, access)
  const { calendars, ownAddresses } = await calendarsOf(door, access)
  const texts: string[] = []
  let bytes = 0
  for (const url of calendars) {
    for (const text of await eventsOf(door, url, from, to)) {
      bytes += Buffer.byteLength(text)
      if (bytes > mostBytes) throw new SourceFailure('TOO_LARGE')
      texts.push(text)
    }
  }
  return { texts, ownAddresses }
}

function doorOf(call: Outgoing, { user, password }: SourceAccess): Door {
  return {
    headers: { authorization: basic(user ?? '', password ?? '') },
    // The library asks for text by POST and its kin only, and reads status, headers and text of the answer.
    fetch: ((
      address: string,
      init: { method?: string; headers?: ConstructorParameters<typeof Headers>[0]; body?: string; redirect?: 'manual' },
    ) => call(address, init)) as unknown as typeof globalThis.fetch,
  }
}

/**
 * Makes sure that an address is that of one calendar, before anything is put there: some servers make a calendar of whatever
 * comes to a place that is none.
 * @throws {SourceFailure}
 */
export async function mustBeCalendar(call: Outgoing, access: SourceAccess): Promise<void> {
  const [self] = await propfind({ url: access.url, props: whatItIs, depth: '0', ...doorOf(call, access) })
  if (!self?.ok) throw new SourceFailure(codeOfStatus(self?.status))
  if (!isCalendar(self)) throw new SourceFailure('NO_CALENDAR')
}

/** The address may be one calendar, or any place of a server that leads to an account with several (RFC 6764). */
async function calendarsOf(door: Door, { url }: SourceAccess) {
  const [self] = await propfind({ url, props: whatItIs, depth: '0', ...door })
  if (self?.status === 401) throw new SourceFailure('LOGIN_REFUSED')
  // Of a server that is named without a place its answer there says nothing; a place that is gone is gone.
  if (self?.status === 404 && new URL(url).pathname !== '/') throw new SourceFailure('NOT_FOUND')
  if (self?.ok && isCalendar(self)) return { calendars: [url], ownAddresses: [] }
  const account = await createAccount({ account: { serverUrl: url, accountType: 'caldav' }, ...door }).catch(
    (error: unknown) => {
      throw error instanceof OutgoingError
        ? error
        : new SourceFailure(self?.ok ? 'NO_CALENDAR' : codeOfStatus(self?.status), error)
    },
  )
  const found = await propfind({ url: account.homeUrl!, props: whatItIs, depth: '1', ...door })
  const refused = found.find(({ ok }) => !ok)
  if (refused) throw new SourceFailure(codeOfStatus(refused.status))
  const calendars = found
    .filter((each) => isCalendar(each) && holdsEvents(each))
    .map(({ href }) => new URL(href ?? '', account.homeUrl).href)
  if (calendars.length === 0) throw new SourceFailure('NO_CALENDAR')
  const addresses = await fetchCalendarUserAddresses({ account, ...door }).catch(() => [])
  return {
    calendars: calendars.slice(0, mostCalendars),
    ownAddresses: addresses
      .map((address) => address.toLowerCase())
      .filter((address) => address.startsWith('mailto:'))
      .map((address) => address.slice('mailto:'.length)),
  }
}

const whatItIs = { 'd:resourcetype': {}, 'c:supported-calendar-component-set': {} }

const isCalendar = ({ props }: DAVResponse): boolean =>
  Object.keys((props?.['resourcetype'] as object | undefined) ?? {}).includes('calendar')

/** A collection that says nothing of what it holds may hold everything (RFC 4791 section 5.2.3). */
function holdsEvents({ props }: DAVResponse): boolean {
  const said: unknown = (props?.['supportedCalendarComponentSet'] as { comp?: unknown } | undefined)?.comp
  if (said === undefined) return true
  const components = (Array.isArray(said) ? said : [said]) as { _attributes?: { name?: string } }[]
  return components.some((component) => component._attributes?.name?.toUpperCase() === 'VEVENT')
}

/** @throws {SourceFailure} where the server does not answer with events: no answer is not the same as no events */
async function eventsOf(door: Door, url: string, from: Date, to: Date): Promise<string[]> {
  const answers = await calendarQuery({
    url,
    props: { 'c:calendar-data': {} },
    filters: {
      'comp-filter': {
        _attributes: { name: 'VCALENDAR' },
        'comp-filter': {
          _attributes: { name: 'VEVENT' },
          'time-range': { _attributes: { start: compact(from), end: compact(to) } },
        },
      },
    },
    depth: '1',
    ...door,
  })
  return answers.map(({ ok, status, props }) => {
    const said: unknown = props?.['calendarData']
    const text = typeof said === 'string' ? said : (said as { _cdata?: unknown } | undefined)?._cdata
    if (!ok || typeof text !== 'string') throw new SourceFailure(ok ? 'NO_CALENDAR' : codeOfStatus(status))
    return text
  })
}

const compact = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
