import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { storedEvent } from '../calendar/calendar-event.ts'
import { entriesFrom, entryColumns, entryOf, type EntryRow, type EntryTools } from '../calendar-feeds/feed-entry.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Language } from '../shared/language.ts'
import type { Logger } from '../shared/log.ts'
import type { Loop } from '../shared/loop.ts'
import { OutgoingError } from '../shared/outgoing.rules.ts'
import type { Outgoing } from '../shared/outgoing.ts'
import { readClock } from '../shared/read-clock.ts'
import { startWorkLoop } from '../shared/work-loop.ts'
import { mustBeCalendar } from './caldav.ts'
import { makeSettleEntry, type HeldEntry, type Writing } from './settle-entry.ts'
import type { SettleTools } from './settle-reading.ts'
import { unsealAccess, type SourceAccess } from './source-access.ts'
import { SourceFailure, basic, codeOfStatus } from './source-failure.ts'

const atOnce = 4
const atOnceOfAServer = 2
const idleLook = 5_000
const leaseSeconds = 60

export interface EntriesTools extends SettleTools, EntryTools {
  database: Database
  clock: Clock
  log: Logger
  secrets: readonly string[]
  call: Outgoing
}

interface Claimed extends HeldEntry {
  staffMemberId: string
  sealed: string
  language: Language
  /** Whether the calendar may still be written into. */
  writes: boolean
  wasWritten: boolean
  now: string
}

/**
 * Writes interviews into the calendars that people have chosen, and takes them out again. What is written is read at that
 * moment; writing it twice is the same as once, because each interview has its own place there.
 */
export function startEntriesWorker(tools: EntriesTools): Loop {
  const { database, clock, log, secrets, call } = tools
  const name = randomUUID()
  const settle = makeSettleEntry(tools)

  async function tell(entry: Claimed): Promise<void> {
    const started = performance.now()
    const writing = await attempt(entry)
    await settle(entry, name, writing)
    log.info(
      {
        source: entry.sourceId,
        company: entry.companyId,
        interview: entry.interviewId,
        outcome: writing.kind,
        ...(writing.kind === 'Failed' ? { code: writing.code } : {}),
        ms: Math.round(performance.now() - started),
      },
      'calendar written',
    )
  }

  async function attempt(entry: Claimed): Promise<Writing> {
    const access = unsealAccess(secrets, entry.companyId, entry.sourceId, entry.sealed)
    if (!access) return { kind: 'Failed', code: 'CREDENTIALS_LOST' }
    try {
      const interview = entry.writes ? await interviewOf(database, entry) : null
      if (interview) {
        await mustBeCalendar(call, access)
        const event = entryOf(interview, { language: entry.language, busyOnly: false }, tools)
        await put(call, access, entry.interviewId, storedEvent(event))
        return { kind: 'Written' }
      }
      if (entry.wasWritten) await takeOut(call, access, entry.interviewId)
      return { kind: 'TakenOut' }
    } catch (error) {
      if (error instanceof SourceFailure || error instanceof OutgoingError) return { kind: 'Failed', code: error.code }
      // Whatever a server answers, and whatever a library makes of it, is no failure of ours.
      log.warn({ err: error, source: entry.sourceId }, 'a calendar was not understood')
      return { kind: 'Failed', code: 'SERVER_ERROR' }
    }
  }

  return startWorkLoop({
    claim: () => claimEntry(database, clock, name),
    work: tell,
    atOnce,
    idle: idleLook,
    log,
    what: 'calendars to write',
  })
}

/** The interview as its reader has it; null where it was called off, or they attend it no longer. */
async function interviewOf(database: Database, entry: Claimed): Promise<EntryRow | null> {
  const reader = sql`${entry.staffMemberId}::uuid`
  const [row] = await ask(
    database,
    sql<EntryRow>`select ${entryColumns(reader)} from ${entriesFrom(reader)}
      where interview.company_id = ${entry.companyId} and interview.id = ${entry.interviewId}
        and interview.status in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW')`,
  )
  return row?.isOwn ? row : null
}

/** The same place for the same interview, whatever happens to it. */
const placeOf = ({ url }: SourceAccess, interviewId: string) =>
  `${url.endsWith('/') ? url : `${url}/`}greenroom-${interviewId}.ics`

const headersOf = ({ user, password }: SourceAccess) => ({ authorization: basic(user ?? '', password ?? '') })

async function put(call: Outgoing, access: SourceAccess, interviewId: string, body: string): Promise<void> {
  const answer = await call(placeOf(access, interviewId), {
    method: 'PUT',
    headers: { ...headersOf(access), 'content-type': 'text/calendar; charset=utf-8' },
    body,
  })
  if (answer.ok) return
  // It is there already, by the invitation that was emailed: that one is kept by its own updates.
  if ((await answer.text()).includes('no-uid-conflict')) return
  throw new SourceFailure(codeOfStatus(answer.status))
}

async function takeOut(call: Outgoing, access: SourceAccess, interviewId: string): Promise<void> {
  const answer = await call(placeOf(access, interviewId), { method: 'DELETE', headers: headersOf(access) })
  if (!answer.ok && answer.status !== 404 && answer.status !== 410) throw new SourceFailure(codeOfStatus(answer.status))
}

/** Takes what has waited longest, for a while. Politeness needs no lock, as in reading. */
async function claimEntry(database: Database, clock: Clock, worker: string): Promise<Claimed | null> {
  const now = (await readClock(database, clock)).toISOString()
  const [claimed] = await ask(
    database,
    sql<Claimed>`update calendar_entry entry
      set lease_owner = ${worker}, lease_until = ${now}::timestamptz + ${leaseSeconds} * interval '1 second'
      from calendar_source source
      join staff_member person on person.company_id = source.company_id and person.id = source.staff_member_id
      join company on company.id = source.company_id
      where (entry.company_id, entry.source_id, entry.interview_id) = (
          select due.company_id, due.source_id, due.interview_id from calendar_entry due
          join calendar_source place on place.company_id = due.company_id and place.id = due.source_id
          where due.next_attempt_at <= ${now}::timestamptz
            and (due.lease_until is null or due.lease_until < ${now}::timestamptz)
            and place.host not in (select there.host from calendar_entry other
              join calendar_source there on there.company_id = other.company_id and there.id = other.source_id
              where other.lease_until >= ${now}::timestamptz group by there.host having count(*) >= ${atOnceOfAServer})
          order by due.next_attempt_at limit 1 for update of due skip locked)
        and source.company_id = entry.company_id and source.id = entry.source_id
      returning entry.company_id as "companyId", entry.source_id as "sourceId", entry.interview_id as "interviewId",
        entry.version, entry.attempts, source.staff_member_id as "staffMemberId", source.sealed,
        coalesce(person.language, company.language) as language,
        source.writes and person.active as writes, entry.written_at is not null as "wasWritten", ${now}::text as now`,
  )
  return claimed ?? null
}
