import { type CalendarDateTime, parseDate, parseTime, toCalendarDateTime, toZoned } from '@internationalized/date'
import type { Locale } from './i18n'
import { showClock, showDate, showTime, wallTime } from './time'

/** What a wall clock reading means in a zone. Instants are ISO 8601 in UTC. */
export type LocalReading =
  | { kind: 'once'; instant: string }
  /** Clocks go back and show this time twice. */
  | { kind: 'twice'; earlier: string; later: string }
  /** Clocks go forward and never show this time; `next` is the first time they do show, as `HH:mm`. */
  | { kind: 'never'; next: string }

/**
 * The one place of the web where local wall time becomes an instant.
 * `date` is `YYYY-MM-DD`, `time` is `HH:mm`, `zone` an IANA name. Returns null for what is no date or time at all.
 */
export function readLocalTime(date: string, time: string, zone: string): LocalReading | null {
  let wall: CalendarDateTime
  try {
    wall = toCalendarDateTime(parseDate(date), parseTime(time))
  } catch {
    return null
  }
  const earlier = toZoned(wall, zone, 'earlier')
  const later = toZoned(wall, zone, 'later')
  if (earlier.compare(later) === 0) return { kind: 'once', instant: earlier.toAbsoluteString() }
  const isShown = toCalendarDateTime(earlier).compare(wall) === 0
  if (isShown) return { kind: 'twice', earlier: earlier.toAbsoluteString(), later: later.toAbsoluteString() }
  return { kind: 'never', next: endOfGap(wall, zone) }
}

function endOfGap(wall: CalendarDateTime, zone: string): string {
  let next = wall
  do next = next.add({ minutes: 1 })
  while (toCalendarDateTime(toZoned(next, zone, 'earlier')).compare(next) !== 0)
  return next.toString().slice(11, 16)
}

/** The first moment of a day in a zone; some zones skip midnight when their clocks go forward. */
export function startOfDay(date: string, zone: string): string | null {
  const reading = readLocalTime(date, '00:00', zone)
  if (reading === null) return null
  if (reading.kind === 'once') return reading.instant
  return reading.kind === 'twice' ? reading.earlier : startAfterGap(date, reading.next, zone)
}

const startAfterGap = (date: string, time: string, zone: string) => {
  const reading = readLocalTime(date, time, zone)
  return reading?.kind === 'once' ? reading.instant : null
}

/**
 * From an instant to another one, in words: whole days as days, within a day as `Tue 24 Nov, 10:00–12:00 CET`, and with
 * `clockOnly`, where the day is said already, without it.
 */
export function showStretch(
  startsAt: string,
  endsAt: string,
  zone: string,
  locale: Locale,
  { clockOnly = false } = {},
): string {
  const first = wallTime(startsAt, zone).date
  const last = wallTime(Date.parse(endsAt) - 1, zone).date
  const isDayStart = (instant: string) =>
    Date.parse(instant) === Date.parse(startOfDay(wallTime(instant, zone).date, zone) ?? '')
  if (isDayStart(startsAt) && isDayStart(endsAt))
    return [...new Set([first, last])].map((date) => showDate(date, locale)).join(' – ')
  if (first !== last) return `${showTime(startsAt, null, zone, locale)} – ${showTime(endsAt, null, zone, locale)}`
  return clockOnly ? showClock(startsAt, endsAt, zone, locale) : showTime(startsAt, endsAt, zone, locale)
}
