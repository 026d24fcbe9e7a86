import { expect, test } from 'vitest'
import { compare } from './comparison.rules'

const before = { value: 0.5, count: 10 }

test('a figure is compared with that of the period before', () => {
  expect(compare({ value: 0.75, count: 10, before }, 0.005)).toEqual({ kind: 'CHANGED', by: 0.25 })
  expect(compare({ value: 0.25, count: 10, before }, 0.005)).toEqual({ kind: 'CHANGED', by: -0.25 })
  expect(compare({ value: 0.504, count: 10, before }, 0.005)).toEqual({ kind: 'SAME' })
})

test('of too few on either side nothing is said', () => {
  expect(compare({ value: 0.75, count: 9, before }, 0.005)).toEqual({ kind: 'TOO_FEW' })
  expect(compare({ value: 0.75, count: 10, before: { ...before, count: 9 } }, 0.005)).toEqual({ kind: 'TOO_FEW' })
})

test('where there is no figure there is nothing to compare', () => {
  expect(compare({ value: null, count: 0, before }, 0.005)).toEqual({ kind: 'NONE' })
  expect(compare({ value: 0.5, count: 10, before: { value: null, count: 0 } }, 0.005)).toEqual({ kind: 'NONE' })
  expect(compare({ value: 0.5, count: 10, before: undefined }, 0.005)).toEqual({ kind: 'NONE' })
})
