import { describe, expect, test } from 'vitest'
import { dateAfter, daysOfWeeks, localDateOf, localDays, mondayOf, wallStretches, weekdayOf } from './local-days.ts'

const hours = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
  (endsAt.getTime() - startsAt.getTime()) / 3_600_000

const dayOf = (date: string, timeZone: string) => localDays(date, date, timeZone)[0]!

describe('the days of a zone', () => {
  test('follow on each other from midnight to midnight, and have 23 or 25 hours when the clocks are changed', () => {
    const days = localDays('2026-03-28', '2026-03-30', 'Europe/Stockholm')
    expect(days.map(({ date, weekday, week }) => [date, weekday, week])).toEqual([
      ['2026-03-28', 6, '2026-03-23'],
      ['2026-03-29', 7, '2026-03-23'],
      ['2026-03-30', 1, '2026-03-30'],
    ])
    expect(days.map(hours)).toEqual([24, 23, 24])
    expect(days.map((day) => day.startsAt.toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
    expect(hours(dayOf('2026-10-25', 'Europe/Stockholm'))).toBe(25)
    expect(hours(dayOf('2026-04-05', 'Australia/Lord_Howe'))).toBe(24.5)
  })

  test('begin at 01:00 where midnight is skipped, and leave out a date that was', () => {
    const santiago = dayOf('2026-09-06', 'America/Santiago')
    expect([santiago.startsAt.toISOString(), hours(santiago)]).toEqual(['2026-09-06T04:00:00.000Z', 23])
    expect(localDays('2011-12-29', '2011-12-31', 'Pacific/Apia').map((day) => day.date)).toEqual([
      '2011-12-29',
      '2011-12-31',
    ])
  })

  test('of the weeks around a range are whole weeks from Monday on, as the zone counts them', () => {
    const dates = (startsAt: string, endsAt: string, zone: string) => {
      const days = daysOfWeeks({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }, zone)
      return [days[0]!.date, days.at(-1)!.date, days.length]
    }
    expect(dates('2026-11-25T09:00Z', '2026-11-25T10:00Z', 'UTC')).toEqual(['2026-11-23', '2026-11-29', 7])
    // Sunday evening in UTC is Monday in Stockholm.
    expect(dates('2026-11-22T23:30Z', '2026-11-22T23:45Z', 'Europe/Stockholm')).toEqual(['2026-11-23', '2026-11-29', 7])
    expect(dates('2026-11-22T23:30Z', '2026-11-22T23:45Z', 'UTC')).toEqual(['2026-11-16', '2026-11-22', 7])
    // A range that ends with the week touches no other one.
    expect(dates('2026-11-23T00:00Z', '2026-11-30T00:00Z', 'UTC')).toEqual(['2026-11-23', '2026-11-29', 7])
    expect(dates('2026-11-23T00:00Z', '2026-11-30T00:00:01Z', 'UTC')[2]).toBe(14)
  })
})

describe('a stretch of the wall clock', () => {
  const shown = (date: string, from: number, to: number, zone: string) =>
    wallStretches(dayOf(date, zone), from * 60, to * 60, zone).map(
      ({ startsAt, endsAt }) => `${startsAt.toISOString().slice(5, 16)} ${endsAt.toISOString().slice(5, 16)}`,
    )

  test('is 09:00 to 17:00 on every day, whatever the offset', () => {
    expect(shown('2026-03-28', 9, 17, 'Europe/Stockholm')).toEqual(['03-28T08:00 03-28T16:00'])
    expect(shown('2026-03-29', 9, 17, 'Europe/Stockholm')).toEqual(['03-29T07:00 03-29T15:00'])
    expect(shown('2026-10-25', 9, 17, 'Europe/Stockholm')).toEqual(['10-25T08:00 10-25T16:00'])
    expect(shown('2026-09-06', 9, 17, 'America/Santiago')).toEqual(['09-06T12:00 09-06T20:00'])
  })

  test('is the part that is left where an hour is skipped', () => {
    expect(shown('2026-03-29', 1, 4, 'Europe/Stockholm')).toEqual([
      '03-29T00:00 03-29T01:00',
      '03-29T01:00 03-29T02:00',
    ])
    expect(shown('2026-03-29', 2, 3, 'Europe/Stockholm')).toEqual([])
    expect(shown('2026-03-29', 2.5, 4, 'Europe/Stockholm')).toEqual(['03-29T01:00 03-29T02:00'])
    expect(shown('2026-09-06', 0, 2, 'America/Santiago')).toEqual(['09-06T04:00 09-06T05:00'])
  })

  test('comes twice where an hour is repeated', () => {
    expect(shown('2026-10-25', 2, 3, 'Europe/Stockholm')).toEqual([
      '10-25T00:00 10-25T01:00',
      '10-25T01:00 10-25T02:00',
    ])
    expect(shown('2026-10-25', 2.5, 3, 'Europe/Stockholm')).toEqual([
      '10-25T00:30 10-25T01:00',
      '10-25T01:30 10-25T02:00',
    ])
    expect(shown('2026-10-25', 0, 24, 'Europe/Stockholm')).toEqual([
      '10-24T22:00 10-25T01:00',
      '10-25T01:00 10-25T23:00',
    ])
  })

  test('is exactly when a clock on the wall shows it, minute by minute, on the days of ten zones that have a change', () => {
    const cases = [
      ['America/New_York', '2026-03-08'],
      ['America/New_York', '2026-11-01'],
      ['Europe/Dublin', '2026-10-25'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Australia/Lord_Howe', '2026-10-04'],
      ['America/St_Johns', '2026-03-08'],
      ['Africa/Casablanca', '2026-02-15'],
      ['America/Santiago', '2026-04-04'],
      ['America/Santiago', '2026-09-06'],
      ['Asia/Kolkata', '2026-03-29'],
      ['Asia/Kathmandu', '2026-03-29'],
      ['Asia/Beirut', '2026-03-29'],
    ] as const
    for (const [zone, date] of cases) {
      const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
      const day = dayOf(date, zone)
      for (const [from, to] of [
        [0, 1440],
        [30, 150],
        [90, 135],
        [540, 1020],
        [1380, 1440],
      ] as const) {
        const stretches = wallStretches(day, from, to, zone)
        for (let at = day.startsAt.getTime() - 7_200_000; at < day.endsAt.getTime() + 7_200_000; at += 300_000) {
          const [onDate, time] = wall.format(at).split(' ') as [string, string]
          const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
          const inside = stretches.some(({ startsAt, endsAt }) => startsAt.getTime() <= at && at < endsAt.getTime())
          expect([zone, onDate, time, inside]).toEqual([
            zone,
            onDate,
            time,
            onDate === date && from <= minute && minute < to,
          ])
        }
      }
    }
  })
})

test('dates are counted as calendars do', () => {
  expect(dateAfter('2026-12-31', 1)).toBe('2027-01-01')
  expect(dateAfter('2028-03-01', -1)).toBe('2028-02-29')
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7])
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  expect(localDateOf(new Date('2026-11-22T23:30Z'), 'Europe/Stockholm')).toBe('2026-11-23')
  expect(localDateOf(new Date('2026-11-22T23:30Z'), 'America/New_York')).toBe('2026-11-22')
})
