import { expect, test } from 'vitest'
import { whyWeak } from './password.rules.ts'

const known = ['Astrid Nyström', 'astrid@lindgren.test', 'Lindgren & Co']

test.each([
  ['elva tecken', 'TOO_SHORT'],
  ['x'.repeat(129), 'TOO_LONG'],
  ['aaaaaaaaaaaaaaa', 'TOO_UNIFORM'],
  ['ababababababab', 'TOO_UNIFORM'],
  ['123456789012', 'IN_A_ROW'],
  ['abcdefghijklmnop', 'IN_A_ROW'],
  ['ponmlkjihgfedcba', 'IN_A_ROW'],
  ['Password2026!', 'TOO_FAMILIAR'],
  ['lösenord12345', 'TOO_FAMILIAR'],
  ['astrid.nyström', 'TOO_FAMILIAR'],
  ['Lindgren2026!', 'TOO_FAMILIAR'],
  ['AstridLindgren1', 'TOO_FAMILIAR'],
])('%s is too easily guessed', (password, why) => {
  expect(whyWeak(password, known)).toBe(why)
})

test.each([
  'correct horse battery',
  'tre-små-grisar-i-regn',
  '48151623421089',
  'Astrids katt äter fisk',
  '密码密码长一点的句子好得多',
])('%s will do', (password) => {
  expect(whyWeak(password, known)).toBeNull()
})
