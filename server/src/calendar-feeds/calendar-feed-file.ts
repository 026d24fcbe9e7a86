import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { feedFile, type FeedEntry } from '../calendar/calendar-event.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Language } from '../shared/language.ts'
import { Reading } from '../shared/reading.ts'
import { mayFollow, type FeedScope } from './calendar-feed.rules.ts'
import { feedOfKey, opens } from './feed-key.ts'
import { feedUid } from './feed-uid.ts'
import { feedWords } from './feed-words.ts'

/** How far back and ahead a feed reaches, and how many interviews it holds: those nearest to now. */
const daysBack = 90
const daysAhead = 365
const mostInterviews = 5000
/** Raised when the same interviews are written in another way. */
const format = 1

export interface FeedTools {
  database: Database
  clock: Clock
  secrets: readonly string[]
  /** The address of an interview in the dashboard. */
  interviewPage: (interviewId: string) => string
  /** Domain of our calendar events' UIDs. */
  domain: string
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

interface InterviewRow {
  id: string
  mode: InterviewMode
  round: number
  startsAt: string
  endsAt: string
  location: string | null
  meetingUrl: string | null
  createdAt: string
  updatedAt: string
  candidateName: string
  jobTitle: string
  interviewers: string[]
  isOwn: boolean
  uid: string | null
  sequence: number | null
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
  const isOwn = sql`exists (select from interview_interviewer own where own.company_id = interview.company_id
    and own.interview_id = interview.id and own.interviewer_id = ${staffMemberId})`
  return sql<InterviewRow>`select interview.id, interview.mode, interview.round,
      to_json(interview.starts_at) as "startsAt", to_json(interview.ends_at) as "endsAt", interview.location,
      interview.meeting_url as "meetingUrl", to_json(interview.created_at) as "createdAt",
      to_json(interview.updated_at) as "updatedAt", candidate.name as "candidateName", job.title as "jobTitle",
      ${isOwn} as "isOwn", invitation.calendar_uid as uid, invitation.sequence,
      (select coalesce(json_agg(person.name order by person.name), '[]') from interview_interviewer held
        join staff_member person on person.company_id = held.company_id and person.id = held.interviewer_id
        where held.company_id = interview.company_id and held.interview_id = interview.id) as interviewers
    from interview
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    join job on job.company_id = application.company_id and job.id = application.job_id
    left join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
      and invitation.staff_member_id = ${staffMemberId} and invitation.ended_at is null
    where interview.company_id = ${companyId} and ${within(now)}
      and interview.status in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW')
      ${scope === 'OWN' ? sql`and ${isOwn}` : sql``}
    order by abs(extract(epoch from interview.starts_at - ${instant(now)})), interview.id limit ${mostInterviews}`
}

/**
 * When an interview of the company changed last, or came near enough to be in the feed. Also of those that are called off
 * or have other people now: they are why something has gone. For programs that know no ETag, which tells exactly.
 */
const lastChange = (companyId: string, now: Date) => sql<{ at: string | null }>`
  select to_json(max(greatest(interview.updated_at, interview.starts_at - ${daysAhead} * interval '1 day'))) as at
  from interview where interview.company_id = ${companyId} and ${within(now)}`

function answerOf(
  feed: FeedRow,
  interviews: readonly InterviewRow[],
  lastModified: Date,
  { interviewPage, domain }: FeedTools,
): FeedAnswer {
  const words = feedWords[feed.language]
  const name = feed.scope === 'OWN' ? words.own(feed.companyName) : words.company(feed.companyName)
  const entries = interviews
    .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1))
    .map((interview): FeedEntry => {
      const updatedAt = new Date(interview.updatedAt)
      const when = {
        uid: interview.uid ?? feedUid(interview.id, domain),
        sequence: interview.sequence ?? 0,
        // Not the moment of this answer: an answer that says the same is the same.
        stamp: updatedAt,
        createdAt: new Date(interview.createdAt),
        lastModifiedAt: updatedAt,
        startsAt: new Date(interview.startsAt),
        endsAt: new Date(interview.endsAt),
      }
      if (feed.busyOnly)
        return { ...when, summary: words.busy, location: null, description: null, url: null, takesTime: true }
      const { interviewers, location, meetingUrl } = interview
      const url = interviewPage(interview.id)
      return {
        ...when,
        summary: words.summary(interview.candidateName, interview.jobTitle),
        location: location ?? meetingUrl,
        description: [
          `${words.round(interview.round)}, ${words.mode[interview.mode]}`,
          ...(interviewers.length > 0 ? [words.withWhom(interviewers.join(', '))] : []),
          ...(meetingUrl ? [meetingUrl] : []),
          url,
        ].join('\n'),
        url,
        takesTime: interview.isOwn,
      }
    })
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
