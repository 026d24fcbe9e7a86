import { describe, expect, test } from 'vitest'
import { nextAttempt } from './retry.rules.ts'

const minutes = (count: number) => count * 60_000
const queuedAt = new Date('2026-11-21T10:00:00Z')
const after = (count: number) => new Date(queuedAt.getTime() + minutes(count))
const farAway = new Date('2026-12-24T10:00:00Z')

describe('a message that failed for the moment', () => {
  test.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 60],
    [20, 60],
  ])('after attempt %i waits %i minutes, and at most a quarter longer', (attempts, pause) => {
    const now = after(30)
    const next = (random: number) => nextAttempt({ attempts, queuedAt, notAfter: farAway, now, random })!.getTime()
    expect(next(0)).toBe(now.getTime() + minutes(pause))
    expect(next(0.5)).toBe(now.getTime() + minutes(pause) * 1.125)
    expect(next(0.999_999)).toBeLessThanOrEqual(now.getTime() + minutes(pause) * 1.25)
  })

  test('is given up a day after it was queued', () => {
    const last = (now: Date) => nextAttempt({ attempts: 26, queuedAt, notAfter: farAway, now, random: 0 })
    expect(last(after(23 * 60))).toEqual(after(24 * 60))
    expect(last(after(23 * 60 + 1))).toBeNull()
  })

  test('is given up when it would come after the start of the interview', () => {
    const startsAt = after(20)
    const next = (attempts: number, now: Date) =>
      nextAttempt({ attempts, queuedAt, notAfter: startsAt, now, random: 0 })
    expect(next(3, after(5))).toEqual(startsAt)
    expect(next(3, after(6))).toBeNull()
    expect(next(1, after(21))).toBeNull()
  })
})
