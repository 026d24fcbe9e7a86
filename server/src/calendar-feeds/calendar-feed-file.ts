import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { feedFile } from '../calendar/calendar-event.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Language } from '../shared/language.ts'
import { Reading } from '../shared/reading.ts'
import { mayFollow, type FeedScope } from './calendar-feed.rules.ts'
import { feedOfKey, opens } from './feed-key.ts'
import { entriesFrom, entryColumns, entryOf, isAttendedBy, type EntryRow, type EntryTools } from './feed-entry.ts'
import { feedWords } from './feed-words.ts'

/** How far back and ahead a feed reaches, and how many interviews it holds: those nearest to now. */
const daysBack = 90
const daysAhead = 365
const mostInterviews = 5000
/** Raised when the same interviews are written in another way. */
const format = 1

export interface FeedTools extends EntryTools {
  database: Database
  clock: Clock
  secrets: readonly string[]
}

export interface FeedAnswer {
  etag: string
  lastModified: Date
  pieces(): Iterable<string>
}

interface FeedRow {
  companyId: string
  id: string
  version: number
  staffMemberId: string
  scope: FeedScope
  busyOnly: boolean
  createdAt: string
  isRevoked: boolean
  active: boolean
  role: 'ADMIN' | 'RECRUITER' | 'INTERVIEWER'
  companyName: string
  language: Language
}

// For a key that names no feed: the same work is done, so that time tells nothing.
const nothing = { id: '00000000-0000-0000-0000-000000000000', version: 0 }

/**
 * Makes what answers a calendar program: the feed that a key opens, read with the rights that its owner has at this
 * moment. Null for a key that is unknown, revoked or malformed, and for one whose owner has left or may no longer see it.
 */
export const makeCalendarFeed =
  (tools: FeedTools) =>
  async (key: string): Promise<FeedAnswer | null> => {
    const { database, clock, secrets } = tools
    const [row] = await ask(database, feedRow(feedOfKey(key) ?? nothing.id))
    const { id, version } = row ?? nothing
    if (!opens(key, secrets, id, version) || !row) return null
    if (row.isRevoked || !row.active || !mayFollow(row.role, row.scope)) return null
    const reading = new Reading(database, clock, row.companyId)
    try {
      const now = await reading.now()
      const [interviews, [change]] = await Promise.all([
        reading.rows(interviewsOf(row, now)),
        reading.rows(lastChange(row.companyId, now)),
      ])
      const lastModified = new Date(Math.max(Date.parse(row.createdAt), Date.parse(change?.at ?? row.createdAt)))
      return answerOf(row, interviews, lastModified, tools)
    } finally {
      await reading.close()
    }
  }

const feedRow = (id: string) => sql<FeedRow>`select feed.company_id as "companyId", feed.id, feed.version,
    feed.staff_member_id as "staffMemberId", feed.scope, feed.busy_only as "busyOnly",
    to_json(feed.created_at) as "createdAt", feed.revoked_at is not null as "isRevoked", person.active, person.role,
    company.name as "companyName", company.language
  from calendar_feed feed
  join staff_member person on person.company_id = feed.company_id and person.id = feed.staff_member_id
  join company on company.id = feed.company_id
  where feed.id = ${id}`

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const within = (now: Date) => sql`interview.starts_at between ${instant(now)} - ${daysBack} * interval '1 day'
  and ${instant(now)} + ${daysAhead} * interval '1 day'`

/** What was called off is not in it: it disappears from the calendar of whoever subscribes. */
function interviewsOf({ companyId, staffMemberId, scope }: FeedRow, now: Date) {
  const reader = sql`${staffMemberId}::uuid`
  return sql<EntryRow>`select ${entryColumns(reader)} from ${entriesFrom(reader)}
    where interview.company_id = ${companyId} and ${within(now)}
      and interview.status in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW')
      ${scope === 'OWN' ? sql`and ${isAttendedBy(reader)}` : sql``}
    order by abs(extract(epoch from interview.starts_at - ${instant(now)})), interview.id limit ${mostInterviews}`
}

/**
 * When an interview of the company changed last, or came near enough to be in the feed. Also of those that are called off
 * or have other people now: they are why something has gone. For programs that know no ETag, which tells exactly.
 */
const lastChange = (companyId: string, now: Date) => sql<{ at: string | null }>`
  select to_json(max(greatest(interview.updated_at, interview.starts_at - ${daysAhead} * interval '1 day'))) as at
  from interview where interview.company_id = ${companyId} and ${within(now)}`

function answerOf(feed: FeedRow, interviews: readonly EntryRow[], lastModified: Date, tools: FeedTools): FeedAnswer {
  const words = feedWords[feed.language]
  const name = feed.scope === 'OWN' ? words.own(feed.companyName) : words.company(feed.companyName)
  const entries = interviews
    .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1))
    .map((interview) => entryOf(interview, feed, tools))
  const hash = createHash('sha256')
    .update(JSON.stringify([format, name, entries]))
    .digest('base64url')
  return { etag: `W/"${hash.slice(0, 27)}"`, lastModified, pieces: () => inChunks(feedFile(name, entries)) }
}

const chunkLength = 32_768

/** Small pieces put together; between two of them others get their turn. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}
