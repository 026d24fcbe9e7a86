import { describe, expect, test } from 'vitest'
import {
  aheadThroughout,
  clockAhead,
  clockChangesIn,
  daysOf,
  differsIn,
  eachDay,
  rangeOf,
  turned,
} from './calendar-range.rules'

const stockholm = 'Europe/Stockholm'
const hours = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 3_600_000

describe('the days of a view', () => {
  test.each([
    ['day', '2026-11-25', 1, '2026-11-25', '2026-11-26'],
    ['week', '2026-11-25', 1, '2026-11-23', '2026-11-30'],
    ['week', '2026-11-25', 7, '2026-11-22', '2026-11-29'],
    ['week', '2026-11-22', 1, '2026-11-16', '2026-11-23'],
    ['list', '2026-11-22', 7, '2026-11-22', '2026-11-29'],
    ['month', '2026-11-25', 1, '2026-10-26', '2026-12-07'],
    ['month', '2027-02-10', 1, '2027-02-01', '2027-03-01'],
    ['month', '2026-11-25', 7, '2026-11-01', '2026-12-06'],
  ] as const)('%s of %s with weeks from %i on', (view, date, firstDay, first, end) => {
    expect(daysOf(view, date, firstDay)).toEqual({ first, end })
  })

  test.each([
    ['day', '2026-12-31', 1, '2027-01-01'],
    ['week', '2026-11-25', -1, '2026-11-18'],
    ['list', '2026-11-25', 1, '2026-12-02'],
    // From the 31st on a month further is the next month, not the one after.
    ['month', '2027-01-31', 1, '2027-02-01'],
    ['month', '2027-01-31', -1, '2026-12-01'],
  ] as const)('a page of %s from %s on, by %i', (view, date, by, next) => {
    expect(turned(view, date, by)).toBe(next)
  })

  test('are each of them, once', () => {
    expect(eachDay({ first: '2026-02-27', end: '2026-03-02' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  })
})

describe('a range by the clocks of a zone', () => {
  test('begins and ends at its midnights', () => {
    expect(rangeOf({ first: '2026-11-23', end: '2026-11-30' }, stockholm)).toEqual({
      from: '2026-11-22T23:00:00.000Z',
      to: '2026-11-29T23:00:00.000Z',
    })
  })

  test.each([
    [stockholm, '2026-10-25', '2026-10-26', 25],
    [stockholm, '2027-03-28', '2027-03-29', 23],
    ['America/New_York', '2026-11-01', '2026-11-02', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-05', 23.5],
    // Clocks there go forward at midnight: the day begins at 01:00.
    ['Africa/Cairo', '2027-04-30', '2027-05-01', 23],
  ])('%s on %s is as long as it is', (zone, first, end, length) => {
    expect(hours(rangeOf({ first, end }, zone))).toBe(length)
    expect(clockChangesIn({ first, end }, zone)).toEqual([first])
  })

  test('tells nothing of a change where there is none', () => {
    expect(clockChangesIn({ first: '2026-11-23', end: '2026-11-30' }, stockholm)).toEqual([])
    expect(clockChangesIn({ first: '2026-10-19', end: '2026-10-26' }, 'Asia/Tokyo')).toEqual([])
  })
})

describe('two zones side by side', () => {
  const week = (first: string, end: string) => rangeOf({ first, end }, stockholm)

  test.each([
    ['Asia/Tokyo', '2026-11-23', '2026-11-30', 480],
    ['America/New_York', '2026-11-23', '2026-11-30', -360],
    ['Asia/Kolkata', '2026-11-23', '2026-11-30', 270],
    // Summer time ends in Stockholm a week before it does in New York.
    ['America/New_York', '2026-10-26', '2026-11-01', -300],
  ])('%s is ahead of Stockholm from %s to %s by %i minutes', (zone, first, end, ahead) => {
    expect(aheadThroughout(week(first, end), stockholm, zone)).toBe(ahead)
  })

  test('have no one distance where the clocks of one of them change', () => {
    expect(aheadThroughout(week('2026-10-19', '2026-10-26'), stockholm, 'Asia/Tokyo')).toBeNull()
    expect(aheadThroughout(week('2026-10-26', '2026-11-02'), stockholm, 'America/New_York')).toBeNull()
    // Both change in the same night: the distance stays.
    expect(aheadThroughout(week('2026-10-19', '2026-10-26'), stockholm, 'Europe/London')).toBe(-60)
  })

  test('are one where they say the same', () => {
    expect(differsIn(week('2026-11-23', '2026-11-30'), stockholm, 'Europe/Paris')).toBe(false)
    expect(differsIn(week('2026-11-23', '2026-11-30'), stockholm, 'Europe/London')).toBe(true)
    // The same in winter, and not on the day on which only one of them changes.
    expect(differsIn(week('2026-10-19', '2026-10-26'), stockholm, 'Africa/Lagos')).toBe(true)
    expect(differsIn(week('2026-11-23', '2026-11-30'), stockholm, 'Africa/Lagos')).toBe(false)
  })

  test.each([
    [600, 480, '18:00', 0],
    [1020, 480, '01:00', 1],
    [120, -360, '20:00', -1],
    [0, 345, '05:45', 0],
  ])('%i minutes into the day, %i further on, are %s', (minutes, ahead, time, days) => {
    expect(clockAhead(minutes, ahead)).toEqual({ time, days })
  })
})
