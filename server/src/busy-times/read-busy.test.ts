import { describe, expect, test } from 'vitest'
import { NoCalendar, TooComplicated, readBusy, type CalendarTexts } from './read-busy.ts'
import { readInThread } from './read-in-thread.ts'

const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')

const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  ...(lines.some((line) => line.startsWith('UID')) ? [] : ['UID:one@test']),
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
]

/** From 1 March to 30 April 2026; Stockholm puts its clocks forward on 29 March at 01:00Z. */
const given = (text: string, more: Partial<CalendarTexts> = {}): CalendarTexts => ({
  texts: [text],
  from: Date.parse('2026-03-01T00:00Z'),
  to: Date.parse('2026-05-01T00:00Z'),
  timeZone: 'Europe/Stockholm',
  ownAddresses: ['ines@example.com'],
  ownUids: [],
  ...more,
})

const short = (at: number) => new Date(at).toISOString().slice(5, 16)

function busy(text: string, more: Partial<CalendarTexts> = {}): string[] {
  return readBusy(given(text, more)).busy.map(([from, to]) => `${short(from)} ${short(to)}`)
}

const warnings = (text: string) => readBusy(given(text)).warnings

const tenToEleven = ['DTSTART:20260302T100000Z', 'DTEND:20260302T110000Z']

describe('one event', () => {
  test.each([
    ['in UTC', tenToEleven, ['03-02T10:00 03-02T11:00']],
    [
      'in a zone',
      ['DTSTART;TZID=Europe/Stockholm:20260302T100000', 'DTEND;TZID=Europe/Stockholm:20260302T110000'],
      ['03-02T09:00 03-02T10:00'],
    ],
    [
      'in a zone as Windows calls it',
      ['DTSTART;TZID="Eastern Standard Time":20260302T100000', 'DURATION:PT30M'],
      ['03-02T15:00 03-02T15:30'],
    ],
    [
      'from one zone into another',
      ['DTSTART;TZID=Europe/London:20260302T100000', 'DTEND;TZID=Asia/Kolkata:20260302T170000'],
      ['03-02T10:00 03-02T11:30'],
    ],
    ['of a whole date', ['DTSTART;VALUE=DATE:20260302'], ['03-01T23:00 03-02T23:00']],
    [
      'of several dates over a change of the clocks',
      ['DTSTART;VALUE=DATE:20260328', 'DTEND;VALUE=DATE:20260331'],
      ['03-27T23:00 03-30T22:00'],
    ],
    ['of no length', ['DTSTART:20260302T100000Z'], []],
    ['that ends before it begins', ['DTSTART:20260302T100000Z', 'DTEND:20260302T090000Z'], []],
    [
      'that began before the range',
      ['DTSTART:20260228T230000Z', 'DTEND:20260301T010000Z'],
      ['03-01T00:00 03-01T01:00'],
    ],
    ['after the range', ['DTSTART:20260501T000000Z', 'DTEND:20260501T010000Z'], []],
    [
      'at a time that the clocks jump over',
      ['DTSTART;TZID=Europe/Stockholm:20260329T023000', 'DURATION:PT30M'],
      ['03-29T01:30 03-29T02:00'],
    ],
  ])('%s', (_, lines, expected) => expect(busy(file(...event(...lines)))).toEqual(expected))

  test.each([
    ['is cancelled', ['STATUS:CANCELLED']],
    ['takes no time', ['TRANSP:TRANSPARENT']],
    ['is marked as free by Outlook', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE']],
    [
      'was declined by its owner',
      ['ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.c', 'ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ines@Example.com'],
    ],
  ])('that %s makes nobody busy', (_, lines) => expect(busy(file(...event(...tenToEleven, ...lines)))).toEqual([]))

  test.each([
    ['is tentative', ['STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE']],
    ['was declined by somebody else', ['ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c']],
    ['was not answered', ['ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ines@example.com']],
  ])('that %s does', (_, lines) =>
    expect(busy(file(...event(...tenToEleven, ...lines)))).toEqual(['03-02T10:00 03-02T11:00']),
  )

  test('that was declined under the address that Google names the calendar by makes nobody busy', () => {
    const declined = event(...tenToEleven, 'ATTENDEE;PARTSTAT=DECLINED:mailto:ines@home.example')
    expect(busy(file(...declined))).toHaveLength(1)
    expect(busy(file('X-WR-CALNAME:Ines@Home.example', ...declined))).toEqual([])
  })

  test('that we have put there ourselves is left out, by its UID and by nothing else', () => {
    const text = file(...event('UID:ours@greenroom.test', ...tenToEleven))
    expect(busy(text, { ownUids: ['other@greenroom.test'] })).toHaveLength(1)
    expect(busy(text, { ownUids: ['ours@greenroom.test'] })).toEqual([])
  })
})

describe('times without a zone', () => {
  test('are meant in the zone of the owner, with a warning', () => {
    const text = file(...event('DTSTART:20260302T100000', 'DTEND:20260302T110000'))
    expect([busy(text), warnings(text)]).toEqual([['03-02T09:00 03-02T10:00'], ['FLOATING_TIME']])
  })

  test('and those with a zone that nobody knows too', () => {
    const text = file(...event('DTSTART;TZID=Customized Time Zone:20260302T100000', 'DURATION:PT1H'))
    expect([busy(text), warnings(text)]).toEqual([['03-02T09:00 03-02T10:00'], ['UNKNOWN_ZONE']])
  })

  test('a zone that the file calls by another name is known by its own', () => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Somewhere', 'X-LIC-LOCATION:Asia/Tokyo', 'END:VTIMEZONE']
    const text = file(...zone, ...event('DTSTART;TZID=Somewhere:20260302T100000', 'DURATION:PT1H'))
    expect([busy(text), warnings(text)]).toEqual([['03-02T01:00 03-02T02:00'], []])
  })
})

describe('repetitions', () => {
  const weekly = ['DTSTART;TZID=Europe/Stockholm:20260318T090000', 'DTEND;TZID=Europe/Stockholm:20260318T100000']

  test('keep their time on the wall over a change of the clocks', () => {
    expect(busy(file(...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3')))).toEqual([
      '03-18T08:00 03-18T09:00',
      '03-25T08:00 03-25T09:00',
      '04-01T07:00 04-01T08:00',
    ])
  })

  test('end with their last instant, read on the wall', () => {
    const until = (at: string) => busy(file(...event(...weekly, `RRULE:FREQ=WEEKLY;UNTIL=${at}`))).length
    expect(until('20260401T070000Z')).toBe(3)
    expect(until('20260401T065959Z')).toBe(2)
    expect(until('20260401')).toBe(3)
  })

  test('begin long before the range and have no end', () => {
    const daily = ['DTSTART:19990101T100000Z', 'DTEND:19990101T110000Z', 'RRULE:FREQ=DAILY']
    expect(busy(file(...event(...daily)))).toHaveLength(61)
  })

  test('are the same wherever the range begins', () => {
    const rules = [
      'DAILY;INTERVAL=3',
      'WEEKLY;INTERVAL=2;BYDAY=MO,TH',
      'DAILY;BYDAY=TU',
      'WEEKLY;INTERVAL=5',
      'MONTHLY',
    ]
    for (const rule of rules) {
      const text = file(...event('DTSTART:20210113T100000Z', 'DURATION:PT30H', `RRULE:FREQ=${rule}`))
      const all = readBusy(given(text, { from: Date.parse('2021-01-01') })).busy
      const late = all.filter(([from]) => from >= Date.parse('2026-03-10'))
      expect(late.length).toBeGreaterThan(0)
      for (const day of ['2026-03-04', '2026-03-05', '2026-03-07'])
        expect(
          readBusy(given(text, { from: Date.parse(day) })).busy.filter(([from]) => from >= Date.parse('2026-03-10')),
        ).toEqual(late)
    }
  })

  test('leave out what is taken out, and add what is added', () => {
    const text = file(
      ...event(
        ...weekly,
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=Europe/Stockholm:20260325T090000',
        'EXDATE:20260401T070000Z',
        'RDATE;TZID=Europe/Stockholm:20260320T120000',
      ),
    )
    expect(busy(text)).toEqual(['03-18T08:00 03-18T09:00', '03-20T11:00 03-20T12:00', '04-08T07:00 04-08T08:00'])
  })

  test('of whole dates are days, whatever the clocks do', () => {
    const text = file(...event('DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;COUNT=4', 'EXDATE;VALUE=DATE:20260330'))
    expect(busy(text)).toEqual(['03-27T23:00 03-29T22:00', '03-30T22:00 03-31T22:00'])
  })

  test('may be changed one by one: moved, freed, called off', () => {
    const change = (on: string, ...lines: string[]) =>
      event(`RECURRENCE-ID;TZID=Europe/Stockholm:${on}T090000`, ...lines)
    const text = file(
      ...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...change('20260325', 'DTSTART:20260326T120000Z', 'DTEND:20260326T123000Z'),
      ...change('20260401', 'DTSTART:20260401T070000Z', 'DTEND:20260401T080000Z', 'TRANSP:TRANSPARENT'),
      ...change('20260408', 'DTSTART:20260408T070000Z', 'DTEND:20260408T080000Z', 'STATUS:CANCELLED'),
    )
    expect(busy(text)).toEqual(['03-18T08:00 03-18T09:00', '03-26T12:00 03-26T12:30'])
  })

  test('may be changed from one on', () => {
    const text = file(
      ...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Stockholm:20260401T090000',
        'DTSTART;TZID=Europe/Stockholm:20260401T110000',
        'DURATION:PT15M',
      ),
    )
    expect(busy(text)).toEqual([
      '03-18T08:00 03-18T09:00',
      '03-25T08:00 03-25T09:00',
      '04-01T09:00 04-01T09:15',
      '04-08T09:00 04-08T09:15',
    ])
  })

  test('of which somebody was asked to one only count with that one', () => {
    expect(busy(file(...event('RECURRENCE-ID:20260302T080000Z', ...tenToEleven)))).toEqual(['03-02T10:00 03-02T11:00'])
  })

  test('without an end that matter to nobody end anyway', () => {
    const text = file(...event('DTSTART:20260302T100000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'))
    expect(() => readBusy(given(text))).toThrow(TooComplicated)
  })
})

describe('a calendar', () => {
  test('tells stretches in order, none touching another', () => {
    const at = (uid: string, from: string, to: string) =>
      event(`UID:${uid}`, `DTSTART:20260302T${from}00Z`, `DTEND:20260302T${to}00Z`)
    const text = file(
      ...at('c', '1200', '1300'),
      ...at('a', '1000', '1100'),
      ...at('b', '1030', '1200'),
      ...at('d', '1400', '1500'),
    )
    expect(busy(text)).toEqual(['03-02T10:00 03-02T13:00', '03-02T14:00 03-02T15:00'])
  })

  test('may be several in one file, or several files', () => {
    const other = file(...event('UID:two', 'DTSTART:20260303T100000Z', 'DURATION:PT1H'))
    const one = file(...event(...tenToEleven))
    const both = ['03-02T10:00 03-02T11:00', '03-03T10:00 03-03T11:00']
    expect(busy(one + other)).toEqual(both)
    expect(busy('', { texts: [one, other] })).toEqual(both)
  })

  test('may only tell when its owner is busy', () => {
    const told = [
      'BEGIN:VFREEBUSY',
      'DTSTAMP:20260101T000000Z',
      'FREEBUSY:20260302T100000Z/20260302T110000Z,20260303T100000Z/PT30M',
      'FREEBUSY;FBTYPE=FREE:20260304T100000Z/PT30M',
      'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260305T100000Z/PT30M',
      'END:VFREEBUSY',
    ]
    expect(busy(file(...told))).toEqual([
      '03-02T10:00 03-02T11:00',
      '03-03T10:00 03-03T10:30',
      '03-05T10:00 03-05T10:30',
    ])
  })

  test('with an event that nobody can read is read without it, and says so', () => {
    const text = file(
      ...event('UID:broken', 'DTSTART:2026-what', 'DTEND:20260302T110000Z'),
      ...event('UID:no-start', 'SUMMARY:nothing'),
      ...event('UID:whole', ...tenToEleven),
    )
    expect([busy(text), warnings(text)]).toEqual([['03-02T10:00 03-02T11:00'], ['SKIPPED_EVENT']])
  })

  test.each([
    '',
    '<html>Sign in</html>',
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n',
    'BEGIN:VCALENDAR\r\n',
  ])('is not this: %s', (text) => expect(() => readBusy(given(text))).toThrow(NoCalendar))

  test('without any event is nobody busy', () => expect(busy(file())).toEqual([]))

  test('begins with a byte order mark now and then, and folds its lines in the middle of words', () => {
    const text = file(...event('DTSTART:20260302\r\n T100000Z', 'DURATION:PT1H'))
    expect(busy(`\uFEFF${text}`)).toHaveLength(1)
  })
})

describe('in a thread of its own', () => {
  test('it is read the same', async () => {
    const calendar = given(file(...event(...tenToEleven)))
    expect(await readInThread(calendar)).toEqual({ kind: 'Read', ...readBusy(calendar) })
  })

  test('what is no calendar, and what is too much, is told by its word', async () => {
    expect(await readInThread(given('<html>'))).toEqual({ kind: 'Failed', code: 'NO_CALENDAR' })
    // A rule that never comes true, over and over: the library alone would look for ever.
    const never = file(...event(...tenToEleven, 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'))
    expect(await readInThread(given(never), 1500)).toEqual({ kind: 'Failed', code: 'TOO_COMPLICATED' })
  })
})
