import { expect, test } from 'vitest'
import { slotStatus } from './slot.rules.ts'

test('a slot is full when it is open and every place is taken, and never by what somebody stored', () => {
  expect(slotStatus({ status: 'OPEN', placesTaken: 1, capacity: 2 })).toBe('OPEN')
  expect(slotStatus({ status: 'OPEN', placesTaken: 2, capacity: 2 })).toBe('FULL')
  expect(slotStatus({ status: 'CLOSED', placesTaken: 2, capacity: 2 })).toBe('CLOSED')
  expect(slotStatus({ status: 'CANCELLED', placesTaken: 0, capacity: 2 })).toBe('CANCELLED')
})
