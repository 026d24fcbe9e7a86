import { describe, expect, test } from 'vitest'
import { chance } from '../../test/chance.ts'
import { daysOfWeeks, localDays, wallStretches } from '../shared/local-days.ts'
import { countFreeTimes, explainRange, mayBegin, nextFreeTimes, type Search } from './free-time.rules.ts'
import { choosePanel, membersAt, peopleOf, type Panel } from './panel.rules.ts'
import { whyNotThisPerson, type PersonCalendar, type Surroundings, type Taken } from './person.rules.ts'
import { defaultRules, whyNotAtThisTime, type SchedulingRules } from './settings.rules.ts'
import { overlap, type Stretch } from './stretches.rules.ts'

const zone = 'Europe/Stockholm'
const stretch = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })

// Monday 19 to Friday 30 October 2026; on Sunday 25 the clocks are put back. 09:00 is 07:00Z before, 08:00Z after.
const range = stretch('2026-10-19T00:00+02:00', '2026-10-31T00:00+01:00')
const days = daysOfWeeks(range, zone)
const now = new Date('2026-10-16T10:00:00Z')

const surroundings = (rules: Partial<SchedulingRules> = {}, more: Partial<Surroundings> = {}): Surroundings => ({
  now,
  rules: { ...defaultRules, ...rules },
  days,
  blocked: [],
  ...more,
})

/** Weekdays from one hour to another. */
const hours = (from: number, to: number): Stretch[] =>
  days.filter(({ weekday }) => weekday <= 5).flatMap((day) => wallStretches(day, from * 60, to * 60, zone))

const taken = (startsAt: string, endsAt: string, cause: Taken['cause'] = 'INTERVIEW'): Taken => ({
  ...stretch(startsAt, endsAt),
  cause,
  meetingStartsAt: cause === 'INTERVIEW' || cause === 'SLOT' ? new Date(startsAt) : null,
})

const person = (id: string, more: Partial<PersonCalendar> = {}): PersonCalendar => ({
  id,
  limitPerDay: null,
  limitPerWeek: null,
  working: hours(9, 17),
  taken: [],
  lastMeetingBefore: null,
  ...more,
})
const of = (...people: PersonCalendar[]) => new Map(people.map((each) => [each.id, each]))
const alone = (id = 'ada'): Panel => ({ all: [id], anyOf: [] })
const anHour: Search = { range, durationMinutes: 60 }

const starts = (...args: Parameters<typeof nextFreeTimes>) =>
  nextFreeTimes(...args).map(({ startsAt }) => startsAt.toISOString().slice(5, 16))

describe('the next free time', () => {
  test('is the first quarter of an hour at which somebody works and is not taken', () => {
    expect(starts(anHour, alone(), of(person('ada')), surroundings(), 3)).toEqual([
      '10-19T07:00',
      '10-19T07:15',
      '10-19T07:30',
    ])
    const busy = person('ada', { taken: [taken('2026-10-19T07:00Z', '2026-10-19T08:50Z')] })
    expect(starts(anHour, alone(), of(busy), surroundings())).toEqual(['10-19T09:00'])
  })

  test('is at the same time of day after the clocks were changed', () => {
    const after = { ...anHour, range: stretch('2026-10-24T00:00Z', '2026-10-31T00:00Z') }
    expect(starts(after, alone(), of(person('ada')), surroundings())).toEqual(['10-26T08:00'])
  })

  test('may end with the working day and with the range, and not after either', () => {
    const last = { ...anHour, range: stretch('2026-10-19T13:30Z', '2026-10-20T08:00Z') }
    expect(starts(last, alone(), of(person('ada')), surroundings(), 9)).toEqual([
      '10-19T13:30',
      '10-19T13:45',
      '10-19T14:00',
      '10-20T07:00',
    ])
  })

  test('keeps the buffers from what is taken, which holds its own already', () => {
    const busy = person('ada', { taken: [taken('2026-10-19T08:10Z', '2026-10-19T09:10Z')] })
    expect(starts(anHour, alone(), of(busy), surroundings({ bufferMinutesAfter: 10 }))).toEqual(['10-19T07:00'])
    expect(starts(anHour, alone(), of(busy), surroundings({ bufferMinutesAfter: 11 }))).toEqual(['10-19T09:15'])
    const both = { bufferMinutesAfter: 11, bufferMinutesBefore: 5 }
    expect(starts(anHour, alone(), of(busy), surroundings(both))).toEqual(['10-19T09:15'])
    expect(starts(anHour, alone(), of(busy), surroundings({ ...both, bufferMinutesBefore: 6 }))).toEqual([
      '10-19T09:30',
    ])
  })

  test('is not before the notice and not beyond the horizon', () => {
    const three = 3 * 24 * 60
    expect(starts(anHour, alone(), of(person('ada')), surroundings({ minimumNoticeMinutes: three }))).toEqual([
      '10-19T10:00',
    ])
    expect(starts(anHour, alone(), of(person('ada')), surroundings({ bookingHorizonDays: 3 }), 99).at(-1)).toBe(
      '10-19T10:00',
    )
  })

  test('never is now: a meeting lies ahead', () => {
    const at = surroundings({}, { now: new Date('2026-10-19T07:00:00Z') })
    expect(starts(anHour, alone(), of(person('ada')), at)).toEqual(['10-19T07:15'])
  })

  test('is in no blocked period, before which a meeting may end and after which it may begin', () => {
    const around = surroundings({}, { blocked: [stretch('2026-10-19T08:00Z', '2026-10-20T07:30Z')] })
    expect(starts(anHour, alone(), of(person('ada')), around, 2)).toEqual(['10-19T07:00', '10-20T07:30'])
  })

  test('is on another day or in another week where somebody meets as often as they want to', () => {
    const meets = (...dates: string[]) => dates.map((date) => taken(`2026-10-${date}T12:00Z`, `2026-10-${date}T13:00Z`))
    const first = (more: Partial<PersonCalendar>) => starts(anHour, alone(), of(person('ada', more)), surroundings())
    expect(first({ limitPerDay: 1, taken: meets('19', '20') })).toEqual(['10-21T07:00'])
    expect(first({ limitPerWeek: 2, taken: meets('19', '23') })).toEqual(['10-26T08:00'])
    expect(first({ limitPerWeek: 3, taken: meets('19', '23') })).toEqual(['10-19T07:00'])
  })

  test('is when all are there, and one of each pool, who is the least loaded', () => {
    const panel = { all: ['ada'], anyOf: [['ben', 'cleo']] }
    const people = of(
      person('ada', { working: hours(9, 12) }),
      person('ben', { taken: [taken('2026-10-20T07:00Z', '2026-10-20T08:00Z')] }),
      person('cleo', { working: hours(10, 11) }),
    )
    expect(nextFreeTimes(anHour, panel, people, surroundings(), 5)).toEqual(
      [
        ['07:00', 'ben'],
        ['07:15', 'ben'],
        ['07:30', 'ben'],
        ['07:45', 'ben'],
        ['08:00', 'cleo'],
      ].map(([time, id]) => ({
        startsAt: new Date(`2026-10-19T${time}Z`),
        endsAt: new Date(new Date(`2026-10-19T${time}Z`).getTime() + 3_600_000),
        interviewerIds: ['ada', id],
      })),
    )
  })

  test('of a panel of nobody is when the company is open', () => {
    const around = surroundings({ minimumNoticeMinutes: 3 * 24 * 60 })
    expect(starts(anHour, { all: [], anyOf: [] }, of(), around)).toEqual(['10-19T10:00'])
  })

  test('is on a grid that can be chosen, and begins with the day of the company', () => {
    const busy = person('ada', { taken: [taken('2026-10-19T07:00Z', '2026-10-19T07:20Z')] })
    const on = (stepMinutes: number) => starts({ ...anHour, stepMinutes }, alone(), of(busy), surroundings())
    expect([5, 10, 30, 60].map(on)).toEqual([['10-19T07:20'], ['10-19T07:20'], ['10-19T07:30'], ['10-19T08:00']])
    const kathmandu = 'Asia/Kathmandu'
    const asia = localDays('2026-10-19', '2026-10-25', kathmandu)
    const working = wallStretches(asia[0]!, 9 * 60, 17 * 60, kathmandu)
    expect(
      starts({ ...anHour, stepMinutes: 60 }, alone(), of(person('ada', { working })), surroundings({}, { days: asia })),
    ).toEqual(['10-19T03:15'])
  })

  test('is none in a range that is too short, reversed or empty', () => {
    for (const [from, to] of [
      ['2026-10-19T07:00Z', '2026-10-19T07:59Z'],
      ['2026-10-19T09:00Z', '2026-10-19T07:00Z'],
      ['2026-10-19T09:00Z', '2026-10-19T09:00Z'],
    ] as const)
      expect(starts({ ...anHour, range: stretch(from, to) }, alone(), of(person('ada')), surroundings())).toEqual([])
  })
})

describe('why nothing is offered', () => {
  const explained = (panel: Panel, people: Map<string, PersonCalendar>, around = surroundings(), search = anHour) =>
    explainRange(search, panel, people, around)

  test('is not told where something is', () => {
    const { firstFree, whyNothing } = explained(alone(), of(person('ada')))
    expect([firstFree?.startsAt.toISOString(), whyNothing]).toEqual(['2026-10-19T07:00:00.000Z', null])
  })

  test('names each stretch that is not free, with its cause', () => {
    const search = { ...anHour, range: stretch('2026-10-19T05:00Z', '2026-10-20T17:00Z') }
    const ada = person('ada', {
      limitPerDay: 2,
      limitPerWeek: 9,
      taken: [
        taken('2026-10-19T08:00Z', '2026-10-19T09:00Z'),
        taken('2026-10-19T09:00Z', '2026-10-19T10:00Z', 'SLOT'),
        { ...taken('2026-10-20T07:00Z', '2026-10-20T07:30Z', 'EXTERNAL_CALENDAR'), calendar: 'Home' },
        { ...taken('2026-10-20T07:15Z', '2026-10-20T07:30Z', 'EXTERNAL_CALENDAR'), calendar: 'Work' },
        taken('2026-10-20T10:00Z', '2026-10-21T12:00Z', 'TIME_OFF'),
      ],
    })
    const around = surroundings(
      { minimumNoticeMinutes: 68 * 60, bookingHorizonDays: 4 },
      { blocked: [stretch('2026-10-20T08:30Z', '2026-10-20T09:00Z')] },
    )
    const { everybody, people } = explained(alone(), of(ada), around, search)
    const told = (list: typeof everybody) =>
      list.map(
        (each) =>
          `${each.calendar ?? each.cause} ${each.startsAt.toISOString().slice(8, 16)} ${each.endsAt.toISOString().slice(8, 16)}`,
      )
    expect(told(everybody)).toEqual([
      'NOTICE 19T05:00 19T06:00',
      'BLOCKED_PERIOD 20T08:30 20T09:00',
      'HORIZON 20T10:00 20T17:00',
    ])
    expect(told(people[0]!.notFree)).toEqual([
      'OUTSIDE_WORKING_HOURS 19T05:00 19T07:00',
      'LIMIT_PER_DAY 19T05:00 19T22:00',
      'INTERVIEW 19T08:00 19T09:00',
      'SLOT 19T09:00 19T10:00',
      'OUTSIDE_WORKING_HOURS 19T15:00 20T07:00',
      'Home 20T07:00 20T07:30',
      'Work 20T07:15 20T07:30',
      'TIME_OFF 20T10:00 20T17:00',
      'OUTSIDE_WORKING_HOURS 20T15:00 20T17:00',
    ])
    expect(people[0]).toMatchObject({ longestFreeMinutes: 60, everFree: true })
  })

  test('is that the company is closed: notice, horizon or blocked periods leave no time to anybody', () => {
    expect(explained(alone(), of(person('ada')), surroundings({ bookingHorizonDays: 1 })).whyNothing).toEqual({
      reason: 'CLOSED',
      causes: ['HORIZON'],
    })
    expect(explained(alone(), of(person('ada')), surroundings({}, { blocked: [range] })).whyNothing).toEqual({
      reason: 'CLOSED',
      causes: ['BLOCKED_PERIOD'],
    })
  })

  test('is a person without whom it cannot be, and how long they could at most', () => {
    const ada = person('ada', { working: [stretch('2026-10-19T07:00Z', '2026-10-19T07:45Z')] })
    const { whyNothing, people } = explained({ all: ['ben', 'ada'], anyOf: [] }, of(ada, person('ben')))
    expect(whyNothing).toEqual({ reason: 'PEOPLE_NEVER_FREE', interviewerIds: ['ada'] })
    expect(people.map(({ id, everFree, longestFreeMinutes }) => [id, everFree, longestFreeMinutes])).toEqual([
      ['ben', true, 480],
      ['ada', false, 45],
    ])
  })

  test('is a pool in which nobody ever is, or too few people for two pools', () => {
    const never = person('ada', { working: [] })
    expect(explained({ all: [], anyOf: [['ben'], ['ada']] }, of(never, person('ben'))).whyNothing).toEqual({
      reason: 'POOLS_NEVER_FREE',
      pools: [1],
    })
    expect(explained({ all: [], anyOf: [['ben'], ['ben']] }, of(person('ben'))).whyNothing).toEqual({
      reason: 'POOLS_NEVER_FREE',
      pools: [0, 1],
    })
  })

  test('is that all have time, and never together', () => {
    const [ada, ben] = [person('ada', { working: hours(9, 12) }), person('ben', { working: hours(13, 17) })]
    expect(explained({ all: ['ada', 'ben'], anyOf: [] }, of(ada, ben)).whyNothing).toEqual({ reason: 'NEVER_TOGETHER' })
    expect(explained({ all: ['ada'], anyOf: [['ben']] }, of(ada, ben)).whyNothing).toEqual({ reason: 'NEVER_TOGETHER' })
  })
})

test('free times are exactly those that the rules for one time find, minute by minute', () => {
  const { below, oneOf, next, shuffled } = chance('free times')
  const ids = ['ada', 'ben', 'cleo', 'dan']
  const from = new Date('2026-10-23T00:00:00Z').getTime()
  const minute = 60_000
  const somewhere = (longest: number): Stretch => {
    const startsAt = from + below(4 * 24 * 12) * 5 * minute
    return { startsAt: new Date(startsAt), endsAt: new Date(startsAt + (1 + below(longest / 5)) * 5 * minute) }
  }
  let found = 0
  let nothing = 0
  for (let round = 0; round < 150; round++) {
    const range = {
      startsAt: new Date(from + below(600) * minute),
      endsAt: new Date(from + (2880 + below(2880)) * minute),
    }
    const around: Surroundings = {
      now: new Date(from + (below(1000) - 500) * minute),
      rules: {
        ...defaultRules,
        bufferMinutesBefore: oneOf([0, 0, 5, 10]),
        bufferMinutesAfter: oneOf([0, 0, 5, 15]),
        minimumNoticeMinutes: oneOf([0, 60, 1440]),
        bookingHorizonDays: oneOf([2, 365]),
      },
      days: daysOfWeeks(range, zone),
      blocked: next() < 0.3 ? [somewhere(600)] : [],
    }
    const people = of(
      ...ids.map((id) =>
        person(id, {
          limitPerDay: oneOf([null, null, 1, 2]),
          limitPerWeek: oneOf([null, null, 2, 4]),
          working:
            next() < 0.3
              ? [stretch('2026-10-19T00:00Z', '2026-11-01T00:00Z')]
              : Array.from({ length: 6 }, () => somewhere(600)),
          taken: Array.from({ length: below(8) }, () => {
            const { startsAt, endsAt } = somewhere(300)
            return taken(startsAt.toISOString(), endsAt.toISOString(), oneOf(['INTERVIEW', 'SLOT', 'TIME_OFF']))
          }),
        }),
      ),
    )
    const panel: Panel = {
      all: shuffled(ids).slice(0, below(2)),
      anyOf: Array.from({ length: below(3) }, () => shuffled(ids).slice(0, 1 + below(3))),
    }
    const search = { range, durationMinutes: oneOf([15, 30, 45]), stepMinutes: oneOf([15, 20, 60]) }

    const may = [...people.values()].flatMap((who) =>
      (['NAME', 'RULES'] as const).map((by) => ({
        who,
        by,
        begins: mayBegin(who, search.durationMinutes, around, by),
      })),
    )
    const expected: { startsAt: Date; endsAt: Date; interviewerIds: string[] }[] = []
    for (const day of around.days)
      for (let at = day.startsAt.getTime(); at < day.endsAt.getTime(); at += search.stepMinutes * minute) {
        const meeting = { startsAt: new Date(at), endsAt: new Date(at + search.durationMinutes * minute) }
        if (meeting.startsAt < range.startsAt || meeting.endsAt > range.endsAt || meeting.startsAt <= around.now)
          continue
        for (const { who, by, begins } of may)
          expect([who.id, by, at, begins(meeting.startsAt)]).toEqual([
            who.id,
            by,
            at,
            whyNotThisPerson(who, meeting, around, { by }) === null,
          ])
        if (whyNotAtThisTime(meeting, around.now, around.rules)) continue
        if (around.blocked.some((closed) => overlap(closed, meeting))) continue
        const members = membersAt(panel, people, meeting, around, { all: { by: 'RULES' }, anyOf: { by: 'RULES' } })
        const choice = choosePanel(panel, members)
        if (choice.kind === 'PanelChosen') expected.push({ ...meeting, interviewerIds: choice.interviewerIds })
      }

    expect(nextFreeTimes(search, panel, people, around, Infinity)).toEqual(expected)
    expect(nextFreeTimes(search, panel, people, around, 2)).toEqual(expected.slice(0, 2))
    expect(countFreeTimes(search, panel, people, around)).toBe(expected.length)
    const { firstFree, whyNothing, people: explained } = explainRange(search, panel, people, around)
    expect(firstFree).toEqual(expected[0] ?? null)
    expect(whyNothing === null).toBe(expected.length > 0)
    if (expected.length > 0) found++
    else nothing++
    // Nothing that is told as not free lies in a meeting that is offered; limits hold for meetings that begin in them.
    expect(explained.map(({ id }) => id)).toEqual(peopleOf(panel))
    for (const { interviewerIds, ...meeting } of expected)
      for (const { id, notFree } of explained.filter(({ id }) => interviewerIds.includes(id))) {
        const inTheWay = notFree.filter((told) =>
          told.cause.startsWith('LIMIT')
            ? told.startsAt <= meeting.startsAt && meeting.startsAt < told.endsAt
            : overlap(told, meeting),
        )
        expect([id, inTheWay]).toEqual([id, []])
      }
  }
  // Otherwise the test would show little.
  expect(Math.min(found, nothing)).toBeGreaterThan(10)
})

test('two hundred people over ninety days are looked through without a walk over the minutes', () => {
  const long = stretch('2026-10-19T00:00+02:00', '2027-01-17T00:00+01:00')
  const days = daysOfWeeks(long, zone)
  const working = days.filter(({ weekday }) => weekday <= 5).flatMap((day) => wallStretches(day, 540, 1020, zone))
  // Everybody meets all day long but for the last hour of the last working day.
  const taken = working.map(({ startsAt, endsAt }, index): Taken => ({
    startsAt,
    endsAt: index === working.length - 1 ? new Date(endsAt.getTime() - 3_600_000) : endsAt,
    cause: 'INTERVIEW',
    meetingStartsAt: startsAt,
  }))
  const people = of(...Array.from({ length: 200 }, (_, index) => person(`p${index}`, { working, taken })))
  const ids = [...people.keys()]
  const panel = { all: ids.slice(0, 2), anyOf: [ids.slice(2, 100), ids.slice(50)] }
  const [only, ...more] = nextFreeTimes(
    { range: long, durationMinutes: 60 },
    panel,
    people,
    surroundings({}, { days }),
    5,
  )
  expect(only?.startsAt.toISOString()).toBe('2027-01-15T15:00:00.000Z')
  expect(only?.interviewerIds).toHaveLength(4)
  expect(more).toEqual([])
})
