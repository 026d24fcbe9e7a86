import { expect, test } from 'vitest'
import { oneByOne } from './one-by-one'

test('a few are done at a time, and told in their own order', async () => {
  let running = 0
  let most = 0
  const told: number[] = []
  const outcomes = await oneByOne(
    [5, 4, 3, 2, 1, 0],
    async (item, index) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, item))
      running--
      return `${index}:${item}`
    },
    (done) => told.push(done),
    2,
  )
  expect(most).toBe(2)
  expect(told).toEqual([1, 2, 3, 4, 5, 6])
  expect(outcomes.map(({ answer }) => answer)).toEqual(['0:5', '1:4', '2:3', '3:2', '4:1', '5:0'])
})

test('one that fails keeps the others from nothing', async () => {
  const outcomes = await oneByOne(['a', 'b', 'c'], async (item) => {
    if (item === 'b') throw new Error('The line broke.')
    return item.toUpperCase()
  })
  expect(outcomes).toEqual([
    { item: 'a', answer: 'A' },
    { item: 'b', answer: null },
    { item: 'c', answer: 'C' },
  ])
})

test('nothing is done with nothing', async () => {
  expect(await oneByOne([], () => Promise.reject(new Error('never')))).toEqual([])
})
