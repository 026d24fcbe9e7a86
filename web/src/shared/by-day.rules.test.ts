import { expect, test } from 'vitest'
import { byDay } from './by-day.rules'

test('what begins late in the evening belongs to the day the zone shows, not to the day in UTC', () => {
  const items = [{ startsAt: '2026-11-24T22:30:00Z' }, { startsAt: '2026-11-24T23:30:00Z' }]
  expect(byDay(items, 'Europe/Stockholm').map(({ date }) => date)).toEqual(['2026-11-24', '2026-11-25'])
  expect(byDay(items, 'America/New_York').map(({ date, items }) => [date, items.length])).toEqual([['2026-11-24', 2]])
})
