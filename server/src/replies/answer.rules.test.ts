import { describe, expect, test } from 'vitest'
import { answererIn, answerOf, givenAt, outcomeOf, whyNotBelieve } from './answer.rules.ts'

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`)

describe('an answer', () => {
  test.each([
    ['the first one counts', { sequence: 0, givenAt: at('10:00') }, { timeSequence: 0, answeredAt: null }, 'APPLIED'],
    [
      'a newer one counts',
      { sequence: 0, givenAt: at('11:00') },
      { timeSequence: 0, answeredAt: at('10:00') },
      'APPLIED',
    ],
    [
      'of the same second counts',
      { sequence: 0, givenAt: at('10:00') },
      { timeSequence: 0, answeredAt: at('10:00') },
      'APPLIED',
    ],
    [
      'that comes late does not',
      { sequence: 0, givenAt: at('09:00') },
      { timeSequence: 0, answeredAt: at('10:00') },
      'OUTDATED',
    ],
    [
      'to the time before does not',
      { sequence: 1, givenAt: at('11:00') },
      { timeSequence: 2, answeredAt: null },
      'OLD_TIME',
    ],
    [
      'after a change of the room counts',
      { sequence: 1, givenAt: at('11:00') },
      { timeSequence: 1, answeredAt: null },
      'APPLIED',
    ],
    [
      'on a page knows the time',
      { sequence: null, givenAt: at('11:00') },
      { timeSequence: 5, answeredAt: null },
      'APPLIED',
    ],
  ] as const)('%s', (_, answer, known, outcome) => expect(outcomeOf(answer, known)).toBe(outcome))

  test('was given when its program says, but not after it came', () => {
    expect(givenAt(at('10:00'), at('11:00'))).toEqual(at('10:00'))
    expect(givenAt(at('12:00'), at('11:00'))).toEqual(at('11:00'))
    expect(givenAt(null, at('11:00'))).toEqual(at('11:00'))
  })

  test('is that of who was invited', () => {
    const eve = { address: 'eve@x.test', partstat: 'ACCEPTED' }
    const ada = { address: 'ada@x.test', partstat: 'DECLINED' }
    expect(answerOf(answererIn([eve, ada], ['ada@x.test']))).toBe('DECLINED')
    expect(answerOf(answererIn([eve], ['ada@x.test']))).toBe('ACCEPTED')
    expect(answererIn([eve, { ...eve, address: 'bob@x.test' }], ['ada@x.test'])).toBeNull()
    for (const partstat of ['DELEGATED', 'NEEDS-ACTION', 'X-WORD', ''])
      expect(answerOf({ address: 'ada@x.test', partstat })).toBeNull()
  })
})

describe('an answer is believed', () => {
  test.each([
    ['A', true, true, null],
    ['A', false, true, null],
    ['B', true, true, null],
    ['B', false, true, 'NOT_PROVEN'],
    ['C', true, true, null],
    ['C', true, false, 'OTHER_ADDRESS'],
    ['C', false, true, 'NOT_PROVEN'],
    ['D', true, true, 'FORGED'],
  ] as const)(
    'of grade %s, with the token %s, of the invited address %s: not because of %s',
    (grade, hasToken, attendeeIsInvited, reason) =>
      expect(whyNotBelieve(grade, { hasToken, attendeeIsInvited })).toBe(reason),
  )
})
