import { localeTags, type Locale } from './i18n'

/** `YYYY-MM-DD`, `days` later (or earlier). */
export const addDays = (date: string, days: number) => {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

// Making an Intl formatter costs more than using it a hundred times, and a list of fifty rows uses a handful.
const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(tag: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${tag} ${timeZone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tag, { timeZone, ...options })
  formatters.set(key, made)
  return made
}

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** `YYYY-MM-DD` and `HH:mm` that a wall clock in the zone shows at an instant. */
export function wallTime(instant: string | number, zone: string): { date: string; time: string } {
  const at = new Date(instant)
  return {
    date: formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at),
    time: formatter('en-GB', zone, clock).format(at),
  }
}

/** The zone's short name at an instant, as CET or GMT+5:30; never the same text for two offsets of one zone. */
export function zoneName(instant: string, zone: string, locale: Locale): string {
  const parts = formatter(localeTags[locale], zone, { timeZoneName: 'short' }).formatToParts(new Date(instant))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

export type DayStyle = 'short' | 'dated' | 'long'

const days: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  dated: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
}

/** A day in words, in the zone. */
export const showDay = (instant: string, zone: string, locale: Locale, style: DayStyle = 'short') =>
  formatter(localeTags[locale], zone, days[style]).format(new Date(instant))

/** A date on the wall, `YYYY-MM-DD`, in words. */
export const showDate = (date: string, locale: Locale, style: DayStyle = 'short') =>
  formatter(localeTags[locale], 'UTC', days[style]).format(new Date(`${date}T12:00:00Z`))

/** The days of the week as the schema names them, from Monday on. */
export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type Weekday = (typeof weekdays)[number]

// Any Monday will do.
const aMonday = '2026-11-23'

/** A day of the week in words, as Mon or Monday. */
export const showWeekday = (weekday: Weekday, locale: Locale, style: 'short' | 'long' = 'short') =>
  formatter(localeTags[locale], 'UTC', { weekday: style }).format(
    new Date(`${addDays(aMonday, weekdays.indexOf(weekday))}T12:00:00Z`),
  )

/** `10:00–10:45 CET`; with one instant `10:00 CET`. Where the offset changes on the way, both ends name theirs. */
export function showClock(startsAt: string, endsAt: string | null, zone: string, locale: Locale): string {
  const at = (instant: string) => formatter(localeTags[locale], zone, clock).format(new Date(instant))
  const name = zoneName(startsAt, zone, locale)
  if (endsAt === null) return `${at(startsAt)} ${name}`
  const nameAtEnd = zoneName(endsAt, zone, locale)
  return name === nameAtEnd
    ? `${at(startsAt)}–${at(endsAt)} ${name}`
    : `${at(startsAt)} ${name} – ${at(endsAt)} ${nameAtEnd}`
}

/** Day and clock in one line, zone always shown. */
export const showTime = (
  startsAt: string,
  endsAt: string | null,
  zone: string,
  locale: Locale,
  style: DayStyle = 'short',
) => `${showDay(startsAt, zone, locale, style)}, ${showClock(startsAt, endsAt, zone, locale)}`

/** Whether two zones' clocks agree at an instant; then one time is enough. */
export const clocksAgree = (instant: string, one: string, other: string) => {
  const a = wallTime(instant, one)
  const b = wallTime(instant, other)
  return a.date === b.date && a.time === b.time
}

/** How long something takes, in words: `45 minutes`, `3 hours`, `1 hour, 30 minutes`. */
export function showDuration(minutes: number, locale: Locale): string {
  return inWords(
    [
      { unit: 'hour', count: Math.floor(minutes / 60) },
      { unit: 'minute', count: minutes % 60 },
    ],
    locale,
  )
}

/** The same of seconds: `30 seconds`, `2 minutes`, `1 minute, 30 seconds`. */
export function showSeconds(seconds: number, locale: Locale): string {
  return inWords(
    [
      { unit: 'minute', count: Math.floor(seconds / 60) },
      { unit: 'second', count: seconds % 60 },
    ],
    locale,
  )
}

/** Parts of a length of time that are not nothing; the last one where all are. */
function inWords(parts: readonly { unit: string; count: number }[], locale: Locale): string {
  const some = parts.filter(({ count }) => count > 0)
  const said = (some.length > 0 ? some : parts.slice(-1)).map(({ unit, count }) =>
    new Intl.NumberFormat(localeTags[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  )
  return new Intl.ListFormat(localeTags[locale], { type: 'unit' }).format(said)
}

/** The zone of this device; a browser that keeps it to itself gets UTC. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** Every zone this browser knows, `UTC` among them. */
/** A zone as people read and write it: `America/New York`. */
export const zoneInWords = (zone: string) => zone.replaceAll('_', ' ')

export const allZones = () => {
  const zones = Intl.supportedValuesOf('timeZone')
  return zones.includes('UTC') ? zones : [...zones, 'UTC']
}
