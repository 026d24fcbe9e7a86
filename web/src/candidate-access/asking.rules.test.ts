import { describe, expect, test } from 'vitest'
import { isSendable, isUnknownKey, pauseBeforeAsking } from './asking.rules'

describe('asking again', () => {
  test('each minute while events come in, each half minute while they do not', () => {
    expect(pauseBeforeAsking(0, true, 0)).toBe(60_000)
    expect(pauseBeforeAsking(0, false, 0)).toBe(30_000)
  })

  test('soon after a failure, then less and less often, never less than each half minute', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => pauseBeforeAsking(failures, true, 0))).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ])
  })

  test('chance spreads the pages out and makes none wait longer', () => {
    expect(pauseBeforeAsking(0, true, 0.999)).toBeLessThan(60_000)
    expect(pauseBeforeAsking(0, true, 0.999)).toBeGreaterThan(45_000)
  })
})

describe('a key', () => {
  test('of visible ASCII can be sent', () => expect(isSendable('k1.Zm9v-YmFy_~')).toBe(true))

  test.each([[''], ['two words'], ['line\nbreak'], ['ключ'], ['é'], ['x'.repeat(513)]])('%j cannot', (key) =>
    expect(isSendable(key)).toBe(false),
  )

  test('is unknown when the answer says so, in its errors or by its status', () => {
    expect(isUnknownKey({ status: 200, codes: ['UNAUTHENTICATED'] })).toBe(true)
    expect(isUnknownKey({ status: 401, codes: [] })).toBe(true)
  })

  test('is not unknown because the server is out of order or out of reach', () => {
    expect(isUnknownKey({ status: 200, codes: ['INTERNAL'] })).toBe(false)
    expect(isUnknownKey({ status: 503, codes: [] })).toBe(false)
    expect(isUnknownKey(new TypeError('Failed to fetch'))).toBe(false)
  })
})
