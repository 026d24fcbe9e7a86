import { describe, expect, test } from 'vitest'
import { daysOfWeeks } from '../shared/local-days.ts'
import { dayAt, loadsOf, whyNotThisPerson, type PersonCalendar, type Taken } from './person.rules.ts'
import { defaultRules } from './settings.rules.ts'

const stretch = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })

// Two weeks, in the second of which Stockholm puts its clocks back: 19 October to 1 November 2026.
const days = daysOfWeeks(stretch('2026-10-19T10:00Z', '2026-10-30T10:00Z'), 'Europe/Stockholm')
const around = { rules: defaultRules, days }

const met = (startsAt: string, endsAt: string): Taken => ({
  ...stretch(startsAt, endsAt),
  cause: 'INTERVIEW',
  meetingStartsAt: new Date(startsAt),
})

const person = (more: Partial<PersonCalendar> = {}): PersonCalendar => ({
  id: 'ines',
  limitPerDay: null,
  limitPerWeek: null,
  working: [stretch('2026-10-26T08:00Z', '2026-10-26T16:00Z')],
  taken: [],
  lastMeetingBefore: null,
  ...more,
})

const meeting = stretch('2026-10-26T09:00Z', '2026-10-26T10:00Z')
const byRules = { by: 'RULES' } as const
const byName = { by: 'NAME' } as const
const interviewerIds = ['ines']

describe('a person', () => {
  test('who works and has nothing else can come', () => {
    expect(whyNotThisPerson(person(), meeting, around, byRules)).toBeNull()
  })

  test('is busy while another meeting or a slot lies there, and free back to back', () => {
    for (const cause of ['INTERVIEW', 'SLOT'] as const) {
      const taken = (startsAt: string, endsAt: string) => [
        { ...stretch(startsAt, endsAt), cause, meetingStartsAt: null },
      ]
      const why = (startsAt: string, endsAt: string) =>
        whyNotThisPerson(person({ taken: taken(startsAt, endsAt) }), meeting, around, byName)
      expect(why('2026-10-26T09:59Z', '2026-10-26T11:00Z')).toEqual({ kind: 'InterviewerIsBusy', interviewerIds })
      expect(why('2026-10-26T10:00Z', '2026-10-26T11:00Z')).toBeNull()
      expect(why('2026-10-26T08:00Z', '2026-10-26T09:00Z')).toBeNull()
      expect(why('2026-10-26T08:00Z', '2026-10-26T09:01Z')?.kind).toBe('InterviewerIsBusy')
    }
  })

  test('is busy elsewhere while their own calendar says so, unless a recruiter who names them overrides it', () => {
    const taken: Taken[] = [
      { ...stretch('2026-10-26T09:30Z', '2026-10-26T11:00Z'), cause: 'EXTERNAL_CALENDAR', meetingStartsAt: null },
    ]
    const why = (choice: Parameters<typeof whyNotThisPerson>[3], at = meeting) =>
      whyNotThisPerson(person({ taken }), at, around, choice)
    expect(why(byName)).toEqual({ kind: 'BusyElsewhere', interviewerIds })
    expect(why(byRules)).toEqual({ kind: 'BusyElsewhere', interviewerIds })
    expect(why(byName, stretch('2026-10-26T11:00Z', '2026-10-26T12:00Z'))).toBeNull()
    expect(why({ by: 'NAME', override: true })).toBeNull()
    // Nobody is chosen from a pool into an appointment of theirs.
    expect(why({ by: 'RULES', override: true })).toEqual({ kind: 'BusyElsewhere', interviewerIds })
  })

  test('needs the buffers too: what is taken holds its own already, the new meeting brings its own', () => {
    const rules = { ...defaultRules, bufferMinutesBefore: 10, bufferMinutesAfter: 5 }
    const why = (taken: Taken) => whyNotThisPerson(person({ taken: [taken] }), meeting, { rules, days }, byName)
    expect(why(met('2026-10-26T10:05Z', '2026-10-26T11:00Z'))).toBeNull()
    expect(why(met('2026-10-26T10:04Z', '2026-10-26T11:00Z'))?.kind).toBe('InterviewerIsBusy')
    expect(why(met('2026-10-26T08:00Z', '2026-10-26T08:50Z'))).toBeNull()
    expect(why(met('2026-10-26T08:00Z', '2026-10-26T08:51Z'))?.kind).toBe('InterviewerIsBusy')
  })

  test('is away until their time off ends, even for a recruiter who overrides', () => {
    const taken: Taken[] = [
      { ...stretch('2026-10-26T09:30Z', '2026-10-28T09:00Z'), cause: 'TIME_OFF', meetingStartsAt: null },
    ]
    expect(whyNotThisPerson(person({ taken }), meeting, around, { by: 'NAME', override: true })).toEqual({
      kind: 'InterviewerIsAway',
      interviewerIds,
      until: '2026-10-28T09:00:00.000Z',
    })
  })

  test('is not chosen outside working hours by the rules, and may be named by a recruiter', () => {
    const early = stretch('2026-10-26T07:30Z', '2026-10-26T08:30Z')
    expect(whyNotThisPerson(person(), early, around, byRules)).toEqual({ kind: 'OutsideWorkingHours', interviewerIds })
    expect(whyNotThisPerson(person(), early, around, byName)).toBeNull()
  })

  test('works through hours that touch, and not over a lunch', () => {
    const hours = (...bounds: [string, string][]) =>
      person({ working: bounds.map(([from, to]) => stretch(`2026-10-26T${from}Z`, `2026-10-26T${to}Z`)) })
    const why = (someone: PersonCalendar) => whyNotThisPerson(someone, meeting, around, byRules)?.kind ?? null
    expect(why(hours(['09:30', '12:00'], ['08:00', '09:30']))).toBeNull()
    expect(why(hours(['08:00', '09:30'], ['09:31', '12:00']))).toBe('OutsideWorkingHours')
    expect(why(hours(['09:00', '10:00']))).toBeNull()
    expect(why(hours(['09:01', '10:00']))).toBe('OutsideWorkingHours')
    expect(why(hours())).toBe('OutsideWorkingHours')
  })

  test('meets no more often in a day of the company than they want to', () => {
    // 23:30 on Sunday in London is Monday in Stockholm.
    const taken = [met('2026-10-25T23:30Z', '2026-10-26T00:00Z'), met('2026-10-26T12:00Z', '2026-10-26T13:00Z')]
    const why = (limitPerDay: number, choice: Parameters<typeof whyNotThisPerson>[3] = byName) =>
      whyNotThisPerson(person({ taken, limitPerDay }), meeting, around, choice)
    expect(why(3)).toBeNull()
    expect(why(2)).toEqual({ kind: 'DailyLimitReached', interviewerIds, limit: 2, date: '2026-10-26' })
    expect(why(2, { by: 'NAME', override: true })).toBeNull()
  })

  test('meets no more often in a week from Monday on than they want to', () => {
    // The first is on the Sunday before, at 23:30 in Stockholm; the last on the Sunday of the week, just as late.
    const taken = [met('2026-10-25T22:30Z', '2026-10-25T23:00Z'), met('2026-11-01T22:30Z', '2026-11-01T23:00Z')]
    const why = (limitPerWeek: number) =>
      whyNotThisPerson(person({ taken, limitPerWeek, limitPerDay: 1 }), meeting, around, byName)
    expect(why(2)).toBeNull()
    expect(why(1)).toEqual({ kind: 'WeeklyLimitReached', interviewerIds, limit: 1, week: '2026-10-26' })
  })

  test('is told what nobody may override before what a recruiter may', () => {
    const someone = person({ limitPerDay: 1, limitPerWeek: 1, taken: [met('2026-10-26T09:30Z', '2026-10-26T10:30Z')] })
    expect(whyNotThisPerson(someone, meeting, around, byRules)?.kind).toBe('InterviewerIsBusy')
  })
})

test('an hour that comes twice belongs to its day both times', () => {
  const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((at) => dayAt(days, new Date(at)).date)
  expect([first, second]).toEqual(['2026-10-25', '2026-10-25'])
  expect(dayAt(days, new Date('2026-10-25T23:00:00Z')).date).toBe('2026-10-26')
  expect(() => dayAt(days, new Date('2026-11-02T00:00:00Z'))).toThrow(RangeError)
  expect(() => dayAt(days, new Date('2026-10-18T12:00:00Z'))).toThrow(RangeError)
  expect(() => dayAt([], new Date('2026-10-18T12:00:00Z'))).toThrow(RangeError)
})

test('somebody’s load counts meetings only, and looks back from the time that is asked for', () => {
  const taken: Taken[] = [
    met('2026-10-20T09:00Z', '2026-10-20T10:00Z'),
    met('2026-10-26T07:00Z', '2026-10-26T08:00Z'),
    met('2026-10-28T07:00Z', '2026-10-28T08:00Z'),
    { ...stretch('2026-10-26T12:00Z', '2026-10-27T12:00Z'), cause: 'TIME_OFF', meetingStartsAt: null },
  ]
  expect(loadsOf(person({ taken }), days)(meeting.startsAt)).toEqual({
    inDay: 1,
    inWeek: 2,
    lastMeeting: new Date('2026-10-26T07:00Z'),
  })
  const before = new Date('2026-10-02T07:00Z')
  expect(loadsOf(person({ lastMeetingBefore: before }), days)(meeting.startsAt).lastMeeting).toEqual(before)
})
