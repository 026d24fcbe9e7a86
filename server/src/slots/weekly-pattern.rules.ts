import type { InterviewMode } from '../interviews/interview.rules.ts'
import { asPools, canFill } from '../scheduling/panel.rules.ts'
import { occupiedRange, type SchedulingRules } from '../scheduling/settings.rules.ts'
import type { Stretch } from '../scheduling/stretches.rules.ts'
import { weekday, type Weekday } from '../scheduling/working-hours.rules.ts'

/** A stretch of local time on some days of the week, such as 09:00–12:00 on Mondays; it ends on the day it began. */
export interface PatternWindow {
  weekdays: readonly Weekday[]
  /** Local time by ISO 8601, `09:00`. */
  from: string
  /** The same, up to `24:00`. */
  to: string
}

/** When slots are opened: every window of every week is filled, from its beginning, with as many as fit whole. */
export interface WeeklyPattern {
  windows: readonly PatternWindow[]
  /** First and last local date, both included. */
  fromDate: string
  toDate: string
  durationMinutes: number
  /** Minutes between the end of one slot and the beginning of the next. */
  gapMinutes: number
}

/** A slot as a wall clock shows its beginning. */
export interface WallTime {
  date: string
  time: string
}

export const mostSlotsAtOnce = 500
export const mostDaysAtOnce = 366

const day = 86_400_000
const minute = 60_000
const dayNumber = (date: string): number => Date.parse(`${date}T00:00Z`) / day
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const twoDigits = (number: number) => String(number).padStart(2, '0')
const timeOf = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
// The first day of 1970 was a Thursday.
const weekdayOf = (number: number): Weekday => weekday[(((number + 3) % 7) + 7) % 7]!

const startsIn = ({ from, to }: PatternWindow, { durationMinutes, gapMinutes }: WeeklyPattern): number =>
  Math.max(0, Math.floor((minutesOf(to) - minutesOf(from) - durationMinutes) / (durationMinutes + gapMinutes)) + 1)

/** What is wrong with a pattern, by the name of its field. */
export interface PatternProblem {
  path: string
  message: string
}

/** Why a pattern cannot be followed; no more work is done for it than to count. */
export function whyNoPattern(pattern: WeeklyPattern): PatternProblem[] {
  const { fromDate, toDate, windows, durationMinutes } = pattern
  const [first, last] = [dayNumber(fromDate), dayNumber(toDate)]
  if (last < first) return [{ path: 'toDate', message: 'Must not be before the first date.' }]
  if (last - first >= mostDaysAtOnce)
    return [{ path: 'toDate', message: `Must be within ${mostDaysAtOnce} days of the first date.` }]
  const problems = whyNoWindows(windows, durationMinutes)
  if (problems.length > 0) return problems
  const count = countSlots(pattern, first, last)
  if (count === 0) return [{ path: 'windows', message: 'None of these days lies between the dates.' }]
  if (count > mostSlotsAtOnce)
    return [{ path: 'toDate', message: `These would be ${count} slots; at most ${mostSlotsAtOnce} at once.` }]
  return []
}

/** What is wrong with the windows alone. */
export function whyNoWindows(windows: readonly PatternWindow[], durationMinutes: number): PatternProblem[] {
  return windows.flatMap((window, place) => {
    const length = minutesOf(window.to) - minutesOf(window.from)
    const path = `windows.${place}.to`
    if (length <= 0) return [{ path, message: 'Must be later than its beginning, on the same day.' }]
    if (length < durationMinutes) return [{ path, message: 'The window is shorter than one slot.' }]
    const other = windows.findIndex((each, before) => before < place && meet(each, window))
    return other < 0 ? [] : [{ path, message: `Overlaps window ${other} on the same day.` }]
  })
}

const meet = (one: PatternWindow, other: PatternWindow) =>
  one.weekdays.some((each) => other.weekdays.includes(each)) &&
  minutesOf(one.from) < minutesOf(other.to) &&
  minutesOf(other.from) < minutesOf(one.to)

function countSlots(pattern: WeeklyPattern, first: number, last: number): number {
  const perWeekday = new Map(
    weekday.map((each) => [
      each,
      pattern.windows
        .filter(({ weekdays }) => weekdays.includes(each))
        .reduce((count, window) => count + startsIn(window, pattern), 0),
    ]),
  )
  let count = 0
  for (let number = first; number <= last; number++) count += perWeekday.get(weekdayOf(number))!
  return count
}

/** Every slot of a pattern as a wall clock shows its beginning, in order; what the clocks do to it comes later. */
export function timesOnTheWall(pattern: WeeklyPattern): WallTime[] {
  const times: WallTime[] = []
  const windows = [...pattern.windows].sort((one, other) => minutesOf(one.from) - minutesOf(other.from))
  for (let number = dayNumber(pattern.fromDate); number <= dayNumber(pattern.toDate); number++) {
    const date = new Date(number * day).toISOString().slice(0, 10)
    for (const window of windows.filter(({ weekdays }) => weekdays.includes(weekdayOf(number))))
      for (let place = 0; place < startsIn(window, pattern); place++)
        times.push({
          date,
          time: timeOf(minutesOf(window.from) + place * (pattern.durationMinutes + pattern.gapMinutes)),
        })
  }
  return times
}

/** What there is to say about a proposed slot; what comes first weighs most. */
export const slotRemark = [
  'NONEXISTENT_TIME',
  'TIME_IS_PAST',
  'BLOCKED_PERIOD',
  'DUPLICATE',
  'OVERLAPS_ANOTHER',
  'INTERVIEWER_IS_BUSY',
  'INTERVIEWER_IS_AWAY',
  'POOL_IS_NOT_FREE',
  'REPEATED_TIME',
] as const
export type SlotRemark = (typeof slotRemark)[number]

/** A slot that a pattern proposes, at its instants; null where no clock ever shows its time. */
export interface TimedSlot extends WallTime {
  startsAt: Date | null
  endsAt: Date | null
  /** The clocks show its beginning twice; the slot is at the first. */
  repeated: boolean
}

/**
 * Where the times on the wall lie. A length is time that passes, so a slot over a clock change ends an hour earlier or
 * later on the wall.
 * @param instantsOf the instants at which clocks show a time, in order
 */
export function timed(
  times: readonly WallTime[],
  durationMinutes: number,
  instantsOf: (date: string, time: string) => readonly Date[],
): TimedSlot[] {
  return times.map(({ date, time }) => {
    const instants = instantsOf(date, time)
    const startsAt = instants[0] ?? null
    const endsAt = startsAt && new Date(startsAt.getTime() + durationMinutes * minute)
    return { date, time, startsAt, endsAt, repeated: instants.length > 1 }
  })
}

/** How the slots of a pattern are held: with whom and where. */
export interface Arrangement {
  interviewerIds: readonly string[]
  /** Pools, of each of which any one comes. */
  anyOf: readonly (readonly string[])[]
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
}

/** What the proposed slots are held against. */
export interface Surroundings {
  now: Date
  blockedPeriods: readonly (Stretch & { name: string })[]
  /** Slots that begin when a proposed one does, the cancelled ones left out. */
  existing: readonly (Arrangement & { startsAt: Date })[]
  /** The company's rules: a slot takes its interviewers' time with the buffers around it. */
  rules: SchedulingRules
  /** Time that everybody of the panel has given away, buffers included, and time that they are away. */
  taken: readonly (Stretch & { interviewerId: string; isAway: boolean })[]
  /** Whether somebody of a pool could be chosen for a slot that begins then, their hours and limits included. */
  isFree: (interviewerId: string, startsAt: Date) => boolean
}

export interface ProposedSlot extends TimedSlot {
  /** Whether it is opened when the pattern is followed. */
  isMade: boolean
  remarks: SlotRemark[]
  blockedPeriod: string | null
  busyInterviewerIds: readonly string[]
  awayInterviewerIds: readonly string[]
}

/** Two slots are the same opening twice: at one time with the same people, or, with nobody named, at the same place. */
export const areEqual = (one: Arrangement, other: Arrangement): boolean =>
  [one, other].some(({ interviewerIds, anyOf }) => interviewerIds.length + anyOf.length > 0)
    ? panelText(one) === panelText(other)
    : one.mode === other.mode && one.location === other.location && one.meetingUrl === other.meetingUrl

/** The people of a panel, and its pools, in whatever order they were named. */
const panelText = ({ interviewerIds, anyOf }: Arrangement) =>
  JSON.stringify([interviewerIds.toSorted(), anyOf.map((ids) => ids.toSorted().join()).toSorted()])

/** Whose time is taken at which slot, by the instant at which it begins. Slots of one length, in their order. */
function whoseTimeIsTaken(
  slots: readonly TimedSlot[],
  taken: readonly (Stretch & { interviewerId: string })[],
  rules: SchedulingRules,
): ReadonlyMap<number, readonly string[]> {
  const wanted = slots.flatMap(({ startsAt, endsAt }) =>
    startsAt && endsAt ? [{ at: startsAt.getTime(), ...occupiedRange({ startsAt, endsAt }, rules) }] : [],
  )
  const people = new Map<number, string[]>()
  for (const { interviewerId, startsAt, endsAt } of taken)
    for (let place = firstThat(wanted, (slot) => slot.endsAt > startsAt); place < wanted.length; place++) {
      const slot = wanted[place]!
      if (slot.startsAt >= endsAt) break
      const known = people.get(slot.at) ?? []
      if (!known.includes(interviewerId)) people.set(slot.at, [...known, interviewerId])
    }
  return people
}

/** The place of the first item that is so, where all after it are so too; the end where none is. */
function firstThat<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  let [from, to] = [0, items.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isSo(items[middle]!)) to = middle
    else from = middle + 1
  }
  return from
}

const nobody = { busyInterviewerIds: [], awayInterviewerIds: [] }

/** What keeps a slot from being opened only until somebody says that it shall be opened all the same. */
const overridable: readonly SlotRemark[] = ['INTERVIEWER_IS_BUSY', 'INTERVIEWER_IS_AWAY', 'POOL_IS_NOT_FREE']

/**
 * Says of each proposed slot whether it is made, and what there is to know about it. Nothing is guessed: a time that
 * never comes is left out and told, one that comes twice is taken the first time and told.
 * @param evenWhereBusy makes slots at times that their interviewers do not have; the first booking then decides
 */
export function judge(
  slots: readonly TimedSlot[],
  arrangement: Arrangement,
  { now, blockedPeriods, existing, rules, taken, isFree }: Surroundings,
  evenWhereBusy: boolean,
): ProposedSlot[] {
  const [busy, away] = [false, true].map((isAway) =>
    whoseTimeIsTaken(
      slots,
      taken.filter((each) => each.isAway === isAway),
      rules,
    ),
  )
  const existingAt = Map.groupBy(existing, (slot) => slot.startsAt.getTime())
  const { pools } = asPools({ all: arrangement.interviewerIds, anyOf: arrangement.anyOf })
  const pooled = new Set(pools.flat())
  // After the clocks jump, the next time on the wall may come before the slot in front of it is over.
  let madeUntil = -Infinity
  return slots.map((slot) => {
    const { startsAt, endsAt, repeated } = slot
    if (!startsAt || !endsAt)
      return { ...slot, isMade: false, remarks: ['NONEXISTENT_TIME'], blockedPeriod: null, ...nobody }
    const period = blockedPeriods.find((each) => each.startsAt < endsAt && startsAt < each.endsAt)
    const isShort = !canFill(
      pools,
      [...pooled].filter((id) => isFree(id, startsAt)),
    )
    // Who of a pool is in the way is told only where the pools cannot be filled without them.
    const isTold = (id: string) => isShort || !pooled.has(id)
    const busyInterviewerIds = (busy!.get(startsAt.getTime()) ?? []).filter(isTold)
    const awayInterviewerIds = (away!.get(startsAt.getTime()) ?? []).filter(isTold)
    const isTrue: Partial<Record<SlotRemark, boolean>> = {
      TIME_IS_PAST: startsAt <= now,
      BLOCKED_PERIOD: period !== undefined,
      DUPLICATE: (existingAt.get(startsAt.getTime()) ?? []).some((each) => areEqual(each, arrangement)),
      OVERLAPS_ANOTHER: startsAt.getTime() < madeUntil,
      INTERVIEWER_IS_BUSY: busyInterviewerIds.some((id) => !pooled.has(id)),
      INTERVIEWER_IS_AWAY: awayInterviewerIds.some((id) => !pooled.has(id)),
      POOL_IS_NOT_FREE: isShort,
      REPEATED_TIME: repeated,
    }
    const remarks = slotRemark.filter((remark) => isTrue[remark])
    const isMade = remarks.every(
      (remark) => remark === 'REPEATED_TIME' || (overridable.includes(remark) && evenWhereBusy),
    )
    if (isMade) madeUntil = endsAt.getTime()
    return { ...slot, isMade, remarks, blockedPeriod: period?.name ?? null, busyInterviewerIds, awayInterviewerIds }
  })
}
