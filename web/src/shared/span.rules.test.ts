import { expect, test } from 'vitest'
import { spanOf } from './span.rules'

test('a length of time is said in the largest unit in which it is whole', () => {
  expect(spanOf(0)).toEqual({ count: 0, unit: 'minutes' })
  expect(spanOf(45)).toEqual({ count: 45, unit: 'minutes' })
  expect(spanOf(90)).toEqual({ count: 90, unit: 'minutes' })
  expect(spanOf(240)).toEqual({ count: 4, unit: 'hours' })
  expect(spanOf(2880)).toEqual({ count: 2, unit: 'days' })
})
