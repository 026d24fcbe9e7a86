import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import ICAL from 'ical.js'
import { type CalendarEvent, calendarEvent, downloadEvent, feedFile } from './calendar-event.ts'
import { feedEntries, goldenEvents, ordinaryMeeting } from './golden/events.ts'

const golden = (name: string) => readFileSync(new URL(`./golden/${name}.ics`, import.meta.url))

/** A reader of its own, written from RFC 5545 and not from our writer; it refuses what the grammar refuses. */
function read(file: string): Component {
  expect(file.endsWith('\r\n')).toBe(true)
  const physical = file.slice(0, -2).split('\r\n')
  for (const line of physical) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/[\r\n]/)
  }
  const root: Component = { name: 'ROOT', properties: [], components: [] }
  const open = [root]
  for (const line of file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')) {
    const property = readLine(line)
    const inside = open.at(-1)!
    if (property.name === 'BEGIN') {
      const component: Component = { name: property.raw, properties: [], components: [] }
      inside.components.push(component)
      open.push(component)
    } else if (property.name === 'END') {
      expect(property.raw).toBe(open.pop()!.name)
    } else {
      // In every component the properties come before the components inside it.
      expect(inside.components).toEqual([])
      inside.properties.push(property)
    }
  }
  expect(open).toEqual([root])
  expect(root.components).toHaveLength(1)
  return root.components[0]!
}

function readLine(line: string): Property {
  const parts = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line)
  if (!parts) throw new Error(`Not a content line: ${line}`)
  const [, name, parameters, raw] = parts as unknown as [string, string, string, string]
  const pairs = [...parameters.matchAll(/;([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))/g)]
  return { name, raw, parameters: Object.fromEntries(pairs.map(([, key, quoted, bare]) => [key, quoted ?? bare])) }
}

interface Property {
  name: string
  parameters: Record<string, string>
  raw: string
}
interface Component {
  name: string
  properties: Property[]
  components: Component[]
}

const text = (raw: string) => raw.replace(/\\(.)/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))

function one(component: Component, name: string): Property {
  const found = component.properties.filter((property) => property.name === name)
  expect(found, name).toHaveLength(1)
  return found[0]!
}

const meetingOf = (file: string) => read(file).components[0]!
const about = (more: Partial<CalendarEvent>) => meetingOf(calendarEvent({ ...ordinaryMeeting, ...more }))

describe('golden files', () => {
  test.each(Object.entries(goldenEvents))('%s is the same to the byte', (name, event) => {
    expect(calendarEvent(event)).toBe(golden(name).toString('utf8'))
    expect(Buffer.from(calendarEvent(event)).equals(golden(name))).toBe(true)
  })

  test('the download is the same to the byte', () => {
    expect(downloadEvent(ordinaryMeeting)).toBe(golden('download').toString('utf8'))
  })

  test.each(['feed', 'feed-busy-only'] as const)('the %s is the same to the byte', (name) => {
    expect([...feedFile('My interviews at Northwind', feedEntries[name])].join('')).toBe(golden(name).toString('utf8'))
  })

  test('no golden file is left without its meeting', () => {
    const files = readdirSync(new URL('./golden/', import.meta.url)).filter((file) => file.endsWith('.ics'))
    expect(files.sort()).toEqual(
      [...Object.keys(goldenEvents), ...Object.keys(feedEntries), 'download'].map((name) => `${name}.ics`).sort(),
    )
  })
})

describe('what is in a calendar file', () => {
  test('C1, C2: one calendar with one event, CRLF, no byte order mark, no control characters', () => {
    for (const event of Object.values(goldenEvents)) {
      const file = calendarEvent(event)
      expect(read(file).components.map((component) => component.name)).toEqual(['VEVENT'])
      expect(file.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\ufeff/u)
    }
  })

  test('C3, C4: the calendar has its four properties and no others', () => {
    const calendar = read(calendarEvent(ordinaryMeeting))
    expect(calendar.properties.map(({ name, raw }) => [name, raw])).toEqual([
      ['VERSION', '2.0'],
      ['PRODID', '-//Greenroom//Interviews//EN'],
      ['CALSCALE', 'GREGORIAN'],
      ['METHOD', 'REQUEST'],
    ])
  })

  test('C5: the event has each of its properties exactly once, and no others', () => {
    const names = (component: Component) => component.properties.map(({ name }) => name).sort()
    const always = 'CLASS CREATED DESCRIPTION DTEND DTSTAMP DTSTART LAST-MODIFIED SEQUENCE STATUS SUMMARY TRANSP UID'
    expect(names(about({}))).toEqual(`${always} ATTENDEE LOCATION ORGANIZER URL`.split(' ').sort())
    expect(names(about({ location: null, url: null }))).toEqual(`${always} ATTENDEE ORGANIZER`.split(' ').sort())
    expect(names(meetingOf(downloadEvent(ordinaryMeeting)))).toEqual(`${always} LOCATION URL`.split(' ').sort())
    expect(one(about({}), 'TRANSP').raw).toBe('OPAQUE')
    expect(one(about({}), 'CLASS').raw).toBe('PUBLIC')
  })

  test('C6, C7: UID and SEQUENCE are exactly the ones given, and others are refused', () => {
    expect(one(about({}), 'UID').raw).toBe(ordinaryMeeting.uid)
    expect(one(about({ sequence: 7 }), 'SEQUENCE').raw).toBe('7')
    for (const uid of [
      'short@greenroom.example',
      'a'.repeat(130) + '@x.example',
      'spaces are not allowed@x.example',
      '',
    ]) {
      expect(() => about({ uid })).toThrow(TypeError)
    }
    for (const sequence of [-1, 1.5, Number.NaN]) expect(() => about({ sequence })).toThrow(TypeError)
  })

  test('C8, C9: all times are UTC to the second, whatever the zone of the server', () => {
    for (const [zone, hoursAtEpoch] of [
      ['UTC', 0],
      ['Asia/Tokyo', 9],
      ['America/Los_Angeles', 16],
    ] as const) {
      vi.stubEnv('TZ', zone)
      expect(new Date(0).getHours()).toBe(hoursAtEpoch)
      const event = about({})
      vi.unstubAllEnvs()
      expect(one(event, 'DTSTART')).toMatchObject({ raw: '20260601T090000Z', parameters: {} })
      expect(one(event, 'DTEND')).toMatchObject({ raw: '20260601T094500Z', parameters: {} })
      expect(one(event, 'DTSTAMP').raw).toBe('20260201T080000Z')
      expect(one(event, 'CREATED').raw).toBe('20260131T170000Z')
      expect(one(event, 'LAST-MODIFIED').raw).toBe('20260201T075958Z')
    }
  })

  test('C8: an instant that does not exist and an end before the start are refused', () => {
    expect(() => about({ startsAt: new Date('nonsense') })).toThrow(TypeError)
    expect(() => about({ stamp: new Date('nonsense') })).toThrow(TypeError)
    expect(() => about({ endsAt: ordinaryMeeting.startsAt })).toThrow(TypeError)
  })

  test('C10, C11: no zone, no repetition and no attachment is ever in the file', () => {
    for (const event of Object.values(goldenEvents)) {
      expect(calendarEvent(event)).not.toMatch(
        /TZID|VTIMEZONE|VALUE=DATE|^(RRULE|RDATE|EXDATE|RECURRENCE-ID|ATTACH|X-)/m,
      )
    }
  })

  test('C12: the organizer is the reply address with the name of the company', () => {
    expect(one(about({}), 'ORGANIZER')).toEqual({
      name: 'ORGANIZER',
      parameters: { CN: 'Northwind' },
      raw: 'mailto:interviews+k3mznq7w2xh5tjpa@greenroom.example',
    })
  })

  test('C13: the one attendee is the recipient, asked for an answer only by an invitation', () => {
    const attendee = { CUTYPE: 'INDIVIDUAL', ROLE: 'REQ-PARTICIPANT', PARTSTAT: 'NEEDS-ACTION', CN: 'Ada Lovelace' }
    expect(one(about({}), 'ATTENDEE')).toEqual({
      name: 'ATTENDEE',
      parameters: { ...attendee, RSVP: 'TRUE' },
      raw: 'mailto:ada@example.com',
    })
    expect(one(about({ method: 'CANCEL' }), 'ATTENDEE').parameters).toEqual(attendee)
    for (const partstat of ['ACCEPTED', 'TENTATIVE', 'DECLINED'] as const) {
      const event = about({ attendee: { ...ordinaryMeeting.attendee, partstat } })
      expect(one(event, 'ATTENDEE').parameters['PARTSTAT']).toBe(partstat)
    }
  })

  test('C13: an address that a mailto link would read differently is encoded or refused', () => {
    const to = (address: string) => one(about({ attendee: { ...ordinaryMeeting.attendee, address } }), 'ATTENDEE').raw
    expect(to("o'neill+x=y&z@mail.example.com")).toBe("mailto:o'neill+x=y&z@mail.example.com")
    expect(decodeURIComponent(to('50%off?#{x}@example.com'))).toBe('mailto:50%off?#{x}@example.com')
    for (const address of [
      '',
      'ada',
      '"a,b"@example.com',
      'a@b\r\nX:1',
      'a;b@example.com',
      'a@b@c',
      'ada@example.com ',
    ]) {
      expect(() => to(address)).toThrow(TypeError)
    }
  })

  test('C14: names lose quotes, carets and controls and nothing else', () => {
    const name = (value: string) =>
      one(about({ attendee: { ...ordinaryMeeting.attendee, name: value } }), 'ATTENDEE').parameters['CN']
    expect(name('Ada "the first"; Lovelace: x, y \\ z')).toBe('Ada the first; Lovelace: x, y \\ z')
    expect(name('Jos^e\r\nATTENDEE:mailto:eve@evil.example\u0007')).toBe('Jose ATTENDEE:mailto:eve@evil.example')
    expect(name('"\u0000"')).toBe('ada@example.com')
  })

  test('C15: place, description and page come back as they were, line breaks included', () => {
    const event = about({
      location: 'Room 1; floor 2, "blue" \\ left',
      description: 'One\r\nTwo\n\nFour; five, six \\n seven',
      url: 'https://greenroom.example/interview/key?a=b,c;d',
    })
    expect(text(one(event, 'LOCATION').raw)).toBe('Room 1; floor 2, "blue" \\ left')
    expect(text(one(event, 'DESCRIPTION').raw)).toBe('One\nTwo\n\nFour; five, six \\n seven')
    expect(one(event, 'URL').raw).toBe('https://greenroom.example/interview/key?a=b%2Cc%3Bd')
    for (const url of ['javascript:alert(1)', 'nonsense', 'data:text/html,x']) {
      expect(() => about({ url })).toThrow(TypeError)
    }
  })

  test('C16: an invitation rings once, a quarter of an hour before; a cancellation never', () => {
    expect(about({}).components).toEqual([
      {
        name: 'VALARM',
        components: [],
        properties: [
          { name: 'ACTION', parameters: {}, raw: 'DISPLAY' },
          { name: 'TRIGGER', parameters: {}, raw: '-PT15M' },
          { name: 'DESCRIPTION', parameters: {}, raw: 'Interview: Carpenter at Northwind' },
        ],
      },
    ])
    expect(about({ method: 'CANCEL' }).components).toEqual([])
  })

  test('a cancellation repeats who, when and what, and opens with the word for it', () => {
    const file = calendarEvent({ ...ordinaryMeeting, method: 'CANCEL', sequence: 3, cancelledWord: 'Annulé' })
    const event = meetingOf(file)
    expect(one(read(file), 'METHOD').raw).toBe('CANCEL')
    expect(one(event, 'STATUS').raw).toBe('CANCELLED')
    expect(one(event, 'SUMMARY').raw).toBe('Annulé: Interview: Carpenter at Northwind')
    for (const name of ['UID', 'ORGANIZER', 'DTSTART', 'DTEND']) {
      expect(one(event, name)).toEqual(one(about({}), name))
    }
  })

  test('a download asks nobody for anything', () => {
    const file = downloadEvent(ordinaryMeeting)
    expect(one(read(file), 'METHOD').raw).toBe('PUBLISH')
    expect(file).not.toMatch(/ORGANIZER|ATTENDEE|mailto/i)
    expect(one(meetingOf(file), 'UID').raw).toBe(ordinaryMeeting.uid)
  })
})

describe("a person's words never become structure", () => {
  const corpus = {
    'a new property': 'Ada\r\nATTENDEE:mailto:eve@evil.example',
    'an end of everything': 'Ada\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR',
    'a folded line': 'Ada\r\n continued\r\n\tand again',
    'a lone carriage return': 'Ada\rSTATUS:CANCELLED',
    'unicode line ends': 'Ada\u2028STATUS:CANCELLED\u2029x\u0085y\u000bz\u000c',
    'every control character': Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join(''),
    'quotes and separators': '";:,"";=\\"\'`^n^^',
    'backslashes at the end': 'ends with \\\\\\',
    'broken surrogates': 'a\ud83db\ude00c',
    'right to left with an override': 'מיכל \u202eתורבחמ\u202c كريم \u2067x',
    'emoji on every fold boundary': '👩‍👩‍👧‍👦🇸🇪'.repeat(40),
    'two, three and four octets': 'åß漢字🙂'.repeat(60),
    'a name of 500 signs': 'N'.repeat(500),
    'nothing at all': '',
    'only what is removed': '\u0000\u202e"',
  }
  const structure = (component: Component): unknown => [
    component.name,
    component.properties.map(({ name, parameters }) => [name, Object.keys(parameters)]),
    component.components.map(structure),
  ]

  test.each(Object.entries(corpus))('%s', (_, words) => {
    const file = calendarEvent({
      ...ordinaryMeeting,
      summary: words,
      description: words,
      location: `x${words}`,
      organizer: { ...ordinaryMeeting.organizer, name: words },
      attendee: { ...ordinaryMeeting.attendee, name: words },
    })
    expect(structure(read(file))).toEqual(structure(read(calendarEvent(ordinaryMeeting))))
    expect(Buffer.from(file).toString('utf8')).toBe(file)
    expect(file).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\uFEFF/)
  })

  test('and what may be read is read unchanged', () => {
    for (const words of ['👩‍👩‍👧‍👦🇸🇪'.repeat(40), 'N'.repeat(500), 'מיכל כהן', 'åß漢字🙂'.repeat(60)]) {
      const event = about({ summary: words, attendee: { ...ordinaryMeeting.attendee, name: words } })
      expect(text(one(event, 'SUMMARY').raw)).toBe(words)
      expect(one(event, 'ATTENDEE').parameters['CN']).toBe(words)
    }
  })

  test('emoji are folded between characters at every possible boundary', () => {
    for (let padding = 0; padding < 80; padding += 1) {
      const words = 'x'.repeat(padding) + '🙂'.repeat(40)
      expect(text(one(about({ description: words }), 'DESCRIPTION').raw)).toBe(words)
    }
  })
})

describe('a feed', () => {
  const file = [...feedFile('My interviews at Northwind', feedEntries.feed)].join('')

  test('F1, F2: says how it is called and when to ask again, and is published to whoever reads it', () => {
    const calendar = read(file)
    const values = calendar.properties.map(({ name, parameters, raw }) => [name, parameters['VALUE'] ?? '', raw])
    expect(values).toEqual([
      ['VERSION', '', '2.0'],
      ['PRODID', '', '-//Greenroom//Interviews//EN'],
      ['CALSCALE', '', 'GREGORIAN'],
      ['METHOD', '', 'PUBLISH'],
      ['NAME', '', 'My interviews at Northwind'],
      ['X-WR-CALNAME', '', 'My interviews at Northwind'],
      ['REFRESH-INTERVAL', 'DURATION', 'PT1H'],
      ['X-PUBLISHED-TTL', '', 'PT1H'],
    ])
  })

  test('F3, F4: has times in UTC, the UIDs it was given, and neither people nor alarms', () => {
    const events = read(file).components
    expect(events.map((event) => one(event, 'UID').raw)).toEqual(feedEntries.feed.map(({ uid }) => uid))
    for (const event of events) {
      expect([one(event, 'DTSTART').raw, one(event, 'DTEND').raw].join()).toMatch(/^\d{8}T\d{6}Z,\d{8}T\d{6}Z$/)
      expect(event.components).toEqual([])
      expect(event.properties.filter(({ name }) => /ORGANIZER|ATTENDEE/.test(name))).toEqual([])
    }
    expect(events.map((event) => one(event, 'TRANSP').raw)).toEqual(['OPAQUE', 'TRANSPARENT', 'OPAQUE'])
  })

  test('is read the same by a reader that we have not written', () => {
    const calendar = new ICAL.Component(ICAL.parse(file) as ConstructorParameters<typeof ICAL.Component>[0])
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    expect(
      events.map(({ uid, summary, startDate, endDate }) => ({
        uid,
        summary,
        startsAt: startDate.toJSDate(),
        endsAt: endDate.toJSDate(),
      })),
    ).toEqual(
      feedEntries.feed.map(({ uid, summary, startsAt, endsAt }) => ({
        uid,
        summary: summary.replace(/\s+/g, ' '),
        startsAt,
        endsAt,
      })),
    )
  })
})
