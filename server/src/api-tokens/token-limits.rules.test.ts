import { expect, test } from 'vitest'
import { limitHeaders, shareOf, usualLimits } from './token-limits.rules.ts'

test('an answer says what is left of each limit, and in how many seconds all of it is there again', () => {
  expect(limitHeaders(usualLimits, { left: { requests: 599, cost: 12 }, seconds: 42 })).toEqual([
    ['RateLimit-Policy', '"requests";q=600;w=60, "cost";q=300000;w=60'],
    ['RateLimit', '"requests";r=599;t=42, "cost";r=12;t=42'],
    ['RateLimit-Limit', '600'],
    ['RateLimit-Remaining', '599'],
    ['RateLimit-Reset', '42'],
  ])
})

test('of the smallest limit at least one is taken at a time', () => {
  expect([1, 20, 21, 600].map(shareOf)).toEqual([1, 1, 2, 30])
})
