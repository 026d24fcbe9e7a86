import { expect, test } from 'vitest'
import { slotStatus, whyNotChange, whyNotReopen, type SlotValues } from './slot.rules.ts'

test('a slot is full when it is open and every place is taken, and never by what somebody stored', () => {
  expect(slotStatus({ status: 'OPEN', placesTaken: 1, capacity: 2 })).toBe('OPEN')
  expect(slotStatus({ status: 'OPEN', placesTaken: 2, capacity: 2 })).toBe('FULL')
  expect(slotStatus({ status: 'CLOSED', placesTaken: 2, capacity: 2 })).toBe('CLOSED')
  expect(slotStatus({ status: 'CANCELLED', placesTaken: 0, capacity: 2 })).toBe('CANCELLED')
})

const now = new Date('2027-01-01T09:00:00Z')
const values: SlotValues = {
  startsAt: new Date('2027-01-02T09:00:00Z'),
  endsAt: new Date('2027-01-02T10:00:00Z'),
  timeZone: 'Europe/Stockholm',
  capacity: 3,
  location: null,
  meetingUrl: null,
}
const open = { status: 'OPEN' as const, placesTaken: 0, capacity: 3, mode: 'PHONE' as const }

test('a capacity may become as small as the places taken, and not smaller', () => {
  const taken = { ...open, placesTaken: 2 }
  expect(whyNotChange(taken, { ...values, capacity: 2 }, ['capacity'], now)).toBeNull()
  expect(whyNotChange(taken, { ...values, capacity: 1 }, ['capacity'], now)).toEqual({
    kind: 'CapacityIsTooSmall',
    placesTaken: 2,
  })
})

test.each(['startsAt', 'endsAt', 'timeZone', 'location', 'meetingUrl'] as const)(
  'what was promised stays as it is while a place is taken: %s',
  (name) => {
    const refusal = { kind: 'SlotHasPlacesTaken', placesTaken: 1 }
    expect(whyNotChange({ ...open, placesTaken: 1 }, values, ['capacity', name], now)).toEqual(refusal)
    expect(whyNotChange(open, values, [name], now)).toBeNull()
  },
)

test('a slot is not moved into the past, and one that has begun may still be made larger', () => {
  const past = { ...values, startsAt: now }
  expect(whyNotChange(open, past, ['startsAt'], now)).toMatchObject({ kind: 'TimeIsPast' })
  expect(whyNotChange(open, past, ['endsAt'], now)).toMatchObject({ kind: 'TimeIsPast' })
  expect(whyNotChange(open, past, ['capacity'], now)).toBeNull()
})

test('a slot keeps the place that its mode needs, and one that was called off stays as it is', () => {
  expect(whyNotChange({ ...open, mode: 'ONSITE' }, values, ['location'], now)).toEqual({ kind: 'LocationIsMissing' })
  expect(whyNotChange({ ...open, mode: 'VIDEO' }, values, ['meetingUrl'], now)).toEqual({ kind: 'MeetingUrlIsMissing' })
  expect(whyNotChange({ ...open, status: 'CANCELLED' }, values, [], now)).toEqual({
    kind: 'SlotIsClosed',
    status: 'CANCELLED',
  })
  expect(whyNotChange({ ...open, status: 'CLOSED' }, values, ['startsAt'], now)).toBeNull()
})

test('only a closed slot whose hour lies ahead is opened again', () => {
  const slot = { ...open, status: 'CLOSED' as const, startsAt: values.startsAt }
  expect(whyNotReopen(slot, now)).toBeNull()
  expect(whyNotReopen({ ...slot, status: 'OPEN' }, now)).toEqual({ kind: 'SlotIsOpen', status: 'OPEN' })
  expect(whyNotReopen({ ...slot, status: 'OPEN', placesTaken: 3 }, now)).toEqual({ kind: 'SlotIsOpen', status: 'FULL' })
  expect(whyNotReopen({ ...slot, status: 'CANCELLED' }, now)).toEqual({ kind: 'SlotIsClosed', status: 'CANCELLED' })
  expect(whyNotReopen({ ...slot, startsAt: now }, now)).toMatchObject({ kind: 'TimeIsPast' })
})
