import { expect, test } from 'vitest'
import {
  looksLikeTimeCode,
  newSecret,
  readCode,
  recoveryHash,
  secretAddress,
  spellOut,
  stepOf,
} from './second-factor-codes.ts'

// The secret of RFC 6238 appendix B, "12345678901234567890", and the last six digits of its codes.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i seconds the code is %s, half a minute around it too, and never again', (seconds, code) => {
  const at = (shift: number) => stepOf(secret, code, new Date((seconds + shift) * 1000))
  const step = Math.floor(seconds / 30)
  expect([at(-30), at(0), at(30)]).toEqual([step, step, step])
  expect([at(-90), at(90)]).toEqual([null, null])
})

test('a code is read as people type it', () => {
  expect(readCode(' 287 082 ')).toBe('287082')
  expect(readCode('ABCD-efgh-ijkl-mnop')).toBe('abcdefghijklmnop')
  expect(spellOut('abcdefghijklmnop')).toBe('abcd-efgh-ijkl-mnop')
  expect(['287082', '28708', 'abcdef', ''].map(looksLikeTimeCode)).toEqual([true, false, false, false])
})

test('every secret is new, and its address says whose it is', () => {
  const secrets = Array.from({ length: 50 }, newSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const each of secrets) expect(each).toMatch(/^[A-Z2-7]{32}$/)
  const address = new URL(secretAddress(secret, 'rita@lindgren.test'))
  expect(decodeURIComponent(address.pathname)).toContain('Greenroom:rita@lindgren.test')
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    issuer: 'Greenroom',
    secret,
    period: '30',
    digits: '6',
  })
})

test('what is kept of a recovery code says nothing without the server’s secret, nor for somebody else', () => {
  const hash = recoveryHash('a', 'user', 'abcdefghijklmnop')
  expect(recoveryHash('a', 'user', 'abcdefghijklmnop')).toBe(hash)
  for (const other of [
    recoveryHash('b', 'user', 'abcdefghijklmnop'),
    recoveryHash('a', 'other', 'abcdefghijklmnop'),
    recoveryHash('a', 'user', 'abcdefghijklmnoq'),
  ])
    expect(other).not.toBe(hash)
})
