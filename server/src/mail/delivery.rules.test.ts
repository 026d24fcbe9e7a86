import { describe, expect, test } from 'vitest'
import { isOvertaken } from './delivery.rules.ts'

const endsAt = new Date('2026-11-24T10:00:00.000Z')
const before = new Date('2026-11-24T09:59:59.999Z')
const meeting = (status: string, sequence = 0) => ({ status, sequence, endsAt })

describe('an email that waits', () => {
  const invitation = { kind: 'INVITATION' as const, sequence: 0 }
  const cancellation = { kind: 'CANCELLATION' as const, sequence: 1 }

  test.each(['SCHEDULED', 'IN_PROGRESS'])('invites to a meeting that is %s', (status) => {
    expect(isOvertaken(invitation, meeting(status), before)).toBe(false)
  })

  test.each(['CANCELLED', 'COMPLETED', 'NO_SHOW', 'EXPIRED'])('invites nobody to one that is %s', (status) => {
    expect(isOvertaken(invitation, meeting(status), before)).toBe(true)
  })

  test.each(['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW', 'EXPIRED'])(
    'calls off nothing that is %s',
    (status) => {
      expect(isOvertaken(cancellation, meeting(status, 1), before)).toBe(true)
      expect(isOvertaken(cancellation, meeting('CANCELLED', 1), before)).toBe(false)
    },
  )

  test('tells nothing of an older state of the meeting', () => {
    expect(isOvertaken(invitation, meeting('SCHEDULED', 1), before)).toBe(true)
  })

  test('is of no use from the end of the meeting on', () => {
    expect(isOvertaken(invitation, meeting('SCHEDULED'), endsAt)).toBe(true)
    expect(isOvertaken(cancellation, meeting('CANCELLED', 1), endsAt)).toBe(true)
  })
})
