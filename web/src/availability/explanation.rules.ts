import type { AvailabilityAnswer_ExplainedFragment, NotFreeCause } from '../gql/graphql'

type Explained = AvailabilityAnswer_ExplainedFragment
type Person = Explained['people'][number]
interface Stretch {
  startsAt: string
  endsAt: string
}

/** The range an explanation is about, as ISO 8601 instants. */
export interface Range {
  from: string
  to: string
}

/** One thing that is in the way: the key of its words, and the times it is about. */
export interface InTheWay {
  key: string
  stretches: Stretch[]
  /** How many more there are. */
  more: number
  /** Which calendar of theirs says so, where it is one. */
  calendar?: string | null
}

/** More than this many times of one cause are counted, not listed. */
const mostListed = 4

const minute = 60_000
const at = (instant: string) => Date.parse(instant)

const within = ({ from, to }: Range, { startsAt, endsAt }: Stretch): Stretch => ({
  startsAt: at(startsAt) < at(from) ? from : startsAt,
  endsAt: at(endsAt) > at(to) ? to : endsAt,
})

/** Stretches that touch are one to who reads them: days off in a row, or a limit that is reached on each of them. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const each of stretches) {
    const last = found.at(-1)
    if (!last || at(each.startsAt) > at(last.endsAt)) found.push({ ...each })
    else if (at(each.endsAt) > at(last.endsAt)) last.endsAt = each.endsAt
  }
  return found
}

/** What stretches in order leave of a range. */
function between({ from, to }: Range, stretches: readonly Stretch[]): Stretch[] {
  const starts = [from, ...stretches.map(({ endsAt }) => endsAt)]
  const ends = [...stretches.map(({ startsAt }) => startsAt), to]
  return starts
    .map((startsAt, index) => ({ startsAt, endsAt: ends[index]! }))
    .filter(({ startsAt, endsAt }) => at(startsAt) < at(endsAt))
}

function listed(key: string, stretches: Stretch[]): InTheWay {
  // One more than fits is shown in its place: “and 1 more” is no shorter.
  const shown = stretches.length > mostListed + 1 ? mostListed : stretches.length
  return { key, stretches: stretches.slice(0, shown), more: stretches.length - shown }
}

/**
 * What is in somebody's way, by cause and by calendar, in the order in which it begins. Of a single day it is told when they work,
 * because nobody asks when somebody sleeps; of several days that they sleep every night is left out.
 */
export function inTheWayOf({ notFree }: Pick<Person, 'notFree'>, range: Range, isOneDay: boolean): InTheWay[] {
  const alike = Map.groupBy(notFree, ({ cause, calendar }) => `${cause} ${calendar ?? ''}`)
  return [...alike.values()].flatMap((all) => {
    const { cause, calendar } = all[0]!
    const named = calendar ? { calendar } : {}
    const stretches = joined(all.map((each) => within(range, each)))
    const [first] = stretches
    if (stretches.length === 1 && at(first!.startsAt) <= at(range.from) && at(first!.endsAt) >= at(range.to))
      return [{ key: `notFree.${cause}.always`, stretches: [], more: 0, ...named }]
    if (cause !== 'OUTSIDE_WORKING_HOURS') return [{ ...listed(`notFree.${cause}.at`, stretches), ...named }]
    return isOneDay ? [listed(`notFree.${cause}.at`, between(range, stretches))] : []
  })
}

/** The server leaves out what is over already; what is left of the range begins with the next minute. */
export const ahead = ({ from, to }: Range, now: number): Range => ({
  from: new Date(Math.max(at(from), Math.ceil(now / minute) * minute)).toISOString(),
  to,
})

/** Notice and horizon are told in the words of their refusals. */
const ruleWords: Partial<Record<NotFreeCause, string>> = {
  NOTICE: 'refusals.MinimumNotice',
  HORIZON: 'refusals.BeyondHorizon',
}

/** The rules that hold for everybody and leave a whole range without a time. */
export function rulesInTheWay({ everybody, whyNothing }: Pick<Explained, 'everybody' | 'whyNothing'>): InTheWay[] {
  return (whyNothing?.causes ?? []).map((cause) =>
    listed(ruleWords[cause] ?? `notFree.${cause}.at`, joined(everybody.filter((each) => each.cause === cause))),
  )
}

/** Whose times explain why nothing is offered; where something is, or all have time in turns, everybody's. */
export function whoMatters({ people, whyNothing }: Pick<Explained, 'people' | 'whyNothing'>): Person[] {
  if (whyNothing?.reason === 'CLOSED') return []
  if (whyNothing?.reason === 'PEOPLE_NEVER_FREE')
    return people.filter(({ interviewer }) => whyNothing.interviewers.some(({ id }) => id === interviewer.id))
  if (whyNothing?.reason === 'POOLS_NEVER_FREE')
    return people.filter(({ pools }) => pools.some((pool) => whyNothing.pools.includes(pool)))
  return [...people]
}
