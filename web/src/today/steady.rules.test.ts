import { expect, test } from 'vitest'
import { steady, type Kept } from './steady.rules'

const item = (id: string, words = id) => ({ id, words })
const shownAs = (kept: readonly Kept<{ words: string }>[]) =>
  kept.map((each) => (each.isSettled ? `(${each.item.words})` : each.item.words))

const before = steady([], [item('a'), item('b'), item('c')], false)

test('nobody is at the list: it is as it is', () => {
  expect(shownAs(steady(before, [item('d'), item('b')], false))).toEqual(['d', 'b'])
})

test('somebody is: what is there keeps its place, what is settled says so, what is new comes last', () => {
  expect(shownAs(steady(before, [item('d'), item('c', 'C'), item('a')], true))).toEqual(['a', '(b)', 'C', 'd'])
})

test('what comes back is open again', () => {
  const settled = steady(before, [item('a')], true)
  expect(shownAs(settled)).toEqual(['a', '(b)', '(c)'])
  expect(shownAs(steady(settled, [item('b')], true))).toEqual(['(a)', 'b', '(c)'])
})
