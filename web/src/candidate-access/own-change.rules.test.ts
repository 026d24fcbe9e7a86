import { describe, expect, test } from 'vitest'
import { ownChangeAt } from './own-change.rules'

const until = '2026-11-21T11:00:00.000Z'
/** What the company lets candidates do, as long as there is time. */
const lets = ({ mayReschedule, mayCancel }: { mayReschedule: boolean; mayCancel: boolean }) => ({
  mayReschedule,
  mayCancel,
  candidateMayReschedule: mayReschedule,
  candidateMayCancel: mayCancel,
  changeUntil: until,
})
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
    expect(ownChangeAt(lets(may), at('2026-11-21T10:00:00Z'))).toEqual(change)
  })

  test('ends when the notice begins, to the millisecond', () => {
    const interview = lets({ mayReschedule: true, mayCancel: true })
    expect(ownChangeAt(interview, at(until)).told).toBe('both')
    expect(ownChangeAt(interview, at(until) + 1)).toEqual({ move: false, callOff: false, told: 'tooLate' })
  })

  test('is never said to be too late where the company does not let them at all', () => {
    const never = lets({ mayReschedule: false, mayCancel: false })
    expect(ownChangeAt(never, at(until) + 1).told).toBe('neither')
    // The server has seen that it is late, and says that they may not now.
    const late = { ...lets({ mayReschedule: true, mayCancel: true }), mayReschedule: false, mayCancel: false }
    expect(ownChangeAt(late, at(until) + 1).told).toBe('tooLate')
  })
})
