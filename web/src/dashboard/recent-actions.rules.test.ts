import { expect, test } from 'vitest'
import { lately, withNewest } from './recent-actions.rules'

test('what was done lately comes first, each once, and only what can be done now', () => {
  const done = ['go.slots', 'interview.move', 'go.slots', 'go.jobs'].reduce<string[]>(withNewest, [])
  expect(done).toEqual(['go.jobs', 'go.slots', 'interview.move'])
  expect(lately([{ id: 'go.slots' }, { id: 'go.kits' }, { id: 'go.jobs' }], done, 5)).toEqual([
    { id: 'go.jobs' },
    { id: 'go.slots' },
  ])
})

test('not everything is remembered for ever', () => {
  const ids = Array.from({ length: 50 }, (_, n) => String(n))
  expect(ids.reduce<string[]>(withNewest, [])).toHaveLength(20)
})
