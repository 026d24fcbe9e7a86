import { describe, expect, test } from 'vitest'
import { countdownParts, roughUnits, shownUnits } from './countdown.rules'

const start = Date.parse('2026-11-21T14:00:00Z')
const before = (ms: number) => start - ms
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('the countdown', () => {
  test('tells days, hours, minutes and seconds apart', () => {
    expect(countdownParts(start, before(2 * day + 3 * hour + 4 * minute + 5 * second))).toEqual({
      days: 2,
      hours: 3,
      minutes: 4,
      seconds: 5,
    })
  })

  test('shows zero when the time has come and not a moment before', () => {
    expect(countdownParts(start, before(1)).seconds).toBe(1)
    expect(countdownParts(start, before(0)).seconds).toBe(0)
  })

  test('does not run below zero', () => {
    expect(countdownParts(start, start + hour)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 })
  })

  test.each([
    [day, ['days', 'hours', 'minutes']],
    [day - second, ['hours', 'minutes', 'seconds']],
    [hour, ['hours', 'minutes', 'seconds']],
    [hour - second, ['minutes', 'seconds']],
    [0, ['minutes', 'seconds']],
  ])('with %d ms to go it counts in %j', (left, units) =>
    expect(shownUnits(countdownParts(start, before(left)))).toEqual(units),
  )
})

describe('round words for the title', () => {
  test.each([
    [
      2 * day + 3 * hour + 59 * minute,
      [
        ['days', 2],
        ['hours', 3],
      ],
    ],
    [
      2 * hour + 5 * minute,
      [
        ['hours', 2],
        ['minutes', 5],
      ],
    ],
    [2 * hour, [['hours', 2]]],
    [14 * minute - 20 * second, [['minutes', 14]]],
    [second, [['minutes', 1]]],
    [0, [['minutes', 0]]],
    [-hour, [['minutes', 0]]],
  ])('%d ms are %j', (left, said) =>
    expect(roughUnits(start, before(left)).map(({ unit, value }) => [unit, value])).toEqual(said),
  )
})
