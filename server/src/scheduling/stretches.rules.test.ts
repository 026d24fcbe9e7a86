import { expect, test } from 'vitest'
import { chance } from '../../test/chance.ts'
import { common, merged, overlap, without, type Span } from './stretches.rules.ts'

test('stretches without a seam are in order, and neither empty nor touching', () => {
  expect(
    merged([
      [5, 7],
      [1, 3],
      [3, 4],
      [6, 9],
      [8, 8],
      [20, 10],
    ]),
  ).toEqual([
    [1, 4],
    [5, 9],
  ])
})

test('meetings back to back share no instant', () => {
  const at = (from: number, to: number) => ({ startsAt: new Date(from), endsAt: new Date(to) })
  expect(overlap(at(1, 3), at(3, 5))).toBe(false)
  expect(overlap(at(1, 4), at(3, 5))).toBe(true)
  expect(overlap(at(3, 5), at(1, 9))).toBe(true)
})

test('what is in both, and what is in one only, is so instant by instant', () => {
  const { below } = chance('stretches')
  const some = (): Span[] =>
    Array.from({ length: below(6) }, () => {
      const from = below(30)
      return [from, from + below(8)] as const
    })
  const has = (spans: readonly Span[], at: number) => spans.some(([from, to]) => from <= at && at < to)
  for (let round = 0; round < 500; round++) {
    const [one, other] = [some(), some()]
    const [a, b] = [merged(one), merged(other)]
    for (let at = 0; at < 40; at++) {
      expect(has(a, at)).toBe(has(one, at))
      expect(has(common(a, b), at)).toBe(has(one, at) && has(other, at))
      expect(has(without(a, b), at)).toBe(has(one, at) && !has(other, at))
    }
    for (const spans of [a, common(a, b), without(a, b)]) expect(merged(spans)).toEqual(spans)
  }
})
