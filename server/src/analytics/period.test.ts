import { describe, expect, test } from 'vitest'
import { periodOf, whyNotThisLong } from './period.ts'

const stepsOf = (...period: Parameters<typeof periodOf>) =>
  periodOf(...period).steps.map(({ from, to, startsAt }) => `${from}…${to} from ${startsAt.toISOString()}`)

describe('a period', () => {
  test('begins and ends by the clocks of its zone', () => {
    const period = periodOf('2026-11-01', '2026-11-30', 'MONTH', 'Europe/Stockholm')
    expect(period.startsAt.toISOString()).toBe('2026-10-31T23:00:00.000Z')
    expect(period.endsAt.toISOString()).toBe('2026-11-30T23:00:00.000Z')
    expect(period.days).toBe(30)
  })

  test('has days of 23 and of 25 hours where clocks are changed', () => {
    expect(stepsOf('2026-03-28', '2026-03-30', 'DAY', 'Europe/Stockholm')).toEqual([
      '2026-03-28…2026-03-28 from 2026-03-27T23:00:00.000Z',
      '2026-03-29…2026-03-29 from 2026-03-28T23:00:00.000Z',
      '2026-03-30…2026-03-30 from 2026-03-29T22:00:00.000Z',
    ])
    expect(stepsOf('2026-10-24', '2026-10-26', 'DAY', 'Europe/Stockholm')).toEqual([
      '2026-10-24…2026-10-24 from 2026-10-23T22:00:00.000Z',
      '2026-10-25…2026-10-25 from 2026-10-24T22:00:00.000Z',
      '2026-10-26…2026-10-26 from 2026-10-25T23:00:00.000Z',
    ])
  })

  test('begins at one where clocks jump over midnight', () => {
    expect(stepsOf('2026-09-06', '2026-09-06', 'DAY', 'America/Santiago')).toEqual([
      '2026-09-06…2026-09-06 from 2026-09-06T04:00:00.000Z',
    ])
  })

  test('is cut into weeks from Monday on, and the first and the last are what lies inside', () => {
    expect(stepsOf('2026-11-04', '2026-11-17', 'WEEK', 'UTC')).toEqual([
      '2026-11-04…2026-11-08 from 2026-11-04T00:00:00.000Z',
      '2026-11-09…2026-11-15 from 2026-11-09T00:00:00.000Z',
      '2026-11-16…2026-11-17 from 2026-11-16T00:00:00.000Z',
    ])
  })

  test('is cut into months, over the turn of a year too', () => {
    expect(stepsOf('2026-12-15', '2027-01-10', 'MONTH', 'UTC')).toEqual([
      '2026-12-15…2026-12-31 from 2026-12-15T00:00:00.000Z',
      '2027-01-01…2027-01-10 from 2027-01-01T00:00:00.000Z',
    ])
  })

  test('of a date that its zone has skipped has no step and no time', () => {
    const { steps, startsAt, endsAt, days } = periodOf('2011-12-30', '2011-12-30', 'DAY', 'Pacific/Apia')
    expect([steps, days, endsAt.getTime() - startsAt.getTime()]).toEqual([[], 0, 0])
  })

  test.each([
    ['DAY', '2026-01-01', '2026-04-02', 92],
    ['WEEK', '2026-01-01', '2027-01-06', 371],
    ['MONTH', '2026-01-01', '2028-01-01', 731],
  ] as const)('by %s is long enough from %s to %s and no longer', (by, from, to, mostDays) => {
    const nextDay = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)
    expect(whyNotThisLong(from, to, by)).toBeNull()
    expect(whyNotThisLong(from, nextDay, by)).toEqual({ kind: 'PeriodIsTooLong', days: mostDays + 1, mostDays, by })
  })
})
