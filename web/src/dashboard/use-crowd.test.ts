import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { useCrowd } from './use-crowd'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first few of a crowd are told one by one, and the rest once when no more come', () => {
  const rest = vi.fn<(count: number) => void>()
  const crowd = effectScope().run(() => useCrowd(rest))!
  const told = Array.from({ length: 40 }, () => {
    vi.advanceTimersByTime(500)
    return crowd.lets()
  })
  expect(told.filter(Boolean)).toHaveLength(3)
  expect(rest).not.toHaveBeenCalled()
  vi.advanceTimersByTime(3_000)
  expect(rest.mock.calls).toEqual([[37]])
  // Later it is no crowd any more.
  expect(crowd.lets()).toBe(true)
})

test('a few are no crowd', () => {
  const rest = vi.fn<(count: number) => void>()
  const crowd = effectScope().run(() => useCrowd(rest))!
  expect([crowd.lets(), crowd.lets()]).toEqual([true, true])
  vi.advanceTimersByTime(10_000)
  expect(rest).not.toHaveBeenCalled()
})
