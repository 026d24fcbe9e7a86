import ICAL from 'ical.js'
import { zoneNamed } from '../calendar/zone-names.ts'
import { instantInCalendar, shownAt, startOfDay } from '../shared/when.ts'
import type { SourceWarning } from './calendar-source.rules.ts'

/** Calendar files and what must be known of their owner to understand them. Plain values: it goes to a thread. */
export interface CalendarTexts {
  /** Each a whole iCalendar file (RFC 5545). */
  texts: readonly string[]
  /** Half-open; only this much is of interest. Milliseconds since 1970. */
  from: number
  to: number
  /** The owner's zone: times without one, or with one that nobody knows, are meant in it. */
  timeZone: string
  /** Addresses of the owner, in lower case: what they declined does not make them busy. */
  ownAddresses: readonly string[]
  /** UIDs of our own events, which the owner's calendar has from us. They take the owner's time already. */
  ownUids: readonly string[]
}

/** When somebody is busy: spans in order, none touching another, in milliseconds since 1970. */
export interface BusyTimes {
  busy: [from: number, to: number][]
  warnings: SourceWarning[]
}

/** This is no calendar, or one that cannot be read. */
export class NoCalendar extends Error {
  override name = 'NoCalendar'
}

/** Working it out would take longer than any real calendar needs. */
export class TooComplicated extends Error {
  override name = 'TooComplicated'
}

/** How many repetitions of one calendar are looked at; daily for 250 years would be fewer. */
const mostRepetitions = 100_000
const dayMs = 86_400_000

/**
 * Works out when somebody is busy. Repetitions, exceptions and changed single occurrences (RFC 5545 section 3.8.5) are laid
 * out within the range. What is cancelled, transparent, marked as free by Outlook, or declined by the owner takes no time.
 * @throws {NoCalendar} @throws {TooComplicated}
 */
export function readBusy(calendar: CalendarTexts): BusyTimes {
  const reader = new Reader(calendar)
  for (const text of calendar.texts) reader.read(text)
  return reader.result()
}

type Span = [from: number, to: number]

/** An instant, and whether it stands for a whole date. */
interface Moment {
  at: number
  date: string | null
}

class Reader {
  readonly #warnings = new Set<SourceWarning>()
  readonly #busy: Span[] = []
  readonly #ownUids: ReadonlySet<string>
  readonly #ownAddresses: Set<string>
  readonly #given: CalendarTexts
  /** What zones are called in this file, and what they are. */
  #zones = new Map<string, string>()
  #repetitions = 0

  constructor(given: CalendarTexts) {
    this.#given = given
    this.#ownUids = new Set(given.ownUids)
    this.#ownAddresses = new Set(given.ownAddresses)
  }

  read(text: string): void {
    for (const calendar of componentsIn(text)) {
      this.#zones = new Map()
      for (const zone of calendar.getAllSubcomponents('vtimezone')) {
        const [tzid, known] = [textOf(zone, 'tzid'), textOf(zone, 'x-lic-location')]
        const meant = zoneNamed(tzid) ?? zoneNamed(known)
        if (tzid && meant) this.#zones.set(tzid, meant)
      }
      // Google names the calendar of a person by their address.
      const name = textOf(calendar, 'x-wr-calname').toLowerCase()
      const addresses = name.includes('@') ? new Set([...this.#ownAddresses, name]) : this.#ownAddresses
      const events = calendar.getAllSubcomponents('vevent')
      for (const [uid, parts] of Map.groupBy(events, (event) => textOf(event, 'uid')))
        if (!this.#ownUids.has(uid)) this.#takeEvent(parts, addresses)
      for (const told of calendar.getAllSubcomponents('vfreebusy')) this.#takeFreeBusy(told)
    }
  }

  result(): BusyTimes {
    const { from, to } = this.#given
    const busy: Span[] = []
    for (const [start, end] of this.#busy.toSorted((one, other) => one[0] - other[0])) {
      const last = busy.at(-1)
      const [begins, ends] = [Math.max(start, from), Math.min(end, to)]
      if (begins >= ends) continue
      if (last && begins <= last[1]) last[1] = Math.max(last[1], ends)
      else busy.push([begins, ends])
    }
    return { busy, warnings: [...this.#warnings].sort() }
  }

  /** An event with the parts that change single occurrences of it. A part that cannot be read takes only itself away. */
  #takeEvent(parts: ICAL.Component[], addresses: ReadonlySet<string>): void {
    const changes = new Map<number, ICAL.Component>()
    const following: { from: number; shift: number; part: ICAL.Component }[] = []
    const latest = (one: ICAL.Component | undefined, other: ICAL.Component) =>
      one && sequenceOf(one) > sequenceOf(other) ? one : other
    let whole: ICAL.Component | undefined
    for (const part of parts) {
      const recurrence = part.getFirstProperty('recurrence-id')
      if (!recurrence) {
        whole = latest(whole, part)
        continue
      }
      this.#guarded(() => {
        const { at } = this.#momentOf(recurrence)
        changes.set(at, latest(changes.get(at), part))
        if (String(recurrence.getParameter('range')).toUpperCase() === 'THISANDFUTURE')
          following.push({ from: at, shift: this.#startOf(part).at - at, part })
      })
    }
    following.sort((one, other) => other.from - one.from)
    if (whole) {
      const event = whole
      this.#guarded(() => {
        const length = this.#lengthOf(event)
        for (const moment of this.#occurrencesOf(event)) {
          if (changes.has(moment.at)) continue
          const moved = following.find(({ from }) => from <= moment.at)
          if (isFree(moved?.part ?? event, addresses)) continue
          if (!moved) this.#take(moment, length)
          else this.#take(this.#shifted(moment, moved.shift), this.#lengthOf(moved.part))
        }
      })
    }
    // Those of which only the change is known count too: somebody was asked to one occurrence only.
    for (const part of changes.values())
      this.#guarded(() => {
        if (!isFree(part, addresses)) this.#take(this.#startOf(part), this.#lengthOf(part))
      })
  }

  #shifted({ at, date }: Moment, by: number): Moment {
    return { at: at + by, date: date && this.#dateOf(at + by) }
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (error instanceof TooComplicated) throw error
      this.#warnings.add('SKIPPED_EVENT')
    }
  }

  #take({ at, date }: Moment, length: { ms: number } | { days: number }): void {
    const end =
      'ms' in length
        ? at + length.ms
        : startOfDay(laterDate(date ?? this.#dateOf(at), length.days), this.#given.timeZone).getTime()
    if (end > at) this.#busy.push([at, end])
  }

  #startOf(event: ICAL.Component): Moment {
    const property = event.getFirstProperty('dtstart')
    if (!property) throw new NoCalendar('An event does not say when it begins.')
    return this.#momentOf(property)
  }

  /** How long an event is. Whole dates are counted as such: one on which the clocks change is shorter or longer. */
  #lengthOf(event: ICAL.Component): { ms: number } | { days: number } {
    const start = this.#startOf(event)
    const end = event.getFirstProperty('dtend')
    if (end) {
      const until = this.#momentOf(end)
      if (start.date && until.date)
        return { days: Math.round((Date.parse(until.date) - Date.parse(start.date)) / dayMs) }
      return { ms: until.at - start.at }
    }
    const duration = event.getFirstPropertyValue('duration')
    if (duration instanceof ICAL.Duration) {
      const seconds = duration.toSeconds()
      return start.date ? { days: Math.ceil(seconds / 86_400) } : { ms: seconds * 1000 }
    }
    return start.date ? { days: 1 } : { ms: 0 }
  }

  /** When an event occurs, as far as it may reach into the range. */
  *#occurrencesOf(event: ICAL.Component): Generator<Moment> {
    const property = event.getFirstProperty('dtstart')!
    const first = this.#startOf(event)
    const length = this.#lengthOf(event)
    const longest = 'ms' in length ? length.ms : (length.days + 1) * dayMs
    const { from, to } = this.#given
    const given = new Set<number>()
    const left = this.#leftOut(event)
    const isWanted = ({ at }: Moment) => {
      if (given.has(at) || at >= to || at + longest <= from) return false
      given.add(at)
      return !left.instants.has(at) && !left.dates.has(this.#dateOf(at))
    }
    if (isWanted(first)) yield first
    for (const rdate of event.getAllProperties('rdate'))
      for (const value of rdate.getValues()) {
        const moment = this.#moment(value instanceof ICAL.Period ? value.start : (value as ICAL.Time), rdate)
        if (isWanted(moment)) yield moment
      }
    for (const rule of event.getAllProperties('rrule')) {
      const recur = rule.getFirstValue() as ICAL.Recur
      const begin = onTheWall(property.getFirstValue() as ICAL.Time)
      if (recur.until) recur.until = this.#untilOnTheWall(recur.until, property)
      this.#skipPast(begin, recur, longest)
      const iterator = recur.iterator(begin)
      for (let next = iterator.next(); next; next = iterator.next()) {
        if (++this.#repetitions > mostRepetitions) throw new TooComplicated('Too many repetitions.')
        // Far from the range a day more or less of any zone decides nothing, and the zone need not be asked.
        const about = next.toUnixTime() * 1000
        if (about - 2 * dayMs >= to) break
        if (about + longest + 2 * dayMs <= from) continue
        const moment = this.#moment(next, property)
        if (isWanted(moment)) yield moment
      }
    }
  }

  /**
   * Days and weeks repeat evenly: what has long been over is jumped over, by whole steps of the rule. Only one that counts
   * its occurrences must be followed from the first.
   */
  #skipPast(begin: ICAL.Time, recur: ICAL.Recur, longest: number): void {
    const unit = recur.freq === 'DAILY' ? 1 : recur.freq === 'WEEKLY' ? 7 : null
    if (unit === null || recur.count) return
    const step = unit * recur.interval
    const daysBefore = (this.#given.from - longest - 3 * dayMs - begin.toUnixTime() * 1000) / dayMs
    const steps = Math.floor(daysBefore / step)
    if (steps > 0) begin.adjust(steps * step, 0, 0, 0)
  }

  /** The occurrences that are taken out; where only a date is said, all of that date. */
  #leftOut(event: ICAL.Component): { instants: Set<number>; dates: Set<string> } {
    const instants = new Set<number>()
    const dates = new Set<string>()
    for (const exdate of event.getAllProperties('exdate'))
      for (const value of exdate.getValues()) {
        const { at, date } = this.#moment(value as ICAL.Time, exdate)
        if (date) dates.add(date)
        else instants.add(at)
      }
    return { instants, dates }
  }

  #dateOf = (at: number) => shownAt(new Date(at), this.#given.timeZone).slice(0, 10)

  /** A rule ends at an instant, and is followed on the wall: so its end is read on the wall too. */
  #untilOnTheWall(until: ICAL.Time, start: ICAL.Property): ICAL.Time {
    if (until.isDate) return ICAL.Time.fromDateTimeString(`${isoDate(until)}T23:59:59`)
    if (!isUtc(until)) return onTheWall(until)
    if (isUtc(start.getFirstValue() as ICAL.Time)) return onTheWall(until)
    return ICAL.Time.fromDateTimeString(shownAt(until.toJSDate(), this.#zoneOf(start)))
  }

  #momentOf = (property: ICAL.Property): Moment => this.#moment(property.getFirstValue() as ICAL.Time, property)

  #moment(time: ICAL.Time, property: ICAL.Property): Moment {
    const date = isoDate(time)
    if (time.isDate) return { at: startOfDay(date, this.#given.timeZone).getTime(), date }
    const clock = [time.hour, time.minute, time.second].map((part) => String(part).padStart(2, '0')).join(':')
    const isInUtc = isUtc(time) || isUtc(property.getFirstValue() as ICAL.Time)
    const zone = isInUtc ? 'UTC' : this.#zoneOf(property)
    return { at: instantInCalendar(date, clock, zone).getTime(), date: null }
  }

  #zoneOf(property: ICAL.Property): string {
    const tzid = property.getParameter('tzid')
    if (typeof tzid !== 'string') {
      this.#warnings.add('FLOATING_TIME')
      return this.#given.timeZone
    }
    let zone = this.#zones.get(tzid) ?? zoneNamed(tzid)
    if (!zone) {
      this.#warnings.add('UNKNOWN_ZONE')
      zone = this.#given.timeZone
    }
    this.#zones.set(tzid, zone)
    return zone
  }

  /** Some calendars only tell when their owner is busy (RFC 5545 section 3.6.4). */
  #takeFreeBusy(told: ICAL.Component): void {
    for (const property of told.getAllProperties('freebusy'))
      this.#guarded(() => {
        if (String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase() === 'FREE') return
        for (const period of property.getValues() as ICAL.Period[]) {
          const [start, end] = [period.start.toJSDate().getTime(), period.getEnd().toJSDate().getTime()]
          this.#take({ at: start, date: null }, { ms: end - start })
        }
      })
  }
}

/** @throws {NoCalendar} */
function componentsIn(text: string): ICAL.Component[] {
  let parsed: unknown[]
  try {
    parsed = ICAL.parse(text.replace(/^\uFEFF/, '').trim()) as unknown[]
  } catch (error) {
    throw new NoCalendar('This is no iCalendar file.', { cause: error })
  }
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed).map(
    (each) => new ICAL.Component(each as ConstructorParameters<typeof ICAL.Component>[0]),
  )
  if (calendars.length === 0 || calendars.some(({ name }) => name !== 'vcalendar'))
    throw new NoCalendar('This is no iCalendar file.')
  return calendars
}

function textOf(component: ICAL.Component, property: string): string {
  const value = component.getFirstPropertyValue(property)
  return typeof value === 'string' ? value : ''
}

const sequenceOf = (event: ICAL.Component): number => Number(event.getFirstPropertyValue('sequence') ?? 0)

function isFree(event: ICAL.Component, ownAddresses: ReadonlySet<string>): boolean {
  const says = (property: string, word: string) => textOf(event, property).toUpperCase() === word
  if (says('status', 'CANCELLED') || says('transp', 'TRANSPARENT') || says('x-microsoft-cdo-busystatus', 'FREE'))
    return true
  return event.getAllProperties('attendee').some((attendee) => {
    const address = String(attendee.getFirstValue())
      .toLowerCase()
      .replace(/^mailto:/, '')
    return ownAddresses.has(address) && String(attendee.getParameter('partstat')).toUpperCase() === 'DECLINED'
  })
}

const isUtc = (time: ICAL.Time): boolean => time.zone?.tzid === 'UTC'

/** The same hands of the clock, in no zone: repetitions are followed on the wall. */
function onTheWall(time: ICAL.Time): ICAL.Time {
  const wall = time.clone()
  wall.zone = ICAL.Timezone.localTimezone
  return wall
}

const isoDate = ({ year, month, day }: ICAL.Time): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const laterDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10)
