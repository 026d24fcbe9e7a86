import { describe, expect, test } from 'vitest'
import { applicationStatus, mayApplicationMove, whyNotDecide, whyNotWithdraw } from './application.rules.ts'

const held = { hasCompletedInterview: true, reason: null }
const notHeld = { hasCompletedInterview: false, reason: null }

describe('the life of an application', () => {
  const allowed = new Set([
    'PENDING → INTERVIEW_SCHEDULED',
    'PENDING → APPROVED',
    'PENDING → REJECTED',
    'PENDING → WITHDRAWN',
    'INTERVIEW_SCHEDULED → PENDING',
    'INTERVIEW_SCHEDULED → APPROVED',
    'INTERVIEW_SCHEDULED → REJECTED',
    'INTERVIEW_SCHEDULED → WITHDRAWN',
  ])

  test.each(applicationStatus.flatMap((from) => applicationStatus.map((to) => [from, to] as const)))(
    '%s → %s is allowed only where the table says so',
    (from, to) => {
      expect(mayApplicationMove(from, to)).toBe(allowed.has(`${from} → ${to}`))
    },
  )
})

describe('a decision', () => {
  test.each(['APPROVED', 'REJECTED'] as const)('%s needs no reason after a completed interview', (decision) => {
    expect(whyNotDecide('INTERVIEW_SCHEDULED', decision, held)).toBeNull()
  })

  test.each(['PENDING', 'INTERVIEW_SCHEDULED'] as const)('on a %s one before that needs a reason', (status) => {
    expect(whyNotDecide(status, 'REJECTED', notHeld)).toEqual({ kind: 'DecisionNeedsReason' })
    expect(whyNotDecide(status, 'REJECTED', { ...notHeld, reason: 'Moved abroad.' })).toBeNull()
  })

  test.each(['APPROVED', 'REJECTED', 'WITHDRAWN'] as const)('is not taken again on one that is %s', (status) => {
    expect(whyNotDecide(status, 'APPROVED', { ...held, reason: 'Really.' })).toEqual({
      kind: 'ApplicationIsDecided',
      status,
    })
  })
})

test('who has not been decided on may withdraw, whatever was held; others have nothing left to withdraw', () => {
  expect(applicationStatus.map((status) => [status, whyNotWithdraw(status)])).toEqual([
    ['PENDING', null],
    ['INTERVIEW_SCHEDULED', null],
    ...(['APPROVED', 'REJECTED', 'WITHDRAWN'] as const).map((status) => [
      status,
      { kind: 'ApplicationIsDecided', status },
    ]),
  ])
})
