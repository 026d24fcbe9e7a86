import { describe, expect, test } from 'vitest'
import { applicationStatus } from '../candidates/application.rules.ts'
import { whyNotBook, whyNotSchedule } from './booking.rules.ts'

const startsAt = new Date('2026-11-24T09:00:00.000Z')
const before = new Date('2026-11-24T08:59:59.999Z')
const open = { status: 'OPEN' as const, capacity: 2, placesTaken: 1, startsAt, jobId: null }
const anyone = { jobId: 'engineer' }
const wanted = { jobId: 'engineer', startsAt: startsAt.toISOString() }

describe('a slot', () => {
  test('takes a booking while it is open, has a place and has not begun', () => {
    expect(whyNotBook(open, anyone, before)).toBeNull()
    expect(whyNotBook({ ...open, jobId: 'engineer' }, anyone, before)).toBeNull()
  })

  test('is full when its last place is taken', () => {
    expect(whyNotBook({ ...open, placesTaken: 2 }, anyone, before)).toEqual({ kind: 'SlotIsFull', capacity: 2, wanted })
  })

  test('has begun from its first millisecond on', () => {
    expect(whyNotBook(open, anyone, startsAt)).toEqual({
      kind: 'SlotHasStarted',
      startsAt: startsAt.toISOString(),
      wanted,
    })
  })

  test.each(['CLOSED', 'CANCELLED'] as const)('that is %s takes nobody', (status) => {
    expect(whyNotBook({ ...open, status }, anyone, before)).toEqual({ kind: 'SlotIsClosed', status, wanted })
  })

  test('tells what is true for good before what may pass', () => {
    const hopeless = { ...open, jobId: 'designer', status: 'CLOSED' as const, placesTaken: 2 }
    expect(whyNotBook(hopeless, anyone, startsAt)?.kind).toBe('SlotIsForAnotherJob')
    expect(whyNotBook({ ...hopeless, jobId: null }, anyone, startsAt)?.kind).toBe('SlotHasStarted')
    expect(whyNotBook({ ...hopeless, jobId: null }, anyone, before)?.kind).toBe('SlotIsClosed')
  })
})

describe('an application', () => {
  test.each(applicationStatus)('that is %s may be scheduled only where it is pending', (status) => {
    expect(whyNotSchedule(status, null)).toEqual(
      status === 'PENDING' ? null : { kind: 'ApplicationIsNotPending', status },
    )
  })

  test('with a live interview in the round names it, whatever its status', () => {
    for (const status of applicationStatus)
      expect(whyNotSchedule(status, 'the-one')).toEqual({ kind: 'AlreadyScheduled', interviewId: 'the-one' })
  })
})
