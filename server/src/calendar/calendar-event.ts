import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { cleanLine, cleanText } from './clean-text.ts'

/** What a participant has answered, in the words of RFC 5545, 3.2.12. */
export type ParticipationStatus = 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED'

/** What every calendar file about a meeting says. All instants are written in UTC. */
export interface CalendarEntry {
  /** 16 to 120 characters of `A-Za-z0-9._-`, then `@` and a domain. The same for the meeting's whole life. */
  uid: string
  /** Rises with each change that is sent, RFC 5546, 2.1.4. */
  sequence: number
  /** The moment this message was made (DTSTAMP). */
  stamp: Date
  createdAt: Date
  lastModifiedAt: Date
  startsAt: Date
  endsAt: Date
  summary: string
  /** The room, or the link of the meeting. */
  location: string | null
  /** Plain text; lines are separated by `\n`. Null for none at all. */
  description: string | null
  /** The page on which the reader manages the meeting: http or https. */
  url: string | null
}

/** One message of iTIP (RFC 5546) to one participant. */
export interface CalendarEvent extends CalendarEntry {
  method: 'REQUEST' | 'CANCEL'
  /** The address that answers go to; it is also the From of the email. */
  organizer: { name: string; address: string }
  /** The recipient and nobody else, with the address exactly as in To. */
  attendee: { name: string; address: string; partstat: ParticipationStatus }
  /** The word for "cancelled" in the reader's language, which then opens the summary. */
  cancelledWord: string
}

/**
 * An invitation or a cancellation as the text of an .ics file (RFC 5545, RFC 5546): one VCALENDAR with one VEVENT,
 * CRLF, folded at 75 octets. The same input gives the same bytes.
 * @throws {TypeError} when uid, sequence, an address, an instant or the URL cannot be written as they are
 */
export function calendarEvent(event: CalendarEvent): string {
  const cancelled = event.method === 'CANCEL'
  const calendar = newCalendar(event.method)
  const entry = addEntry(calendar, event, {
    summary: cancelled ? `${event.cancelledWord}: ${event.summary}` : event.summary,
    cancelled,
    alarm: !cancelled,
  })
  const organizer = mailAddress(event.organizer.address)
  const attendee = mailAddress(event.attendee.address)
  entry.organizer({ name: parameter(event.organizer.name) || event.organizer.address, email: organizer })
  entry.createAttendee({
    name: parameter(event.attendee.name) || event.attendee.address,
    email: attendee,
    type: ICalAttendeeType.INDIVIDUAL,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus[event.attendee.partstat === 'NEEDS-ACTION' ? 'NEEDSACTION' : event.attendee.partstat],
    // A cancellation asks for no answer.
    ...(cancelled ? {} : { rsvp: true }),
  })
  return finished(calendar.toString())
}

/**
 * The same meeting as a file to download ("add to calendar"): METHOD:PUBLISH and no participants, so that a calendar
 * takes it as its own entry and sends no answer to anybody. It carries the invitation's UID, so that having both is one.
 * @throws {TypeError} as calendarEvent does
 */
export function downloadEvent(entry: CalendarEntry): string {
  const calendar = newCalendar('PUBLISH')
  addEntry(calendar, entry, { summary: entry.summary, cancelled: false, alarm: true })
  return finished(calendar.toString())
}

/** One meeting of a feed. */
export interface FeedEntry extends CalendarEntry {
  /** Whether it takes the reader's time, or is only good to know of. */
  takesTime: boolean
}

/**
 * A calendar to subscribe to, piece by piece: METHOD:PUBLISH, no participants, no alarms. It asks to be fetched again
 * after an hour (RFC 7986 section 5.7).
 * @param name what programs call it
 * @throws {TypeError} as calendarEvent does
 */
export function* feedFile(name: string, entries: Iterable<FeedEntry>): Generator<string> {
  const calendar = newCalendar('PUBLISH')
    .name(cleanLine(name))
    .ttl(60 * 60)
  const end = 'END:VCALENDAR\r\n'
  yield finished(calendar.toString()).slice(0, -end.length)
  for (const entry of entries) {
    const { summary, takesTime } = entry
    const event = addEntry(calendar, entry, { summary, cancelled: false, alarm: false, takesTime })
    yield finished(event.toString().trimEnd())
    // Written is written: a long calendar is never in memory as a whole.
    calendar.clear()
  }
  yield end
}

/**
 * One meeting as a CalDAV server keeps it: without a method, which is for messages (RFC 4791 section 4.1), and without
 * participants, so that the server invites nobody.
 * @throws {TypeError} as calendarEvent does
 */
export function storedEvent(entry: FeedEntry): string {
  const calendar = newCalendar(null)
  const { summary, takesTime } = entry
  addEntry(calendar, entry, { summary, cancelled: false, alarm: false, takesTime })
  return finished(calendar.toString())
}

function newCalendar(method: 'REQUEST' | 'CANCEL' | 'PUBLISH' | null) {
  // No zone, here or on the event: with one, ical-generator prints the server's clock as local time. UTC needs none.
  return ical({
    prodId: { company: 'Greenroom', product: 'Interviews', language: 'EN' },
    ...(method ? { method: ICalCalendarMethod[method] } : {}),
    scale: 'GREGORIAN',
  })
}

function addEntry(
  calendar: ReturnType<typeof ical>,
  entry: CalendarEntry,
  {
    summary,
    cancelled,
    alarm,
    takesTime = true,
  }: { summary: string; cancelled: boolean; alarm: boolean; takesTime?: boolean },
) {
  if (!/^[A-Za-z0-9._-]{16,120}@[A-Za-z0-9.-]+$/.test(entry.uid)) throw new TypeError('This cannot be a calendar UID')
  if (!Number.isSafeInteger(entry.sequence) || entry.sequence < 0) throw new TypeError('This cannot be a SEQUENCE')
  if (entry.endsAt <= entry.startsAt) throw new TypeError('A meeting ends after it starts')
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: instant(entry.stamp),
    start: instant(entry.startsAt),
    end: instant(entry.endsAt),
    created: instant(entry.createdAt),
    lastModified: instant(entry.lastModifiedAt),
    summary: cleanLine(summary),
    ...(entry.description !== null ? { description: cleanText(entry.description) } : {}),
    ...(entry.location ? { location: cleanLine(entry.location) } : {}),
    ...(entry.url ? { url: webAddress(entry.url) } : {}),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: takesTime ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    class: ICalEventClass.PUBLIC,
  })
  if (alarm) {
    event.createAlarm({ type: ICalAlarmType.display, trigger: 15 * 60, description: cleanLine(summary) })
  }
  return event
}

function instant(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw new TypeError('This is no instant')
  return date
}

/**
 * A parameter value knows no backslash escape (RFC 5545, 3.1), and of the caret escape (RFC 6868) half of the readers
 * have never heard. The library puts the value in quotes; without a quote or a caret in it, all readers agree.
 */
function parameter(text: string): string {
  return cleanLine(text).replace(/["^]/g, '')
}

/**
 * Whether an address can be written bare into mail headers and calendars: a dot-atom of ASCII and a domain. Addresses
 * that need quotes are refused, because calendars read their quotes and separators in more than one way.
 */
export function isMailAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(address)
  )
}

/** An address for a `mailto:` URI, RFC 6068: the few signs with a meaning there are percent-encoded. */
function mailAddress(address: string): string {
  if (!isMailAddress(address)) throw new TypeError('This address cannot be written into a calendar')
  return address.replace(/[%#?^`{|}]/g, encodeURIComponent)
}

/** A URL property is a URI, not a text. The library escapes it as text, so nothing may be left in it to escape. */
function webAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') throw new TypeError('This is no web address')
  return parsed.href.replaceAll(',', '%2C').replaceAll(';', '%3B').replaceAll('\\', '%5C')
}

/**
 * What the library leaves open: it puts the alarm among the event's properties (RFC 5545, 3.6.1 wants it after them),
 * writes `MAILTO:` for attendees but `mailto:` for the organizer, which some readers compare as they stand, and ends
 * without the last CRLF. Lines are unfolded for that and folded again.
 */
function finished(file: string): string {
  const lines = file.replaceAll('\r\n ', '').split('\r\n')
  const [from, to] = [lines.indexOf('BEGIN:VALARM'), lines.indexOf('END:VALARM')]
  const alarm = from < 0 ? [] : lines.splice(from, to - from + 1)
  lines.splice(lines.indexOf('END:VEVENT'), 0, ...alarm)
  return lines.map((line) => fold(line.replace(/^(ATTENDEE;.*):MAILTO:/, '$1:mailto:')) + '\r\n').join('')
}

/** Folds a line at 75 octets (RFC 5545, 3.1), never inside a character. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
