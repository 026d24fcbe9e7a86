import { expect, test } from 'vitest'
import { complaintsOf, fieldOfPath } from './problems'

test('a path of the input is the field a person sees', () => {
  expect(fieldOfPath('slots.0.capacity')).toBe('capacity')
  expect(fieldOfPath('input.durationMinutes')).toBe('durationMinutes')
  expect(fieldOfPath('questions.1.text')).toBe('questions')
  expect(fieldOfPath('slots')).toBe('slots')
})

test('each invalid field complains beside itself', () => {
  const refusal = {
    __typename: 'InvalidInput' as const,
    message: 'Invalid input',
    fields: [{ path: 'slots.0.capacity', message: 'Must be at most 500' }],
  }
  expect(complaintsOf(refusal)).toEqual([
    { field: 'capacity', key: 'refusals.InvalidInput', facts: { message: 'Must be at most 500' } },
  ])
})

test('a refusal without a field of its own is said of the whole form', () => {
  expect(complaintsOf({ __typename: 'SlotIsFull', message: 'Full', capacity: 4 })).toEqual([
    { field: null, key: 'refusals.SlotIsFull', facts: { capacity: 4 } },
  ])
})
