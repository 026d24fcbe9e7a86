import { describe, expect, test } from 'vitest'
import { chance } from '../../test/chance.ts'
import { defaultRules } from '../scheduling/settings.rules.ts'
import { instantsOf, offsetAt } from '../shared/when.ts'
import {
  areEqual,
  judge,
  timed,
  timesOnTheWall,
  whyNoPattern,
  type Arrangement,
  type Surroundings,
  type WeeklyPattern,
} from './weekly-pattern.rules.ts'

const mornings: WeeklyPattern = {
  windows: [{ weekdays: ['MONDAY', 'WEDNESDAY'], from: '09:00', to: '12:00' }],
  fromDate: '2027-03-22',
  toDate: '2027-03-28',
  durationMinutes: 45,
  gapMinutes: 15,
}
const nights: WeeklyPattern = {
  ...mornings,
  windows: [{ weekdays: ['SUNDAY'], from: '01:00', to: '05:00' }],
  durationMinutes: 30,
  gapMinutes: 0,
}
const byPhone: Arrangement = { interviewerIds: [], anyOf: [], mode: 'PHONE', location: null, meetingUrl: null }
const nothingAround: Surroundings = {
  now: new Date(0),
  blockedPeriods: [],
  existing: [],
  rules: defaultRules,
  taken: [],
  isFree: () => true,
}

const inZone = (pattern: WeeklyPattern, timeZone = 'Europe/Stockholm') =>
  timed(timesOnTheWall(pattern), pattern.durationMinutes, (date, time) => instantsOf(date, time, timeZone))
const judged = (pattern: WeeklyPattern, around: Partial<Surroundings> = {}, evenWhereBusy = false) =>
  judge(inZone(pattern), byPhone, { ...nothingAround, ...around }, evenWhereBusy)
const told = (slots: ReturnType<typeof judge>) =>
  slots.map(({ date, time, isMade, remarks }) => `${date} ${time} ${isMade ? 'made' : 'left out'} ${remarks.join()}`)

describe('a weekly pattern', () => {
  test('fills each window of its weekdays with as many slots as fit whole, with the gap between them', () => {
    expect(timesOnTheWall(mornings).map(({ date, time }) => `${date} ${time}`)).toEqual([
      '2027-03-22 09:00',
      '2027-03-22 10:00',
      '2027-03-22 11:00',
      '2027-03-24 09:00',
      '2027-03-24 10:00',
      '2027-03-24 11:00',
    ])
  })

  test('has several windows on one day, in the order of the day, however they were given', () => {
    const pattern: WeeklyPattern = {
      ...mornings,
      windows: [
        { weekdays: ['TUESDAY'], from: '23:00', to: '24:00' },
        { weekdays: ['TUESDAY', 'FRIDAY'], from: '13:00', to: '14:29' },
      ],
    }
    expect(timesOnTheWall(pattern).map(({ date, time }) => `${date} ${time}`)).toEqual([
      '2027-03-23 13:00',
      '2027-03-23 23:00',
      '2027-03-26 13:00',
    ])
  })

  test('includes its first and its last date, over the end of a year and a leap day', () => {
    const pattern: WeeklyPattern = {
      ...mornings,
      windows: [{ weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], from: '09:00', to: '10:00' }],
      fromDate: '2027-12-31',
      toDate: '2028-02-29',
    }
    const times = timesOnTheWall(pattern)
    expect([times[0]!.date, times.at(-1)!.date, times.length]).toEqual(['2027-12-31', '2028-02-29', 43])
  })

  test.each<[string, Partial<WeeklyPattern>, string, RegExp]>([
    ['ends before it begins', { toDate: '2027-03-21' }, 'toDate', /before the first/],
    ['lasts longer than 366 days', { toDate: '2028-03-22' }, 'toDate', /within 366 days/],
    [
      'has a window that ends before it begins',
      { windows: [{ weekdays: ['MONDAY'], from: '12:00', to: '09:00' }] },
      'windows.0.to',
      /later/,
    ],
    [
      'has an empty window',
      { windows: [{ weekdays: ['MONDAY'], from: '12:00', to: '12:00' }] },
      'windows.0.to',
      /later/,
    ],
    [
      'has a window shorter than one slot',
      { windows: [...mornings.windows, { weekdays: ['MONDAY'], from: '13:00', to: '13:44' }] },
      'windows.1.to',
      /shorter/,
    ],
    [
      'has windows that overlap on one day',
      { windows: [...mornings.windows, { weekdays: ['SUNDAY', 'MONDAY'], from: '11:00', to: '13:00' }] },
      'windows.1.to',
      /Overlaps window 0/,
    ],
    ['has no day between its dates', { fromDate: '2027-03-23', toDate: '2027-03-23' }, 'windows', /None of these days/],
  ])('that %s is none', (_, wrong, path, message) => {
    expect(whyNoPattern({ ...mornings, ...wrong })).toEqual([{ path, message: expect.stringMatching(message) }])
  })

  test('may bring 500 slots and not one more', () => {
    const everyDay = (to: string): WeeklyPattern => ({
      windows: [
        { weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], from: '00:00', to: '20:50' },
        { weekdays: ['SUNDAY'], from: '00:00', to },
      ],
      // Two weeks; on their Sundays as many as it takes.
      fromDate: '2027-03-22',
      toDate: '2027-03-23',
      durationMinutes: 5,
      gapMinutes: 0,
    })
    expect(timesOnTheWall(everyDay('01:00'))).toHaveLength(500)
    expect(whyNoPattern(everyDay('01:00'))).toEqual([])
    expect(whyNoPattern({ ...everyDay('00:05'), toDate: '2027-03-28' })).toEqual([
      { path: 'toDate', message: 'These would be 1501 slots; at most 500 at once.' },
    ])
    expect(whyNoPattern({ ...everyDay('00:05'), fromDate: '2027-03-21' }).map(({ message }) => message)).toEqual([
      'These would be 501 slots; at most 500 at once.',
    ])
  })

  test('of a year in minutes is refused by counting alone', () => {
    const pattern: WeeklyPattern = {
      ...mornings,
      windows: [{ weekdays: ['MONDAY', 'SUNDAY'], from: '00:00', to: '24:00' }],
      toDate: '2028-03-21',
      durationMinutes: 5,
      gapMinutes: 0,
    }
    expect(whyNoPattern(pattern)[0]!.message).toMatch(/^These would be \d{5} slots/)
  })
})

describe('over a clock change', () => {
  test('09:00 stays 09:00', () => {
    const sundays = inZone({
      ...mornings,
      windows: [{ weekdays: ['SATURDAY', 'MONDAY'], from: '09:00', to: '10:00' }],
      fromDate: '2027-03-27',
      toDate: '2027-03-29',
    })
    expect(sundays.map((slot) => slot.startsAt!.toISOString())).toEqual([
      '2027-03-27T08:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ])
  })

  test('a time that never comes is left out, and told', () => {
    expect(told(judged(nights))).toEqual([
      '2027-03-28 01:00 made ',
      '2027-03-28 01:30 made ',
      '2027-03-28 02:00 left out NONEXISTENT_TIME',
      '2027-03-28 02:30 left out NONEXISTENT_TIME',
      '2027-03-28 03:00 made ',
      '2027-03-28 03:30 made ',
      '2027-03-28 04:00 made ',
      '2027-03-28 04:30 made ',
    ])
  })

  test('a time that comes twice is taken the first time, and told', () => {
    const autumn = judged({ ...nights, fromDate: '2027-10-31', toDate: '2027-10-31' })
    expect(told(autumn).filter((line) => line.includes('REPEATED'))).toEqual([
      '2027-10-31 02:00 made REPEATED_TIME',
      '2027-10-31 02:30 made REPEATED_TIME',
    ])
    expect(autumn[2]!.startsAt!.toISOString()).toBe('2027-10-31T00:00:00.000Z')
  })

  test('a slot lasts as long as ever, and is over later or earlier on the wall', () => {
    const [slot] = inZone({
      ...nights,
      windows: [{ weekdays: ['SUNDAY'], from: '01:30', to: '02:30' }],
      durationMinutes: 60,
    })
    expect(slot!.endsAt!.getTime() - slot!.startsAt!.getTime()).toBe(3_600_000)
    expect(slot!.endsAt!.toISOString()).toBe('2027-03-28T01:30:00.000Z')
  })

  test('a slot that begins before the one in front of it is over is left out, and told', () => {
    const pattern: WeeklyPattern = {
      ...nights,
      windows: [{ weekdays: ['SUNDAY'], from: '01:00', to: '04:45' }],
      durationMinutes: 45,
    }
    expect(told(judged(pattern))).toEqual([
      '2027-03-28 01:00 made ',
      '2027-03-28 01:45 made ',
      '2027-03-28 02:30 left out NONEXISTENT_TIME',
      '2027-03-28 03:15 left out OVERLAPS_ANOTHER',
      '2027-03-28 04:00 made ',
    ])
  })
})

test('in any zone, on any day, slots are at the instants at which its clocks show their times', () => {
  const { oneOf, below } = chance('a pattern in any zone')
  const quarter = 15 * 60_000
  for (let round = 0; round < 80; round++) {
    const timeZone = oneOf(Intl.supportedValuesOf('timeZone'))
    const firstDay = Date.UTC(2024 + below(5), 0, 1)
    const days = Array.from({ length: 365 }, (_, day) => firstDay + day * 86_400_000)
    const changes = days.filter(
      (day) => offsetAt(new Date(day), timeZone) !== offsetAt(new Date(day + 86_400_000), timeZone),
    )
    // Nothing happens on most days, so most rounds look at one on which the clocks are changed, or next to it.
    const day = changes.length > 0 && round % 4 > 0 ? oneOf(changes) + (below(3) - 1) * 86_400_000 : oneOf(days)
    const date = new Date(day).toISOString().slice(0, 10)

    // What the clocks show is read off them, quarter by quarter, for all the time at which it may be this date somewhere.
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    const shown = new Map<string, number[]>()
    for (let at = day - 16 * 3_600_000; at < day + 40 * 3_600_000; at += quarter)
      shown.set(clock.format(at), [...(shown.get(clock.format(at)) ?? []), at])

    const pattern: WeeklyPattern = {
      windows: [
        {
          weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
          from: '00:00',
          to: '24:00',
        },
      ],
      fromDate: date,
      toDate: date,
      durationMinutes: oneOf([15, 30, 45, 60]),
      gapMinutes: 0,
    }
    for (const slot of inZone(pattern, timeZone)) {
      const instants = shown.get(`${slot.date} ${slot.time}`) ?? []
      const where = `${timeZone} ${slot.date} ${slot.time}`
      expect([where, slot.startsAt?.getTime() ?? null, slot.repeated]).toEqual([
        where,
        instants[0] ?? null,
        instants.length > 1,
      ])
    }
  }
})

describe('a proposed slot', () => {
  const monday = (time: string) => new Date(`2027-03-22T${time}Z`)
  const first = { ...mornings, toDate: '2027-03-22' }

  test('that has begun is left out, to the millisecond', () => {
    expect(judged(first, { now: monday('08:00') }).map((slot) => slot.isMade)).toEqual([false, true, true])
    expect(judged(first, { now: monday('07:59:59.999') }).map((slot) => slot.isMade)).toEqual([true, true, true])
  })

  test('that touches a blocked period is left out with its name; one that only borders on it is made', () => {
    const period = { name: 'Strategy day', startsAt: monday('08:45'), endsAt: monday('09:15') }
    const slots = judged(first, { blockedPeriods: [period] })
    expect(told(slots)).toEqual([
      '2027-03-22 09:00 made ',
      '2027-03-22 10:00 left out BLOCKED_PERIOD',
      '2027-03-22 11:00 made ',
    ])
    expect(slots[1]!.blockedPeriod).toBe('Strategy day')
  })

  test('that exists already is left out', () => {
    const slots = judged(first, { existing: [{ ...byPhone, startsAt: monday('09:00') }] })
    expect(slots.map((slot) => slot.remarks.join())).toEqual(['', 'DUPLICATE', ''])
  })

  test('whose interviewers are busy is left out with their names, and made where that was asked for', () => {
    const taken = [{ interviewerId: 'ines', isAway: false, startsAt: monday('08:44'), endsAt: monday('09:00') }]
    const [cautious, bold] = [judged(first, { taken }), judged(first, { taken }, true)]
    expect([cautious[0]!.isMade, bold[0]!.isMade]).toEqual([false, true])
    for (const [slot] of [cautious, bold])
      expect(slot).toMatchObject({ remarks: ['INTERVIEWER_IS_BUSY'], busyInterviewerIds: ['ines'] })
    expect(bold[1]!.busyInterviewerIds).toEqual([])
  })

  test('of which a pool cannot be filled tells it, and who of it is in the way; one that can be filled tells nothing', () => {
    const startsAt = monday('08:00')
    const taken = [
      { interviewerId: 'ines', isAway: false, startsAt, endsAt: monday('08:30') },
      { interviewerId: 'olof', isAway: true, startsAt, endsAt: monday('09:30') },
    ]
    const busy = (id: string, at: Date) => taken.some((each) => each.interviewerId === id && at < each.endsAt)
    // Maja works in the afternoon only.
    const isFree = (id: string, at: Date) => id !== 'maja' && !busy(id, at)
    const panels = { ...byPhone, anyOf: [['ines', 'olof', 'maja']] }
    for (const evenWhereBusy of [false, true]) {
      const slots = judge(inZone(first), panels, { ...nothingAround, taken, isFree }, evenWhereBusy)
      expect(slots.map(({ remarks, isMade }) => [remarks.join(), isMade])).toEqual([
        ['POOL_IS_NOT_FREE', evenWhereBusy],
        ['', true],
        ['', true],
      ])
      expect(slots.map((slot) => [slot.busyInterviewerIds, slot.awayInterviewerIds])).toEqual([
        [['ines'], ['olof']],
        [[], []],
        [[], []],
      ])
    }
    // Two pools that share the only one who is free.
    const shared = { ...byPhone, anyOf: [['ines'], ['ines', 'olof']] }
    expect(
      judge(inZone(first), shared, { ...nothingAround, taken, isFree }, false).map(({ remarks }) => remarks.join()),
    ).toEqual(['POOL_IS_NOT_FREE', 'POOL_IS_NOT_FREE', ''])
  })

  test('is told of everybody who is busy while it lasts, each once, and of nobody who only borders on it', () => {
    const at = (interviewerId: string, from: string, to: string) => ({
      interviewerId,
      isAway: false,
      startsAt: monday(from),
      endsAt: monday(to),
    })
    // The slots are 08:00–08:45, 09:00–09:45 and 10:00–10:45 in UTC.
    const taken = [
      at('ines', '08:45', '09:00'),
      at('olof', '06:00', '08:01'),
      at('olof', '08:30', '09:01'),
      at('ines', '09:44', '10:01'),
      at('pia', '00:00', '23:00'),
    ]
    const people = judged(first, { taken }).map((slot) => slot.busyInterviewerIds)
    expect(people).toEqual([
      ['olof', 'pia'],
      ['olof', 'ines', 'pia'],
      ['ines', 'pia'],
    ])
  })

  test('needs the time of its interviewers with the buffers around it', () => {
    const taken = [{ interviewerId: 'ines', isAway: false, startsAt: monday('08:45'), endsAt: monday('08:50') }]
    const remarks = (rules: Surroundings['rules']) => judged(first, { taken, rules }).map((slot) => slot.remarks.join())
    expect(remarks(defaultRules)).toEqual(['', '', ''])
    expect(remarks({ ...defaultRules, bufferMinutesBefore: 10 })).toEqual(['', '', ''])
    expect(remarks({ ...defaultRules, bufferMinutesBefore: 11 })).toEqual(['', 'INTERVIEWER_IS_BUSY', ''])
    expect(remarks({ ...defaultRules, bufferMinutesAfter: 1 })).toEqual(['INTERVIEWER_IS_BUSY', '', ''])
  })

  test('tells who is away from who is busy, and is made all the same where that was asked for', () => {
    const taken = [{ interviewerId: 'olof', isAway: true, startsAt: monday('00:00'), endsAt: monday('08:30') }]
    for (const bold of [false, true])
      expect(judged(first, { taken }, bold)[0]).toMatchObject({
        isMade: bold,
        remarks: ['INTERVIEWER_IS_AWAY'],
        busyInterviewerIds: [],
        awayInterviewerIds: ['olof'],
      })
  })

  test('is told all that is true of it, and busy interviewers do not open it where something else speaks against it', () => {
    const slots = judged(
      first,
      {
        now: monday('12:00'),
        blockedPeriods: [{ name: 'Holiday', startsAt: monday('00:00'), endsAt: monday('23:00') }],
        taken: [{ interviewerId: 'ines', isAway: false, startsAt: monday('08:00'), endsAt: monday('08:15') }],
      },
      true,
    )
    expect(slots[0]).toMatchObject({
      isMade: false,
      remarks: ['TIME_IS_PAST', 'BLOCKED_PERIOD', 'INTERVIEWER_IS_BUSY'],
    })
  })
})

test('two slots are the same opening with the same people, or with nobody at the same place', () => {
  const room = { ...byPhone, mode: 'ONSITE' as const, location: 'Room 1' }
  const ines = { ...room, interviewerIds: ['ines'] }
  expect(areEqual(room, { ...room })).toBe(true)
  expect(areEqual(room, { ...room, location: 'Room 2' })).toBe(false)
  expect(areEqual(room, byPhone)).toBe(false)
  expect(areEqual(ines, { ...ines, location: 'Room 2' })).toBe(true)
  expect(areEqual(ines, { ...ines, interviewerIds: ['olof'] })).toBe(false)
  expect(areEqual(ines, { ...ines, interviewerIds: ['olof', 'ines'] })).toBe(false)
  expect(areEqual(ines, room)).toBe(false)
  const anyOf = [['olof', 'maja'], ['ada']]
  expect(areEqual({ ...ines, anyOf }, { ...ines, anyOf: [['ada'], ['maja', 'olof']] })).toBe(true)
  expect(areEqual({ ...ines, anyOf }, ines)).toBe(false)
  expect(areEqual({ ...room, anyOf }, { ...room, anyOf: [['ada', 'olof'], ['maja']] })).toBe(false)
})
