import ICAL from 'ical.js'
import { zoneNamed } from '../calendar/zone-names.ts'
import { instantsOf } from '../shared/when.ts'

/** Methods of iTIP (RFC 5546 section 1.4) by which a participant answers. */
export const answerMethod = ['REPLY', 'COUNTER', 'REFRESH'] as const
export type AnswerMethod = (typeof answerMethod)[number]

/** What a calendar program sends back about an event. Its time is read from a proposal only; place and title never. */
export interface CalendarAnswer {
  method: AnswerMethod
  uid: string
  /** 0 where the program left it out. */
  sequence: number
  /** DTSTAMP: when it was answered, by the program's clock; null where it says nothing that is an instant. */
  stamp: Date | null
  attendees: Attendee[]
  /** In the words of who answered; '' for none. */
  comment: string
  /** The time that a COUNTER proposes; null for another method, and where it cannot be read. */
  proposed: { startsAt: Date; endsAt: Date | null } | null
  /** PRODID of the program. */
  program: string
}

export interface Attendee {
  /** In lower case. */
  address: string
  /** PARTSTAT (RFC 5545 section 3.2.12) in capitals; NEEDS-ACTION where it is left out. */
  partstat: string
}

const most = { attendees: 200, uid: 400, comment: 4000 }

/**
 * Reads an answer out of a calendar object (RFC 5545). Whatever is not needed may be wrong.
 * @param methodOfPart the parameter of the Content-Type, which counts where the object itself names no method
 * @returns null where it is no answer, or cannot be read
 */
export function readCalendarAnswer(text: string, methodOfPart: string | null): CalendarAnswer | null {
  const calendar = parse(text).find(([name]) => name === 'vcalendar')
  if (!calendar) return null
  const [, ofCalendar, parts] = calendar
  const method = (textOf(ofCalendar, 'method') || methodOfPart || '').toUpperCase() as AnswerMethod
  const event = parts.find(([name]) => name === 'vevent')?.[1]
  const uid = event && textOf(event, 'uid')
  if (!answerMethod.includes(method) || !event || !uid || uid.length > most.uid) return null

  const attendees = event.filter(([name]) => name === 'attendee').slice(0, most.attendees)
  return {
    method,
    uid,
    sequence: sequenceOf(event),
    stamp: instantOf(event, 'dtstamp'),
    attendees: attendees.flatMap(([, parameters, , value]) => {
      const address = addressOf(String(value))
      return address ? [{ address, partstat: String(parameters['partstat'] ?? 'NEEDS-ACTION').toUpperCase() }] : []
    }),
    comment: (
      textOf(event, 'comment') ||
      attendees.map(([, parameters]) => parameters['x-response-comment']).find((words) => typeof words === 'string') ||
      ''
    ).slice(0, most.comment),
    proposed: method === 'COUNTER' ? proposedIn(event) : null,
    program: textOf(ofCalendar, 'prodid').slice(0, 200),
  }
}

/** A property as the library reads it: name, parameters, type, value. */
type Property = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]]
type Component = [name: string, properties: Property[], parts: Component[]]

function parse(text: string): Component[] {
  try {
    const read = ICAL.parse(text.replaceAll('\0', '')) as unknown[]
    return (typeof read[0] === 'string' ? [read] : read) as Component[]
  } catch {
    // One line that is none spoils the object: it says nothing that could be believed.
    return []
  }
}

const property = (properties: Property[], wanted: string) => properties.find(([name]) => name === wanted)

function textOf(properties: Property[], name: string): string {
  const value = property(properties, name)?.[3]
  return typeof value === 'string' ? value.trim() : ''
}

function sequenceOf(event: Property[]): number {
  const value = Number(property(event, 'sequence')?.[3] ?? 0)
  return Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31 ? value : 0
}

/** RFC 6068: `mailto:` and an address, of which a few signs are percent-encoded. */
function addressOf(value: string): string | null {
  const address = value.trim().replace(/^mailto:/i, '')
  try {
    return decodeURIComponent(address).toLowerCase() || null
  } catch {
    return address.toLowerCase() || null
  }
}

/** In UTC, or on the wall of a zone that is known by its name. One that floats is nowhere. */
function instantOf(event: Property[], name: string): Date | null {
  const [, parameters = {}, , value] = property(event, name) ?? []
  const [, date, time, utc] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z)?$/.exec(String(value)) ?? []
  if (!date || !time) return null
  if (utc) return valid(new Date(String(value)))
  const zone = typeof parameters['tzid'] === 'string' ? zoneNamed(parameters['tzid']) : null
  if (!zone) return null
  try {
    return valid(instantsOf(date, time, zone)[0] ?? new Date(NaN))
  } catch {
    return null
  }
}

const valid = (date: Date): Date | null => (Number.isNaN(date.getTime()) ? null : date)

function proposedIn(event: Property[]): CalendarAnswer['proposed'] {
  const startsAt = instantOf(event, 'dtstart')
  if (!startsAt) return null
  const endsAt = instantOf(event, 'dtend')
  return { startsAt, endsAt: endsAt && endsAt > startsAt ? endsAt : null }
}
