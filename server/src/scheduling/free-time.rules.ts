import { asPools, byLoad, canFill, fillPools, peopleOf, type Panel } from './panel.rules.ts'
import {
  loadsOf,
  type CalendarDay,
  type Choice,
  type Load,
  type PersonCalendar,
  type Surroundings,
  type TakenCause,
} from './person.rules.ts'
import { bookableStarts } from './settings.rules.ts'
import { common, merged, minuteMs, spanOf, stretchOf, without, type Span, type Stretch } from './stretches.rules.ts'

/*
 * Where the free times are. All of it is arithmetic on sorted stretches: a person becomes the set of instants at which
 * a meeting may begin for them, and a panel the sweep over its people's sets. The work grows with the number of
 * appointments and not with the number of minutes.
 */

export interface Search {
  /** The meeting begins and ends inside. */
  range: Stretch
  durationMinutes: number
  /** Meetings begin at multiples of this from the day's first instant on. */
  stepMinutes?: number
}

export interface FreeTime extends Stretch {
  /** Who would come, as the rules choose now. */
  interviewerIds: string[]
}

const usualStep = 15

/**
 * The first times at which a panel can have a meeting, in order. A panel of nobody is free whenever the company is.
 * Asking is no promise: who books looks again, with the people locked.
 * @param calendars everybody of the panel, over the whole weeks that the range touches
 * @param atMost how many times are looked for
 * @throws {RangeError} when somebody's calendar is missing, or the days do not reach the range
 */
export function nextFreeTimes(
  search: Search,
  panel: Panel,
  calendars: ReadonlyMap<string, PersonCalendar>,
  around: Surroundings,
  atMost = 1,
): FreeTime[] {
  const { all, pools } = asPools(panel)
  const found: FreeTime[] = []
  const loads = new Map<string, (at: Date) => Load>()
  const loadOf = (id: string) => {
    const load = loads.get(id) ?? loadsOf(known(calendars, id), around.days)
    loads.set(id, load)
    return load
  }
  for (const { at, free } of freeStarts(search, panel, calendars, around)) {
    const startsAt = new Date(at)
    const members = [...free].map((id) => ({ id, ...loadOf(id)(startsAt) }))
    const chosen = fillPools(pools, byLoad(members)) ?? []
    found.push({ ...stretchOf([at, at + duration(search)]), interviewerIds: [...all, ...chosen] })
    if (found.length >= atMost) break
  }
  return found
}

/** How many such times there are. Nobody is chosen for them, so that a whole season is counted quickly. */
export function countFreeTimes(
  search: Search,
  panel: Panel,
  calendars: ReadonlyMap<string, PersonCalendar>,
  around: Surroundings,
): number {
  let count = 0
  for (const _ of freeStarts(search, panel, calendars, around)) count++
  return count
}

/** Every instant at which the panel can begin, in order, with those of its pools who could. */
function* freeStarts(
  search: Search,
  panel: Panel,
  calendars: ReadonlyMap<string, PersonCalendar>,
  around: Surroundings,
): Generator<{ at: number; free: ReadonlySet<string> }> {
  const { all, pools } = asPools(panel)
  let starts = companyStarts(search, around)
  for (const id of all) starts = common(starts, personStarts(duration(search), known(calendars, id), around))
  for (const { span, free } of whoIsFreeWhen(starts, [...new Set(pools.flat())], search, calendars, around)) {
    if (!hasGridPoint([span], search, around.days) || !canFill(pools, [...free])) continue
    for (const at of gridPoints(span, search, around.days)) yield { at, free }
  }
}

/**
 * Whether one person could have a meeting of this length that begins at an instant: what they have given away and their
 * limits, buffers included, and their hours where the rules choose. The same as `whyNotThisPerson`, prepared once for
 * those who ask for many instants.
 * @returns the answer for an instant within the days of the surroundings
 */
export function mayBegin(
  person: PersonCalendar,
  durationMinutes: number,
  around: Surroundings,
  by: Choice['by'] = 'RULES',
): (startsAt: Date) => boolean {
  const anyTime = by === 'NAME' ? around.days : person.working
  const starts = personStarts(durationMinutes * minuteMs, { ...person, working: anyTime }, around)
  return (startsAt) => {
    const at = startsAt.getTime()
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle]![1] > at) high = middle
      else low = middle + 1
    }
    return low < starts.length && starts[low]![0] <= at
  }
}

/** Why a stretch is not free. Limits hold for meetings that begin in it; the last three hold for everybody. */
export type NotFreeCause =
  TakenCause | 'OUTSIDE_WORKING_HOURS' | 'LIMIT_PER_DAY' | 'LIMIT_PER_WEEK' | 'BLOCKED_PERIOD' | 'NOTICE' | 'HORIZON'

export interface NotFree extends Stretch {
  cause: NotFreeCause
  /** Which calendar says so, for `EXTERNAL_CALENDAR`. */
  calendar?: string
}

export interface PersonExplained {
  id: string
  /** In order of time. Stretches of different causes or calendars may overlap, those of one do not. */
  notFree: NotFree[]
  /** How long the longest stretch is in which nothing is in the way, buffers not counted. */
  longestFreeMinutes: number
  /** Whether the meeting could begin at some time in the range, were it for this person alone. */
  everFree: boolean
}

/** Why a whole range offers nothing: the first of these that is true. */
export type WhyNothing =
  /** Notice, horizon and closed days leave no time to anybody. */
  | { reason: 'CLOSED'; causes: NotFreeCause[] }
  /** Some of those who must all come are never free for it. */
  | { reason: 'PEOPLE_NEVER_FREE'; interviewerIds: string[] }
  /** From these pools nobody ever is, or too few people for too many pools. */
  | { reason: 'POOLS_NEVER_FREE'; pools: number[] }
  /** Each of them has time, and never at the same time. */
  | { reason: 'NEVER_TOGETHER' }

export interface Explanation {
  /** What holds for everybody: notice, horizon and blocked periods, in order of time. */
  everybody: NotFree[]
  people: PersonExplained[]
  /** When a meeting may begin at the earliest, by the notice, and at the latest, by the horizon; not cut by the range. */
  bookable: { earliest: Date; latest: Date }
  /** The first time there is, or null. */
  firstFree: FreeTime | null
  /** Null where something is offered. */
  whyNothing: WhyNothing | null
}

/**
 * Says for a whole range what is in the way of each person, and why nothing is offered where that is so.
 * @throws {RangeError} as `nextFreeTimes` does
 */
export function explainRange(
  search: Search,
  panel: Panel,
  calendars: ReadonlyMap<string, PersonCalendar>,
  around: Surroundings,
): Explanation {
  const range = spanOf(search.range)
  const everybody = companyNotFree(search.range, around)
  const starts = companyStarts(search, around)
  // All the time that a meeting could fill, were it for the company alone.
  const open = merged(starts.map(([from, to]): Span => [from, to - 1 + duration(search)]))
  const people = peopleOf(panel).map((id): PersonExplained => {
    const person = known(calendars, id)
    const notFree = personNotFree(range, person, around)
    const free = without(open, merged(notFree.map(spanOf)))
    return {
      id,
      notFree,
      longestFreeMinutes: Math.floor(Math.max(0, ...free.map(([from, to]) => to - from)) / minuteMs),
      everFree: hasGridPoint(common(starts, personStarts(duration(search), person, around)), search, around.days),
    }
  })
  const [firstFree = null] = nextFreeTimes(search, panel, calendars, around)
  return {
    everybody,
    people,
    bookable: bookableStarts(around.now, around.rules),
    firstFree,
    whyNothing: firstFree ? null : whyNothing(search, panel, people, everybody, starts, around),
  }
}

function whyNothing(
  search: Search,
  panel: Panel,
  people: PersonExplained[],
  everybody: NotFree[],
  starts: Span[],
  { days }: Surroundings,
): WhyNothing {
  if (!hasGridPoint(starts, search, days))
    return { reason: 'CLOSED', causes: [...new Set(everybody.map(({ cause }) => cause))] }
  const { all, pools } = asPools(panel)
  const everFree = new Set(people.filter((person) => person.everFree).map(({ id }) => id))
  const interviewerIds = all.filter((id) => !everFree.has(id))
  if (interviewerIds.length > 0) return { reason: 'PEOPLE_NEVER_FREE', interviewerIds }
  const empty = pools.flatMap((pool, index) => (pool.some((id) => everFree.has(id)) ? [] : [index]))
  if (empty.length > 0) return { reason: 'POOLS_NEVER_FREE', pools: empty }
  // Each pool has somebody, but the same few people cannot sit for all of them.
  if (!canFill(pools, [...everFree])) return { reason: 'POOLS_NEVER_FREE', pools: [...pools.keys()] }
  return { reason: 'NEVER_TOGETHER' }
}

/*
 * Sets of possible starts. A meeting may begin at the very last instant that still fits, so such a set includes both
 * its ends; as half-open spans of whole milliseconds the end is one more.
 */

/** When a meeting may begin as far as the company is concerned. */
function companyStarts(search: Search, { now, rules, blocked }: Surroundings): Span[] {
  const [from, to] = spanOf(search.range)
  const { earliest, latest } = bookableStarts(now, rules)
  const first = Math.max(from, earliest.getTime(), now.getTime() + 1)
  const last = Math.min(to - duration(search), latest.getTime())
  // A meeting meets a closed stretch if it begins before the stretch ends and ends after it begins.
  const closed = merged(blocked.map(spanOf).map(([from, to]): Span => [from - duration(search) + 1, to]))
  return without(merged([[first, last + 1]]), closed)
}

/** When a meeting of some milliseconds may begin as far as one person is concerned, within the weeks of the search. */
function personStarts(length: number, person: PersonCalendar, { rules, days }: Surroundings): Span[] {
  const before = rules.bufferMinutesBefore * minuteMs
  const after = rules.bufferMinutesAfter * minuteMs
  const working = merged(person.working.map(spanOf)).flatMap(([from, to]): Span[] =>
    to - from >= length ? [[from, to - length + 1]] : [],
  )
  const taken = person.taken.map(spanOf).map(([from, to]): Span => [from - length - after + 1, to + before])
  return without(working, merged([...taken, ...fullDays(person, days).map(({ span }) => span)]))
}

/** Days and weeks in which somebody meets as often as they want to. */
function fullDays(
  { limitPerDay, limitPerWeek, taken }: PersonCalendar,
  days: readonly CalendarDay[],
): { cause: 'LIMIT_PER_DAY' | 'LIMIT_PER_WEEK'; span: Span }[] {
  if (limitPerDay === null && limitPerWeek === null) return []
  const starts = taken
    .flatMap(({ meetingStartsAt }) => (meetingStartsAt ? [meetingStartsAt.getTime()] : []))
    .sort((one, other) => one - other)
  const perWeek = new Map<string, number>()
  const perDay: number[] = []
  let next = 0
  for (const { startsAt, endsAt, week } of days) {
    while (next < starts.length && starts[next]! < startsAt.getTime()) next++
    const first = next
    while (next < starts.length && starts[next]! < endsAt.getTime()) next++
    perDay.push(next - first)
    perWeek.set(week, (perWeek.get(week) ?? 0) + next - first)
  }
  return days.flatMap((day, index) => [
    ...(limitPerWeek !== null && perWeek.get(day.week)! >= limitPerWeek
      ? [{ cause: 'LIMIT_PER_WEEK' as const, span: spanOf(day) }]
      : []),
    ...(limitPerDay !== null && perDay[index]! >= limitPerDay
      ? [{ cause: 'LIMIT_PER_DAY' as const, span: spanOf(day) }]
      : []),
  ])
}

/** Walks from one change to the next: in each span the same people can begin. Spans in which nobody can are told too. */
function* whoIsFreeWhen(
  starts: readonly Span[],
  ids: readonly string[],
  search: Search,
  calendars: ReadonlyMap<string, PersonCalendar>,
  around: Surroundings,
): Generator<{ span: Span; free: ReadonlySet<string> }> {
  const changes: { at: number; id: string; comes: boolean }[] = ids
    .flatMap((id) =>
      common(starts, personStarts(duration(search), known(calendars, id), around)).flatMap(([from, to]) => [
        { at: from, id, comes: true },
        { at: to, id, comes: false },
      ]),
    )
    .sort((one, other) => one.at - other.at)
  const free = new Set<string>()
  let next = 0
  for (const [from, to] of starts) {
    for (let at = from; at < to;) {
      for (; next < changes.length && changes[next]!.at <= at; next++) {
        const { id, comes } = changes[next]!
        if (comes) free.add(id)
        else free.delete(id)
      }
      const until = Math.min(to, changes[next]?.at ?? to)
      yield { span: [at, until], free }
      at = until
    }
  }
}

/** The instants in a span at which meetings begin: multiples of the step, from the day's first instant on. */
function* gridPoints([from, to]: Span, { stepMinutes = usualStep }: Search, days: readonly CalendarDay[]) {
  const step = stepMinutes * minuteMs
  for (let index = firstDayAfter(days, from); index < days.length; index++) {
    const [dayStart, dayEnd] = spanOf(days[index]!)
    if (dayStart >= to) return
    const first = dayStart + Math.max(0, Math.ceil((from - dayStart) / step)) * step
    for (let at = first; at < Math.min(to, dayEnd); at += step) yield at
  }
}

/** The index of the first day that ends after an instant. */
function firstDayAfter(days: readonly CalendarDay[], at: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]!.endsAt.getTime() > at) high = middle
    else low = middle + 1
  }
  return low
}

const hasGridPoint = (spans: readonly Span[], search: Search, days: readonly CalendarDay[]): boolean =>
  spans.some((span) => !gridPoints(span, search, days).next().done)

function companyNotFree(range: Stretch, { now, rules, blocked }: Surroundings): NotFree[] {
  const [from, to] = spanOf(range)
  const { earliest, latest } = bookableStarts(now, rules)
  return inOrder([
    ...causes('NOTICE', [[from, Math.min(to, earliest.getTime())]]),
    ...causes('BLOCKED_PERIOD', common([[from, to]], merged(blocked.map(spanOf)))),
    ...causes('HORIZON', [[Math.max(from, latest.getTime()), to]]),
  ])
}

function personNotFree(range: Span, person: PersonCalendar, { days }: Surroundings): NotFree[] {
  const within = (cause: NotFreeCause, spans: readonly Span[]) => causes(cause, common([range], merged(spans)))
  const full = fullDays(person, days)
  const elsewhere = person.taken.filter(({ cause }) => cause === 'EXTERNAL_CALENDAR')
  return inOrder([
    ...causes('OUTSIDE_WORKING_HOURS', without([range], merged(person.working.map(spanOf)))),
    ...(['INTERVIEW', 'SLOT', 'TIME_OFF'] as const).flatMap((cause) =>
      within(cause, person.taken.filter((taken) => taken.cause === cause).map(spanOf)),
    ),
    ...[...Map.groupBy(elsewhere, ({ calendar }) => calendar)].flatMap(([calendar, taken]) =>
      within('EXTERNAL_CALENDAR', taken.map(spanOf)).map((each) => (calendar ? { ...each, calendar } : each)),
    ),
    ...(['LIMIT_PER_DAY', 'LIMIT_PER_WEEK'] as const).flatMap((cause) =>
      within(
        cause,
        full.filter((each) => each.cause === cause).map(({ span }) => span),
      ),
    ),
  ])
}

const causes = (cause: NotFreeCause, spans: readonly Span[]): NotFree[] =>
  spans.filter(([from, to]) => from < to).map((span) => ({ ...stretchOf(span), cause }))

const inOrder = (stretches: NotFree[]): NotFree[] =>
  stretches.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())

const duration = ({ durationMinutes }: Search) => durationMinutes * minuteMs

function known(calendars: ReadonlyMap<string, PersonCalendar>, id: string): PersonCalendar {
  const found = calendars.get(id)
  if (!found) throw new RangeError(`No calendar of ${id}.`)
  return found
}
