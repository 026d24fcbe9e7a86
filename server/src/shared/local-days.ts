import { offsetAt, startOfDay } from './when.ts'

/*
 * Days and weeks as calendars in a zone count them, each with its first and last instant. Dates are texts such as
 * `2026-11-25`, times of day are minutes since 00:00 as the wall clock counts them.
 */

/** A day as the clocks of a zone count it. It may have 23, 24 or 25 hours, and begin at 01:00. */
export interface LocalDay {
  /** `2026-11-25`. */
  date: string
  /** 1 is Monday, 7 is Sunday (ISO 8601). */
  weekday: number
  /** Date of the Monday that its week begins with. */
  week: string
  /** Its first instant. */
  startsAt: Date
  /** The instant at which the next one begins. */
  endsAt: Date
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * The days from one date to another, both included, in order. A date that a zone has skipped is not among them.
 * @throws {RangeError} when a date or the zone is none
 */
export function localDays(first: string, last: string, timeZone: string): LocalDay[] {
  const days: LocalDay[] = []
  let startsAt = startOfDay(first, timeZone)
  for (let date = first; date <= last; date = dateAfter(date, 1)) {
    const endsAt = startOfDay(dateAfter(date, 1), timeZone)
    if (startsAt < endsAt) days.push({ date, weekday: weekdayOf(date), week: mondayOf(date), startsAt, endsAt })
    startsAt = endsAt
  }
  return days
}

/**
 * Every day of every week that a range of instants touches, in order.
 * @param range half-open
 * @throws {RangeError} when the zone is none
 */
export function daysOfWeeks(range: { startsAt: Date; endsAt: Date }, timeZone: string): LocalDay[] {
  const last = new Date(Math.max(range.endsAt.getTime() - 1, range.startsAt.getTime()))
  const lastMonday = mondayOf(localDateOf(last, timeZone))
  return localDays(mondayOf(localDateOf(range.startsAt, timeZone)), dateAfter(lastMonday, 6), timeZone)
}

/**
 * When the wall clock shows a time of day from one minute up to, but not including, another. Where an hour is skipped
 * the part that is left, where one is repeated both times; usually one stretch, and never an empty one.
 * @param fromMinute minutes since 00:00
 * @param toMinute the same; 1440 is the end of the day
 */
export function wallStretches(
  day: LocalDay,
  fromMinute: number,
  toMinute: number,
  timeZone: string,
): { startsAt: Date; endsAt: Date }[] {
  const [start, end] = [day.startsAt.getTime(), day.endsAt.getTime()]
  // Before a change of the clocks 00:00 lies at the day's beginning, after it 24:00 lies at its end. A day of 24 hours
  // has no change, which is true of nearly all of them and costs no formatter.
  const change = end - start === dayMs ? start : clockChange(start, end, timeZone)
  return [
    { from: start, to: change, midnight: start },
    { from: change, to: end, midnight: end - dayMs },
  ].flatMap((part) => {
    const startsAt = Math.max(part.from, part.midnight + fromMinute * minuteMs)
    const endsAt = Math.min(part.to, part.midnight + toMinute * minuteMs)
    return startsAt < endsAt ? [{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }] : []
  })
}

// Making a formatter costs some 50 µs, using one costs 1 µs.
const formatters = new Map<string, Intl.DateTimeFormat>()

/** The date that calendars in a zone show at an instant. @throws {RangeError} when the zone is none */
export function localDateOf(at: Date, timeZone: string): string {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formatters.set(timeZone, formatter)
  }
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts['year']!.padStart(4, '0')}-${parts['month']}-${parts['day']}`
}

/** The date some days later, or earlier. @throws {RangeError} when the date is none */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** The date of the Monday that a date's week begins with. */
export const mondayOf = (date: string): string => dateAfter(date, 1 - weekdayOf(date))

/** The instant between two others at which the clocks of a zone are changed; the first of them where they are not. */
function clockChange(start: number, end: number, timeZone: string): number {
  const after = offsetAt(new Date(end - 1), timeZone)
  if (offsetAt(new Date(start), timeZone) === after) return start
  let [before, behind] = [start, end - 1]
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2)
    if (offsetAt(new Date(middle), timeZone) === after) behind = middle
    else before = middle
  }
  return behind
}
