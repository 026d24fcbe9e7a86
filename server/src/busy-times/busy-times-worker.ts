import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { feedUid } from '../calendar-feeds/feed-uid.ts'
import { dayMs } from '../scheduling/stretches.rules.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Loop } from '../shared/loop.ts'
import type { Outgoing } from '../shared/outgoing.ts'
import { readClock } from '../shared/read-clock.ts'
import { startWorkLoop } from '../shared/work-loop.ts'
import type { SourceKind } from './calendar-source.rules.ts'
import { fetchCalendar } from './fetch-calendar.ts'
import { readInThread } from './read-in-thread.ts'
import { makeSettleReading, type Reading, type SettleTools } from './settle-reading.ts'
import { unsealAccess } from './source-access.ts'
import { SourceFailure } from './source-failure.ts'

/** How many calendars one worker reads at once, and how many of one server all workers do. */
const atOnce = 4
const atOnceOfAServer = 2
/** How often a worker that nobody wakes looks for work, in milliseconds. */
const idleLook = 5_000
/** Longer than fetching and understanding a calendar may take together: 30 + 10 + 10 seconds. */
const leaseSeconds = 60
/** How much of a calendar is of interest: a little more than the farthest that a company books ahead. */
const daysAhead = 735

export interface BusyTimesTools extends SettleTools {
  database: Database
  clock: Clock
  log: Logger
  secrets: readonly string[]
  /** Domain of our calendar events' UIDs. */
  domain: string
  call: Outgoing
}

interface Claimed {
  companyId: string
  id: string
  kind: SourceKind
  sealed: string
  etag: string | null
  lastModified: string | null
  staffMemberId: string
  email: string
  timeZone: string
  now: string
}

/**
 * Reads the calendars in which people say when they are busy, each when its time has come, and never twice at once: any
 * number of workers may run. Nothing of it happens inside a transaction but writing down what was read.
 */
export function startBusyTimesWorker(tools: BusyTimesTools): Loop {
  const { database, clock, log, secrets, domain, call } = tools
  const name = randomUUID()
  const settle = makeSettleReading(tools)
  async function readSource(source: Claimed): Promise<void> {
    const started = performance.now()
    const reading = await attempt(source)
    const settled = await settle(source.companyId, source.id, name, reading)
    log.info(
      {
        source: source.id,
        company: source.companyId,
        kind: source.kind,
        outcome: settled.kind === 'Settled' ? reading.kind : settled.kind,
        ...(reading.kind === 'Failed' ? { code: reading.code } : {}),
        ...(reading.kind === 'Read' ? { busy: reading.busy.length, warnings: reading.warnings } : {}),
        ms: Math.round(performance.now() - started),
      },
      'calendar read',
    )
  }

  async function attempt(source: Claimed): Promise<Reading> {
    const access = unsealAccess(secrets, source.companyId, source.id, source.sealed)
    if (!access) return { kind: 'Failed', code: 'CREDENTIALS_LOST' }
    const from = new Date(source.now)
    const to = new Date(from.getTime() + daysAhead * dayMs)
    try {
      const fetched = await fetchCalendar(call, source.kind, access, { from, to }, source)
      if (fetched.kind === 'Unchanged') return fetched
      const ownUids = await ownUidsOf(database, source, domain)
      const read = await readInThread({
        texts: fetched.texts,
        from: from.getTime(),
        to: to.getTime(),
        timeZone: source.timeZone,
        ownAddresses: [source.email.toLowerCase(), ...fetched.ownAddresses],
        ownUids,
      })
      return read.kind === 'Failed' ? read : { ...read, etag: fetched.etag, lastModified: fetched.lastModified }
    } catch (error) {
      if (error instanceof SourceFailure) return { kind: 'Failed', code: error.code }
      // Whatever a server answers, and whatever a library makes of it, is no failure of ours.
      log.warn({ err: error, source: source.id }, 'a calendar was not understood')
      return { kind: 'Failed', code: 'SERVER_ERROR' }
    }
  }

  return startWorkLoop({
    claim: () => claimSource(database, clock, name),
    work: readSource,
    atOnce,
    idle: idleLook,
    log,
    what: 'calendars to read',
  })
}

/**
 * Takes the calendar that has waited longest, for a while. That no server is asked too often at once is seen without a
 * lock: two workers may now and then ask it once more, and that is no harm.
 */
async function claimSource(database: Database, clock: Clock, worker: string): Promise<Claimed | null> {
  const now = (await readClock(database, clock)).toISOString()
  const [claimed] = await ask(
    database,
    sql<Claimed>`update calendar_source source
      set lease_owner = ${worker}, lease_until = ${now}::timestamptz + ${leaseSeconds} * interval '1 second'
      from staff_member person
      join company on company.id = person.company_id
      where (source.company_id, source.id) = (select due.company_id, due.id from calendar_source due
          join staff_member owner on owner.company_id = due.company_id and owner.id = due.staff_member_id and owner.active
          where due.next_read_at <= ${now}::timestamptz
            and (due.lease_until is null or due.lease_until < ${now}::timestamptz)
            and due.host not in (select other.host from calendar_source other
              where other.lease_until >= ${now}::timestamptz group by other.host having count(*) >= ${atOnceOfAServer})
          order by due.next_read_at limit 1 for update of due skip locked)
        and person.company_id = source.company_id and person.id = source.staff_member_id
      returning source.company_id as "companyId", source.id, source.kind, source.sealed,
        -- Once a day it is read whole: the days ahead move on, also where the file has not changed.
        case when source.succeeded_at::date = ${now}::timestamptz::date then source.etag end as etag,
        case when source.succeeded_at::date = ${now}::timestamptz::date then source.last_modified end as "lastModified",
        source.staff_member_id as "staffMemberId", person.email, company.time_zone as "timeZone",
        ${now}::text as now`,
  )
  return claimed ?? null
}

/** What we have put into their calendar ourselves, by invitation or by feed: it takes their time already. */
async function ownUidsOf(database: Database, { companyId, staffMemberId }: Claimed, domain: string): Promise<string[]> {
  const rows = await ask(
    database,
    sql<{ interviewId: string; uid: string | null }>`
      select held.interview_id as "interviewId", null as uid from interview_interviewer held
        join interview on interview.company_id = held.company_id and interview.id = held.interview_id
        where held.company_id = ${companyId} and held.interviewer_id = ${staffMemberId}
          and interview.ends_at > now() - interval '1 day'
      union all
      select invitation.interview_id, invitation.calendar_uid from invitation
        join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
        where invitation.company_id = ${companyId} and invitation.staff_member_id = ${staffMemberId}
          and interview.ends_at > now() - interval '1 day'
      limit 20000`,
  )
  return [...new Set(rows.flatMap(({ interviewId, uid }) => [feedUid(interviewId, domain), ...(uid ? [uid] : [])]))]
}
