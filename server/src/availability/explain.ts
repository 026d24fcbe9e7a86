import { explainRange, type FreeTime, type NotFree, type WhyNothing } from '../scheduling/free-time.rules.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingFacts } from '../scheduling/person-facts.ts'
import type { Stretch } from '../scheduling/stretches.rules.ts'
import type { Reading } from '../shared/reading.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { mostPeopleExplained, mostStretches } from './availability-input.ts'
import type { MeetingWanted } from './meeting-wanted.ts'

export interface ToldStretch {
  startsAt: string
  endsAt: string
  cause: NotFree['cause']
  calendar: string | null
}

export interface AvailabilityExplained {
  kind: 'AvailabilityExplained'
  durationMinutes: number
  /** Notice and horizon, as instants at which a meeting may begin. */
  earliest: string
  latest: string
  everybody: ToldStretch[]
  people: {
    interviewerId: string
    /** Pools that they are in, from 1; none where they must come anyway. */
    pools: number[]
    notFree: ToldStretch[]
    isCut: boolean
    longestFreeMinutes: number
    everFree: boolean
  }[]
  firstFree: FreeTime | null
  whyNothing: WhyNothing | null
}

/**
 * What is in the way of a meeting in a whole range: for everybody, for each person, and why nothing is offered where that
 * is so.
 * @param range its part that is over already is left out
 * @throws NOT_FOUND where somebody is nobody of this company
 */
export async function explain(
  reading: Reading,
  { panel, durationMinutes, moving }: MeetingWanted,
  range: Stretch,
): Promise<AvailabilityExplained | InvalidInput> {
  const ids = peopleOf(panel)
  if (ids.length > mostPeopleExplained)
    return invalidInput({ path: 'anyOf', message: `At most ${mostPeopleExplained} people are explained at once.` })
  const now = await reading.now()
  if (range.endsAt <= now) return invalidInput({ path: 'to', message: 'Lies in the past.' })
  const ahead = { ...range, startsAt: new Date(Math.max(now.getTime(), range.startsAt.getTime())) }
  const { around, calendars } = await schedulingFacts(reading, now, ids, ahead, { moving })
  const { everybody, people, bookable, ...rest } = explainRange(
    { range: ahead, durationMinutes },
    panel,
    calendars,
    around,
  )
  const named = new Set(panel.all)
  return {
    kind: 'AvailabilityExplained',
    durationMinutes,
    earliest: bookable.earliest.toISOString(),
    latest: bookable.latest.toISOString(),
    everybody: everybody.slice(0, mostStretches).map(told),
    people: people.map(({ id, notFree, longestFreeMinutes, everFree }) => ({
      interviewerId: id,
      pools: named.has(id) ? [] : panel.anyOf.flatMap((pool, index) => (pool.includes(id) ? [index + 1] : [])),
      notFree: notFree.slice(0, mostStretches).map(told),
      isCut: notFree.length > mostStretches,
      longestFreeMinutes,
      everFree,
    })),
    ...rest,
  }
}

const told = ({ startsAt, endsAt, cause, calendar }: NotFree): ToldStretch => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  cause,
  calendar: calendar ?? null,
})
