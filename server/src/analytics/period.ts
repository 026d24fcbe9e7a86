import { localDays, mondayOf, type LocalDay } from '../shared/local-days.ts'

/** By what a period is cut into steps. */
export const stepLength = ['DAY', 'WEEK', 'MONTH'] as const
export type StepLength = (typeof stepLength)[number]

/** How many days a period may have, by its steps: whoever looks at single days looks at a season, not at two years. */
export const mostDays: Record<StepLength, number> = { DAY: 92, WEEK: 371, MONTH: 731 }

/** A day, a week from Monday on (ISO 8601) or a month; at the ends of a period as much of it as lies inside. */
export interface Step {
  /** Its first date, and its last one. */
  from: string
  to: string
  /** Its first instant. */
  startsAt: Date
}

/** Some days of a company's calendar. */
export interface Period {
  from: string
  /** Included. */
  to: string
  timeZone: string
  /** Its first instant, and the one at which it is over. */
  startsAt: Date
  endsAt: Date
  days: number
  steps: readonly Step[]
  /** The same by weeks, whatever the steps are. */
  weeks: readonly Step[]
}

export type PeriodRefusal = { kind: 'PeriodIsTooLong'; days: number; mostDays: number; by: StepLength }

/** How many dates there are from one to another, both included. */
const datesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

export function whyNotThisLong(from: string, to: string, by: StepLength): PeriodRefusal | null {
  const days = datesBetween(from, to)
  return days > mostDays[by] ? { kind: 'PeriodIsTooLong', days, mostDays: mostDays[by], by } : null
}

const beginningOf: Record<StepLength, (date: string) => string> = {
  DAY: (date) => date,
  WEEK: mondayOf,
  MONTH: (date) => date.slice(0, 7),
}

function stepsOf(days: readonly LocalDay[], by: StepLength): Step[] {
  return [...Map.groupBy(days, ({ date }) => beginningOf[by](date)).values()].map((within) => ({
    from: within[0]!.date,
    to: within.at(-1)!.date,
    startsAt: within[0]!.startsAt,
  }))
}

/**
 * The period from one date to another.
 * @param from its first date
 * @param to its last date, not before the first
 * @param timeZone IANA name of the zone whose clocks say when a date begins
 * @throws {RangeError} when a date or the zone is none
 */
export function periodOf(from: string, to: string, by: StepLength, timeZone: string): Period {
  const days = localDays(from, to, timeZone)
  // A date that the zone has skipped is no day: nothing can have happened on it.
  const never = new Date(0)
  return {
    from,
    to,
    timeZone,
    startsAt: days[0]?.startsAt ?? never,
    endsAt: days.at(-1)?.endsAt ?? never,
    days: days.length,
    steps: stepsOf(days, by),
    weeks: stepsOf(days, 'WEEK'),
  }
}
