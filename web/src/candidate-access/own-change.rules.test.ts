import { describe, expect, test } from 'vitest'
import { ownChangeAt } from './own-change.rules'

const until = '2026-11-21T11:00:00.000Z'
const at = (instant: string) => Date.parse(instant)

describe('what candidates may do to their interview by themselves', () => {
  test.each([
    [
      { mayReschedule: true, mayCancel: true },
      { move: true, callOff: true, told: 'both' },
    ],
    [
      { mayReschedule: true, mayCancel: false },
      { move: true, callOff: false, told: 'move' },
    ],
    [
      { mayReschedule: false, mayCancel: true },
      { move: false, callOff: true, told: 'callOff' },
    ],
    [
      { mayReschedule: false, mayCancel: false },
      { move: false, callOff: false, told: 'neither' },
    ],
  ])('is what the company lets them: %o', (may, change) => {
    expect(ownChangeAt({ ...may, changeUntil: until }, at('2026-11-21T10:00:00Z'))).toEqual(change)
  })

  test('ends when the notice begins, to the millisecond', () => {
    const interview = { mayReschedule: true, mayCancel: true, changeUntil: until }
    expect(ownChangeAt(interview, at(until)).told).toBe('both')
    expect(ownChangeAt(interview, at(until) + 1)).toEqual({ move: false, callOff: false, told: 'tooLate' })
  })
})
