import { describe, expect, test } from 'vitest'
import { stateOf, whyNotEnd, withRead } from './api-token.rules.ts'

const now = new Date('2027-03-01T12:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)
const day = 24 * 3_600_000

describe('a token', () => {
  test('works until its end, and no moment longer', () => {
    expect(stateOf({ revokedAt: null, expiresAt: after(1) }, now)).toBe('ACTIVE')
    expect(stateOf({ revokedAt: null, expiresAt: now }, now)).toBe('EXPIRED')
  })

  test('that was revoked says so, whenever it would have ended', () => {
    for (const expiresAt of [after(day), after(-day)])
      expect(stateOf({ revokedAt: after(-1), expiresAt }, now)).toBe('REVOKED')
  })

  test('ends in the future, within a year', () => {
    expect(whyNotEnd(now, now)).toEqual({ kind: 'TokenEndIsPast' })
    expect(whyNotEnd(after(1), now)).toBeNull()
    expect(whyNotEnd(after(366 * day), now)).toBeNull()
    expect(whyNotEnd(after(366 * day + 1), now)).toEqual({ kind: 'TokenEndIsTooFar', latest: after(366 * day) })
  })

  test('reads, whatever else it may', () => {
    expect(withRead(['SCHEDULE', 'SCHEDULE'])).toEqual(['READ', 'SCHEDULE'])
    expect(withRead(['READ'])).toEqual(['READ'])
  })
})
