import { expect, test } from 'vitest'
import { defaultRules, mayOverride, occupiedRange, ruleBounds, whyNotAtThisTime } from './settings.rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
const at = (startsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(new Date(startsAt).getTime() + 3_600_000),
})

test('a meeting that begins exactly at the notice is far enough ahead, one a second earlier is not', () => {
  const rules = { ...defaultRules, minimumNoticeMinutes: 120 }
  expect(whyNotAtThisTime(at('2026-11-21T14:00:00Z'), now, rules)).toBeNull()
  expect(whyNotAtThisTime(at('2026-11-21T13:59:59Z'), now, rules)).toEqual({
    kind: 'MinimumNotice',
    earliest: '2026-11-21T14:00:00.000Z',
  })
})

test('a meeting that begins exactly at the horizon is near enough, one a second later is not', () => {
  const rules = { ...defaultRules, bookingHorizonDays: 30 }
  expect(whyNotAtThisTime(at('2026-12-21T12:00:00Z'), now, rules)).toBeNull()
  expect(whyNotAtThisTime(at('2026-12-21T12:00:01Z'), now, rules)).toEqual({
    kind: 'BeyondHorizon',
    latest: '2026-12-21T12:00:00.000Z',
  })
})

test('the horizon is days of 24 hours, whatever the clocks do meanwhile', () => {
  const spring = new Date('2026-03-28T12:00:00Z')
  const rules = { ...defaultRules, bookingHorizonDays: 1 }
  expect(whyNotAtThisTime(at('2026-03-29T12:00:00Z'), spring, rules)).toBeNull()
  expect(whyNotAtThisTime(at('2026-03-29T12:00:01Z'), spring, rules)?.kind).toBe('BeyondHorizon')
})

test('a company that has chosen nothing asks for no notice and looks a year ahead', () => {
  expect(whyNotAtThisTime(at('2026-11-21T12:00:00Z'), now, defaultRules)).toBeNull()
  expect(whyNotAtThisTime(at('2027-11-21T12:00:00Z'), now, defaultRules)).toBeNull()
  expect(whyNotAtThisTime(at('2027-11-22T12:00:00Z'), now, defaultRules)?.kind).toBe('BeyondHorizon')
})

test('what a meeting takes of an interviewer is longer than the meeting by both buffers', () => {
  const meeting = at('2026-11-24T09:00:00Z')
  expect(occupiedRange(meeting, defaultRules)).toEqual(meeting)
  expect(occupiedRange(meeting, { ...defaultRules, bufferMinutesBefore: 10, bufferMinutesAfter: 15 })).toEqual({
    startsAt: new Date('2026-11-24T08:50:00Z'),
    endsAt: new Date('2026-11-24T10:15:00Z'),
  })
})

test('a recruiter may override notice, horizon, limits and other calendars, and never what keeps people from being in two places', () => {
  const may = (kinds: string[]) => kinds.map((kind) => mayOverride({ kind }))
  expect(may(['MinimumNotice', 'BeyondHorizon', 'DailyLimitReached', 'WeeklyLimitReached', 'BusyElsewhere'])).toEqual(
    Array.from({ length: 5 }, () => true),
  )
  expect(
    may(['SlotIsFull', 'InterviewerIsBusy', 'InterviewerIsAway', 'OutsideWorkingHours', 'TimeIsPast', 'anything']),
  ).toEqual(Array.from({ length: 6 }, () => false))
})

test('what a company has by default lies within what it may choose', () => {
  for (const [name, [from, to]] of Object.entries(ruleBounds)) {
    const value = defaultRules[name as keyof typeof ruleBounds]
    expect([name, from <= value && value <= to]).toEqual([name, true])
  }
})
