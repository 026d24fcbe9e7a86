import { expect, test } from 'vitest'
import { wordsOf, type News } from './announcer.rules'

const sent = (name: string): News => ({ kind: 'email', text: `Invitation to ${name} sent` })
const count = (kind: string, n: number) => `${n} ${kind}`

test('a few changes are said in their own words', () => {
  expect(wordsOf([sent('Maya'), { kind: 'answer', text: 'Elin accepted' }], count)).toBe(
    'Invitation to Maya sent. Elin accepted',
  )
})

test('the same is not said twice', () => {
  expect(wordsOf([sent('Maya'), sent('Maya'), sent('Maya')], count)).toBe('Invitation to Maya sent')
})

test('forty are counted by their kind', () => {
  const many = Array.from({ length: 40 }, (_, n) => sent(`person ${n}`))
  expect(wordsOf([...many, { kind: 'answer', text: 'Elin accepted' }], count)).toBe('40 email, 1 answer')
})
