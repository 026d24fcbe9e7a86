import { expect, test } from 'vitest'
import { evenLength, showCount, showDifference, showLength, showShare } from './numbers'

// Narrow blanks of some kinds stand between numbers and their units.
const plain = (text: string) => text.replace(/\s/g, ' ')

test('lengths of time are said as short as they can be, in each language', () => {
  expect([0, 45, 90, 1439, 1440, 5040].map((minutes) => showLength(minutes, 'en'))).toEqual([
    '0 mins',
    '45 mins',
    '1.5 hrs',
    '24 hrs',
    '1 day',
    '3.5 days',
  ])
  expect(plain(showLength(5040, 'sv'))).toBe('3,5 d')
  expect(plain(showLength(90, 'fr'))).toBe('1,5 h')
})

test('shares below a tenth have a digit more', () => {
  expect([0, 0.023, 0.1, 0.914, 1].map((share) => showShare(share, 'en'))).toEqual(['0%', '2.3%', '10%', '91%', '100%'])
})

test('counts and differences are written as the language writes them', () => {
  expect(showCount(12345, 'en')).toBe('12,345')
  expect(plain(showCount(12345, 'fr'))).toBe('12 345')
  expect([3, -0.25, 0].map((value) => showDifference(value, 'en'))).toEqual(['+3', '−0.3', '0'])
})

test('lines behind lengths of time stand at even hours and days', () => {
  expect([1, 100, 200, 1000, 5760, 25_000, 10_000_000].map(evenLength)).toEqual([15, 30, 60, 480, 1440, 7200, 525_600])
})
