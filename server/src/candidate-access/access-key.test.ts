import { describe, expect, test } from 'vitest'
import { newId } from '../shared/id.ts'
import { accessKey, interviewOfKey, opens } from './access-key.ts'

const secret = 'one secret of the house'
const older = 'the one before it'

describe('an access key', () => {
  const id = '0197c3a0-1234-7abc-8def-0123456789ab'
  const key = accessKey(secret, id, 1)

  test('is 52 small letters and digits, always the same for the same interview', () => {
    expect(key).toMatch(/^[a-z2-7]{52}$/)
    expect(accessKey(secret, id, 1)).toBe(key)
  })

  test('names its interview and opens it', () => {
    expect(interviewOfKey(key)).toBe(id)
    expect(opens(key, [secret], id, 1)).toBe(true)
  })

  test('is worth nothing once its version was raised', () => {
    expect(opens(key, [secret], id, 2)).toBe(false)
  })

  test('opens nothing under another secret, and everything it did under one that is being retired', () => {
    expect(opens(key, ['another secret'], id, 1)).toBe(false)
    expect(opens(accessKey(older, id, 1), [secret, older], id, 1)).toBe(true)
  })

  test('opens no other interview', () => {
    const other = newId()
    expect(opens(key, [secret], other, 1)).toBe(false)
    const grafted = accessKey(secret, other, 1).slice(0, 25) + key.slice(25)
    expect(opens(grafted, [secret], other, 1)).toBe(false)
  })

  test('does not open with one character changed, wherever it is', () => {
    for (let at = 0; at < key.length; at++) {
      const wrong = key.slice(0, at) + (key[at] === 'b' ? 'c' : 'b') + key.slice(at + 1)
      expect(opens(wrong, [secret], id, 1)).toBe(false)
    }
  })

  test.each(['', 'a', key.slice(1), `${key}a`, key.toUpperCase(), `${key.slice(0, 51)}1`, 'é'.repeat(52)])(
    'is not %j, and trying it throws nothing',
    (wrong) => {
      expect(interviewOfKey(wrong)).toBeNull()
      expect(opens(wrong, [secret], id, 1)).toBe(false)
    },
  )
})
