import { occupiedRange, type SchedulingRules } from './settings.rules.ts'
import { overlap, type Stretch } from './stretches.rules.ts'

/** Why a stretch of somebody's time is taken. */
export type TakenCause = 'INTERVIEW' | 'SLOT' | 'EXTERNAL_CALENDAR' | 'TIME_OFF'

/** A stretch that somebody has given away, buffers included. */
export interface Taken extends Stretch {
  cause: TakenCause
  /** What the calendar is called by its owner, where the cause is another calendar of theirs. */
  calendar?: string
  /** When the meeting itself begins: it counts for the limits of that day and week. Null for what is no meeting of ours. */
  meetingStartsAt: Date | null
}

/** What the rules know of one person, over some range of time. */
export interface PersonCalendar {
  id: string
  /** The most meetings in one day of the company's zone; null for any number. */
  limitPerDay: number | null
  /** The same for a week from Monday on. */
  limitPerWeek: number | null
  /** When they work. */
  working: readonly Stretch[]
  /** What is taken in the whole weeks around the range, in any order. */
  taken: readonly Taken[]
  /** When the last meeting before all of these began; null where there was none. */
  lastMeetingBefore: Date | null
}

/** A day as the company's zone counts it. */
export interface CalendarDay extends Stretch {
  date: string
  /** Date of its Monday. */
  week: string
}

/** What is the same for everybody. */
export interface Surroundings {
  now: Date
  rules: SchedulingRules
  /** Every day of every week that the range touches, in order. */
  days: readonly CalendarDay[]
  /** When the company is closed. */
  blocked: readonly Stretch[]
}

export type PersonRefusal =
  | { kind: 'InterviewerIsBusy'; interviewerIds: string[] }
  | { kind: 'InterviewerIsAway'; interviewerIds: string[]; until: string }
  | { kind: 'BusyElsewhere'; interviewerIds: string[] }
  | { kind: 'OutsideWorkingHours'; interviewerIds: string[] }
  | { kind: 'WeeklyLimitReached'; interviewerIds: string[]; limit: number; week: string }
  | { kind: 'DailyLimitReached'; interviewerIds: string[]; limit: number; date: string }

/** How somebody comes to a meeting: chosen by a recruiter who names them, or by us. */
export interface Choice {
  by: 'NAME' | 'RULES'
  /** Whether a recruiter has overridden what may be overridden. */
  override?: boolean
}

/** How much somebody meets already, around the time of another meeting. */
export interface Load {
  inDay: number
  inWeek: number
  /** When their last meeting before it began. */
  lastMeeting: Date | null
}

/** The company's day that an instant belongs to. @throws {RangeError} when the days do not reach it */
export function dayAt(days: readonly CalendarDay[], at: Date): CalendarDay {
  let [low, high] = [0, days.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (days[middle]!.startsAt <= at) low = middle
    else high = middle - 1
  }
  const found = days[low]
  if (!found || at < found.startsAt || at >= found.endsAt) throw new RangeError(`No day for ${at.toISOString()}.`)
  return found
}

/**
 * How much somebody meets in the day and the week of an instant, and when they last did before it. What is counted is
 * prepared once, for those who ask for many instants.
 * @returns the load at an instant; throws a RangeError for one that the days do not reach
 */
export function loadsOf(person: PersonCalendar, days: readonly CalendarDay[]): (at: Date) => Load {
  const starts = person.taken
    .flatMap(({ meetingStartsAt }) => (meetingStartsAt ? [meetingStartsAt.getTime()] : []))
    .sort((one, other) => one - other)
  const between = (from: Date, to: Date) => firstFrom(starts, to.getTime()) - firstFrom(starts, from.getTime())
  const weeks = Map.groupBy(days, ({ week }) => week)
  return (at) => {
    const day = dayAt(days, at)
    const week = weeks.get(day.week)!
    const last = starts[firstFrom(starts, at.getTime()) - 1]
    return {
      inDay: between(day.startsAt, day.endsAt),
      inWeek: between(week[0]!.startsAt, week.at(-1)!.endsAt),
      lastMeeting: last === undefined ? person.lastMeetingBefore : new Date(last),
    }
  }
}

/** The place of the first instant, of some in order, that is not before this one. */
function firstFrom(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (instants[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Why this person cannot have this meeting, or null where they can. What nobody may override comes first. Working hours
 * count only where the rules choose: a recruiter who names somebody has asked them. What their own calendars say counts
 * for everybody, unless a recruiter overrides it for somebody whom they name; nobody is chosen into it.
 * @throws {RangeError} when the days do not reach the meeting
 */
export function whyNotThisPerson(
  person: PersonCalendar,
  meeting: Stretch,
  { rules, days }: Pick<Surroundings, 'rules' | 'days'>,
  { by, override = false }: Choice,
): PersonRefusal | null {
  const interviewerIds = [person.id]
  const wanted = occupiedRange(meeting, rules)
  const inTheWay = person.taken.filter((taken) => overlap(taken, wanted))
  const ofCause = (...causes: TakenCause[]) => inTheWay.filter(({ cause }) => causes.includes(cause))
  if (ofCause('INTERVIEW', 'SLOT').length > 0) return { kind: 'InterviewerIsBusy', interviewerIds }
  const away = ofCause('TIME_OFF')
  if (away.length > 0) {
    const until = new Date(Math.max(...away.map(({ endsAt }) => endsAt.getTime())))
    return { kind: 'InterviewerIsAway', interviewerIds, until: until.toISOString() }
  }
  if (ofCause('EXTERNAL_CALENDAR').length > 0 && !(override && by === 'NAME'))
    return { kind: 'BusyElsewhere', interviewerIds }
  if (by === 'RULES' && !worksThrough(person, meeting)) return { kind: 'OutsideWorkingHours', interviewerIds }
  if (override) return null
  const { inDay, inWeek } = loadsOf(person, days)(meeting.startsAt)
  const { limitPerDay, limitPerWeek } = person
  const { date, week } = dayAt(days, meeting.startsAt)
  if (limitPerWeek !== null && inWeek >= limitPerWeek)
    return { kind: 'WeeklyLimitReached', interviewerIds, limit: limitPerWeek, week }
  if (limitPerDay !== null && inDay >= limitPerDay)
    return { kind: 'DailyLimitReached', interviewerIds, limit: limitPerDay, date }
  return null
}

/** Whether somebody works from the meeting's first instant to its last; hours that touch count as one stretch. */
function worksThrough(person: PersonCalendar, { startsAt, endsAt }: Stretch): boolean {
  let reached = startsAt
  for (const hours of [...person.working].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())) {
    if (hours.startsAt > reached) break
    if (hours.endsAt > reached) reached = hours.endsAt
  }
  return reached >= endsAt
}
