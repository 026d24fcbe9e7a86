import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { feedFile } from '../calendar/calendar-event.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
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
  /** Null where it cannot be said to the second, which is all that the header knows. */
  lastModified: Date | null
  pieces(): Iterable<string>
}

interface FeedRow {
  companyId: string
  id: string
  version: number
  staffMemberId: string
  scope: FeedScope
  busyOnly: boolean
  contentHash: string | null
  contentSince: string | null
  isRevoked: boolean
  active: boolean
  role: 'ADMIN' | 'RECRUITER' | 'INTERVIEWER'
  companyName: string
  language: Language
}

// For a key that names no feed: the same work is done, so that time tells nothing.
const nothing = { id: nobodysId, version: 0 }

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
      const { name, entries, hash } = contentOf(row, await reading.rows(interviewsOf(row, now)), tools)
      const since =
        row.contentHash === hash && row.contentSince
          ? new Date(row.contentSince)
          : await rememberContent(database, row, hash, now)
      return {
        etag: `W/"${hash}"`,
        lastModified: since <= now ? since : null,
        pieces: () => inChunks(feedFile(name, entries)),
      }
    } finally {
      await reading.close()
    }
  }

const feedRow = (id: string) => sql<FeedRow>`select feed.company_id as "companyId", feed.id, feed.version,
    feed.staff_member_id as "staffMemberId", feed.scope, feed.busy_only as "busyOnly",
    feed.content_hash as "contentHash", to_json(feed.content_since) as "contentSince", feed.revoked_at is not null as "isRevoked", person.active, person.role,
    company.name as "companyName",
    case feed.scope when 'OWN' then coalesce(person.language, company.language) else company.language end as language
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
 * Writes down since when a feed says what it says now, for programs that know no ETag. What it tells comes from many
 * things (interviews, names of people, jobs and the company, who attends), of which not all know when they changed. The
 * moments have whole seconds and rise, so that each belongs to one content; of two changes within a second the later one
 * has a moment that is still to come, and says none before it has.
 */
async function rememberContent(database: Database, { companyId, id }: FeedRow, hash: string, now: Date): Promise<Date> {
  const [row] = await ask(
    database,
    sql<{ since: string }>`update calendar_feed set content_hash = ${hash},
        content_since = case when content_hash = ${hash} then content_since
          else greatest(date_trunc('second', ${instant(now)}), content_since + interval '1 second') end
      where company_id = ${companyId} and id = ${id} returning to_json(content_since) as since`,
  )
  return new Date(row!.since)
}

function contentOf(feed: FeedRow, interviews: readonly EntryRow[], tools: FeedTools) {
  const words = feedWords[feed.language]
  const name = feed.scope === 'OWN' ? words.own(feed.companyName) : words.company(feed.companyName)
  const entries = interviews
    .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1))
    .map((interview) => entryOf(interview, feed, tools))
  const hash = createHash('sha256')
    .update(JSON.stringify([format, name, entries]))
    .digest('base64url')
    .slice(0, 27)
  return { name, entries, hash }
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
