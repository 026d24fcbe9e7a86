import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fromBase32, toBase32 } from './base32.ts'

test('bytes are written as RFC 4648 section 10 does, in small letters and without padding', () => {
  const written = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => toBase32(Buffer.from(text)))
  expect(written).toEqual(['', 'my', 'mzxq', 'mzxw6', 'mzxw6yq', 'mzxw6ytb', 'mzxw6ytboi'])
})

test('whatever was written is read back', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = randomBytes(length)
    expect(fromBase32(toBase32(bytes))).toEqual(bytes)
  }
})

test.each([
  ['a letter outside the alphabet', 'mzxw1'],
  ['a capital', 'MZXW6'],
  ['padding', 'my======'],
  ['a space', 'my '],
  ['spare bits that are set', 'mz'],
  ['a spare character', 'mzxw6a'],
  ['a lone character', 'a'],
])('a text with %s was never written', (_, text) => {
  expect(fromBase32(text)).toBeNull()
})

test('no two texts mean the same bytes', () => {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  const read = [...alphabet].flatMap((a) => [...alphabet].map((b) => fromBase32(a + b)?.toString('hex')))
  const valid = read.filter((bytes) => bytes !== undefined)
  expect(valid).toHaveLength(256)
  expect(new Set(valid).size).toBe(256)
})
