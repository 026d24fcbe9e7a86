import type { Language } from './language.ts'

/*
 * The one place where a promised time becomes words: page, email and calendar text all say it through here, so they
 * can never disagree by an hour. Hours are written 00-23 in every language, because a mistaken am/pm costs an interview.
 * And the one place where a time on somebody's wall becomes an instant.
 */

export interface When {
  /** First instant of the appointment. */
  startsAt: Date
  /** The instant it is over. */
  endsAt: Date
  /** IANA zone in which the reader lives, such as `Europe/Stockholm`. */
  timeZone: string
  language: Language
}

/** The three things a promise of time consists of, each one line of text. */
export interface WhenParts {
  /** Weekday and date of the start: `Wednesday, 25 November 2026`. */
  date: string
  /** `10:00–10:45`; with the date of the end when that is another day, with both offsets when the clock changes inside. */
  time: string
  /** `Central European Standard Time (Europe/Stockholm, UTC+01:00)`. */
  zone: string
}

// British English, because its order of day, month and year is the one Swedish and French share.
const LOCALES: Record<Language, string> = { EN: 'en-GB', SV: 'sv-SE', FR: 'fr-FR' }

const FORMATS = {
  date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  zoneName: { timeZoneName: 'long' },
  // The name for the whole year ("Central European Time"), for appointments that see both winter and summer time.
  zoneNameOfTheYear: { timeZoneName: 'longGeneric' },
  offset: { timeZoneName: 'longOffset' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

// Making a formatter costs some 50 µs and a few kB, using one costs 1 µs. There are about 430 zones, so this stays small.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(kind: keyof typeof FORMATS, locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...FORMATS[kind], timeZone })
    formatters.set(key, found)
  }
  return found
}

function zonePart(format: Intl.DateTimeFormat, at: Date): string {
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
}

/**
 * What a zone's clocks differ from UTC at an instant: `UTC+05:30` for India, `UTC+00:00` for London in winter.
 * @throws {RangeError} when the zone is no IANA zone or the instant is invalid
 */
export function offsetAt(at: Date, timeZone: string): string {
  const offset = zonePart(formatter('offset', 'en-US', timeZone), at).replace('GMT', '')
  return `UTC${offset || '+00:00'}`
}

/** The zone's name in the reader's language, or null where Intl knows no more than the offset. */
function localisedZoneName(
  kind: 'zoneName' | 'zoneNameOfTheYear',
  at: Date,
  { timeZone, language }: When,
): string | null {
  const name = zonePart(formatter(kind, LOCALES[language], timeZone), at)
  return !name || /^(GMT|UTC)/.test(name) ? null : name
}

/**
 * Says when an appointment is, in parts, for layouts that give date, time and zone a line each.
 * The offset is that of the start; where the clock changes before the end, start and end each carry their own.
 * @throws {RangeError} when the zone is no IANA zone or an instant is invalid
 */
export function whenParts(when: When): WhenParts {
  const { startsAt, endsAt, timeZone, language } = when
  const date = formatter('date', LOCALES[language], timeZone)
  const time = formatter('time', LOCALES[language], timeZone)
  const offsets = { start: offsetAt(startsAt, timeZone), end: offsetAt(endsAt, timeZone) }
  const clockChanges = offsets.start !== offsets.end
  const startDate = date.format(startsAt)
  const endDate = date.format(endsAt)

  const start = time.format(startsAt) + (clockChanges ? ` (${offsets.start})` : '')
  const end =
    (endDate === startDate ? '' : `${endDate}, `) + time.format(endsAt) + (clockChanges ? ` (${offsets.end})` : '')
  const name = localisedZoneName(clockChanges ? 'zoneNameOfTheYear' : 'zoneName', startsAt, when)
  const place = timeZone.replaceAll('_', ' ')
  const details = clockChanges ? place : `${place}, ${offsets.start}`
  return {
    date: startDate,
    time: clockChanges || endDate !== startDate ? `${start} – ${end}` : `${start}–${end}`,
    zone: name ? `${name} (${details})` : clockChanges ? place : `${place} (${offsets.start})`,
  }
}

/**
 * Says when an appointment is, in one line:
 * `Wednesday, 25 November 2026, 10:00–10:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)`.
 * @throws {RangeError} when the zone is no IANA zone or an instant is invalid
 */
export function whenText(when: When): string {
  const { date, time, zone } = whenParts(when)
  return `${date}, ${time}, ${zone}`
}

/**
 * Says an instant, such as the end of an offer, in one line:
 * `Wednesday, 25 November 2026, 10:00, Central European Standard Time (Europe/Stockholm, UTC+01:00)`.
 * @param when the instant, the IANA zone in which the reader lives, and their language
 * @throws {RangeError} when the zone is no IANA zone or the instant is invalid
 */
export function momentText({ at, timeZone, language }: { at: Date; timeZone: string; language: Language }): string {
  const { date, zone } = whenParts({ startsAt: at, endsAt: at, timeZone, language })
  return `${date}, ${formatter('time', LOCALES[language], timeZone).format(at)}, ${zone}`
}

/**
 * Whether clocks and calendars in two zones show the same thing from start to end, so that saying the time once is enough.
 * @throws {RangeError} when a zone is no IANA zone or an instant is invalid
 */
export function sameWallClock(startsAt: Date, endsAt: Date, zoneA: string, zoneB: string): boolean {
  return [startsAt, endsAt].every((at) => offsetAt(at, zoneA) === offsetAt(at, zoneB))
}

const second = 1000
const hour = 3600 * second
/** Further than any zone ever was from UTC, so that a change of the clocks near a local time lies inside. */
const farthestOffset = 16 * hour

/** The same as a number: milliseconds to add to an instant to read it as if it were UTC. */
function offsetMilliseconds(at: number, timeZone: string): number {
  const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offsetAt(new Date(at), timeZone))!
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * second
  return sign === '-' ? -size : size
}

/**
 * The instants at which clocks in a zone show a date and a time. Almost always one; none where the clocks jump over it,
 * two, the earlier one first, where they are set back and show it twice.
 * @param date local date by ISO 8601, `2027-03-28`
 * @param time local time by ISO 8601, `02:30`; `24:00` is the end of that date
 * @param timeZone IANA name
 * @throws {RangeError} when date or time is none, or the zone is no IANA zone
 */
export function instantsOf(date: string, time: string, timeZone: string): Date[] {
  const asIfUtc = readAsUtc(date, time)
  // One change of the clocks at most lies so near, so one of the offsets on its two sides is the right one.
  const offsets = [asIfUtc - farthestOffset, asIfUtc + farthestOffset].map((at) => offsetMilliseconds(at, timeZone))
  return [...new Set(offsets)]
    .map((offset) => asIfUtc - offset)
    .filter((at) => at + offsetMilliseconds(at, timeZone) === asIfUtc)
    .sort((one, other) => one - other)
    .map((at) => new Date(at))
}

/**
 * The instants, some days later or earlier, at which clocks in a zone show the same time of day: 09:00 stays 09:00 over
 * a change of the clocks. None and two as in `instantsOf`.
 * @throws {RangeError} when the zone is no IANA zone or the instant is invalid
 */
export function sameTimeOfDay(at: Date, daysLater: number, timeZone: string): Date[] {
  const asIfUtc = at.getTime() + offsetMilliseconds(at.getTime(), timeZone) + daysLater * 24 * hour
  const shown = new Date(asIfUtc).toISOString()
  return instantsOf(shown.slice(0, 10), shown.slice(11, 23), timeZone)
}

/**
 * The first instant of a local date: midnight, or where the clocks jump over midnight the instant at which they do.
 * @param date local date by ISO 8601
 * @throws {RangeError} when the date is none, or the zone is no IANA zone
 */
export function startOfDay(date: string, timeZone: string): Date {
  const [midnight] = instantsOf(date, '00:00', timeZone)
  if (midnight) return midnight
  const asIfUtc = readAsUtc(date, '00:00')
  // Before the jump clocks show less than midnight, after it more: halving finds the second between.
  let [before, after] = [asIfUtc - farthestOffset, asIfUtc + farthestOffset]
  while (after - before > second) {
    const middle = Math.floor((before + after) / 2 / second) * second
    if (middle + offsetMilliseconds(middle, timeZone) < asIfUtc) before = middle
    else after = middle
  }
  return new Date(after)
}

/**
 * What clocks in a zone show at an instant: `2027-03-28T02:30:00`.
 * @throws {RangeError} when the zone is no IANA zone or the instant is invalid
 */
export const shownAt = (at: Date, timeZone: string): string =>
  new Date(at.getTime() + offsetMilliseconds(at.getTime(), timeZone)).toISOString().slice(0, 19)

/**
 * The instant that a calendar means by a date and a time on the wall (RFC 5545 section 3.3.5): of a time that is shown
 * twice the first one; a time that the clocks jump over is read as if they had not been changed yet.
 * @throws {RangeError} when date or time is none, or the zone is no IANA zone
 */
export function instantInCalendar(date: string, time: string, timeZone: string): Date {
  const [first] = instantsOf(date, time, timeZone)
  if (first) return first
  const asIfUtc = readAsUtc(date, time)
  return new Date(asIfUtc - offsetMilliseconds(asIfUtc - farthestOffset, timeZone))
}

function readAsUtc(date: string, time: string): number {
  const at = Date.parse(`${date}T${time}Z`)
  if (Number.isNaN(at) || new Date(Date.parse(`${date}T00:00Z`)).toISOString().slice(0, 10) !== date)
    throw new RangeError(`${date} ${time} is no local date and time.`)
  return at
}

/**
 * An instant as a zone's clocks show it, to the second, with their offset from UTC (ISO 8601): `2026-11-23T10:00:00+01:00`.
 * @throws {RangeError} when the zone is no IANA zone or the instant is invalid
 */
export const isoAt = (at: Date, timeZone: string): string =>
  shownAt(at, timeZone) + offsetAt(at, timeZone).slice('UTC'.length)
