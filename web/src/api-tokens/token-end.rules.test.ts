import { expect, test } from 'vitest'
import { endOf, endProblems, lastDay } from './token-end.rules'

const today = '2027-03-01'
const now = Date.parse('2027-03-01T22:30:00Z')

test('a token works through its last day, by the clocks of who makes it', () => {
  expect(lastDay({ lifespan: '30', date: '' }, today)).toBe('2027-03-31')
  expect(endOf({ lifespan: '30', date: '' }, 'Europe/Stockholm', now)).toBe('2027-03-31T22:00:00.000Z')
  // It is tomorrow already on these clocks.
  expect(endOf({ lifespan: '30', date: '' }, 'Asia/Tokyo', now)).toBe('2027-04-01T15:00:00.000Z')
  expect(endOf({ lifespan: 'date', date: '2027-03-01' }, 'Europe/Stockholm', now)).toBe('2027-03-01T23:00:00.000Z')
})

test.each([
  ['no day', '', 'dateMissing'],
  ['a day that is over', '2027-02-28', 'tokenEndsInPast'],
  ['a day after more than a year', '2028-03-01', 'tokenEndsTooLate'],
])('%s is nothing a token can end with', (_, date, code) => {
  expect(endProblems({ lifespan: 'date', date }, today)).toEqual([{ name: 'expiresAt', code }])
})

test('today and the same day next year are', () => {
  for (const date of ['2027-03-01', '2028-02-29']) expect(endProblems({ lifespan: 'date', date }, today)).toEqual([])
  for (const lifespan of ['30', '90', '365'] as const) expect(endProblems({ lifespan, date: '' }, today)).toEqual([])
})
