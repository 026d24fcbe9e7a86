import { countFreeTimes, nextFreeTimes, type FreeTime } from '../scheduling/free-time.rules.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingFacts } from '../scheduling/person-facts.ts'
import { dayMs, minuteMs, type Stretch } from '../scheduling/stretches.rules.ts'
import { KnownFailure } from '../shared/errors.ts'
import type { Page } from '../shared/graphql/page.ts'
import type { Reading } from '../shared/reading.ts'
import type { MeetingWanted } from './meeting-wanted.ts'

/** How many days are looked at first, for each further look twice as many: most pages are full within a week or two. */
const firstLook = 7
const largestPage = 100
const usualPage = 50

/**
 * The free times of a panel, page by page, by their beginning. What takes people's time is asked in one round trip per
 * look, and only as far as the page reaches.
 * @param range half-open; the meeting begins and ends inside
 * @throws NOT_FOUND where somebody is nobody of this company; BAD_USER_INPUT for a cursor or a page that is none
 */
export async function freeTimesPage(
  reading: Reading,
  wanted: MeetingWanted,
  range: Stretch,
  { first, after }: { first?: number | null; after?: string | null },
): Promise<Page<FreeTime>> {
  const size = first ?? usualPage
  if (size < 1 || size > largestPage)
    throw new KnownFailure('BAD_USER_INPUT', `A page holds from 1 to ${largestPage} items.`)
  const from = after == null ? range.startsAt : new Date(Math.max(decode(after) + 1, range.startsAt.getTime()))
  const found: FreeTime[] = []
  for await (const { search, calendars, around } of looks(reading, wanted, { ...range, startsAt: from })) {
    found.push(...nextFreeTimes(search, wanted.panel, calendars, around, size + 1 - found.length))
    if (found.length > size) break
  }
  return {
    rows: found.slice(0, size).map((row) => ({ cursor: encode(row.startsAt), row })),
    hasNextPage: found.length > size,
    hasPreviousPage: after != null,
    count: () => count(reading, wanted, range),
  }
}

async function count(reading: Reading, wanted: MeetingWanted, range: Stretch): Promise<number> {
  let counted = 0
  for await (const { search, calendars, around } of looks(reading, wanted, range))
    counted += countFreeTimes(search, wanted.panel, calendars, around)
  return counted
}

/** Walks through the part of a range that lies ahead. Each look is one round trip, and none begins where it is enough. */
async function* looks(reading: Reading, { panel, durationMinutes, moving }: MeetingWanted, range: Stretch) {
  const people = peopleOf(panel)
  const now = await reading.now()
  const [end, length] = [range.endsAt.getTime(), durationMinutes * minuteMs]
  let at = Math.max(range.startsAt.getTime(), now.getTime())
  let days = firstLook
  // The first look is taken in any case: it tells who is nobody of the company.
  do {
    const until = Math.min(end, at + days * dayMs)
    // A meeting may begin in this look and end in the next one.
    const look = { startsAt: new Date(at), endsAt: new Date(Math.max(at, Math.min(end, until + length - 1))) }
    const { around, calendars } = await schedulingFacts(reading, now, people, look, { moving })
    yield { search: { range: look, durationMinutes }, calendars, around }
    at = until
    days *= 2
  } while (at < end)
}

const encode = (at: Date): string => Buffer.from(at.toISOString()).toString('base64url')

function decode(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(at)) throw new KnownFailure('BAD_USER_INPUT', 'This is no cursor of this list.')
  return at
}
