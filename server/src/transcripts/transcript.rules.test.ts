import { describe, expect, test } from 'vitest'
import { isFinal } from '../shared/asked-again.rules.ts'
import { heardIn, longestTranscript, mostTries, nextTry } from './transcript.rules.ts'

describe('what a service answers', () => {
  test.each([
    ['{"text":" Of the bees.\\r\\nAnd of honey. "}', { text: 'Of the bees.\nAnd of honey.', language: null }],
    ['{"text":"Hej","language":"sv"}', { text: 'Hej', language: 'sv' }],
    ['{"text":"Hej","language":"swedish","segments":[]}', { text: 'Hej', language: 'swedish' }],
    ['{"text":"","language":7}', { text: '', language: null }],
    ['{"text":"a\\u0000b\\u001b[31mc\\ud800","language":"<b>"}', { text: 'ab[31mc\ufffd', language: null }],
  ])('%s is understood', (body, heard) => {
    expect(heardIn(body)).toEqual(heard)
  })

  test.each([
    '',
    'Of the bees.',
    'null',
    '7',
    '[]',
    '{}',
    '{"text":null}',
    '{"text":["a"]}',
    '{"error":{"message":"no"}}',
    JSON.stringify({ text: 'a'.repeat(longestTranscript + 1) }),
  ])('%.40s is nothing', (body) => {
    expect(heardIn(body)).toBeNull()
  })
})

test('it is asked again after growing pauses, each a little longer by chance, and not for ever', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const minutes = (tries: number, chance: number) => {
    const next = nextTry(tries, now, chance)
    return next && (next.getTime() - now.getTime()) / 60_000
  }
  expect([1, 2, 3, 4, 5, 6].map((tries) => minutes(tries, 0))).toEqual([1, 5, 30, 180, null, null])
  expect(minutes(2, 0.5)).toBe(6.25)
  expect(nextTry(mostTries, now, 0)).toBeNull()
})

test('what is nothing for it stays nothing for it; anything else may pass', () => {
  expect([400, 413, 415, 422].every(isFinal)).toBe(true)
  expect([301, 401, 403, 404, 408, 429, 500, 503].some(isFinal)).toBe(false)
})
