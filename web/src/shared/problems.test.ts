import { expect, test } from 'vitest'
import { complaintsOf, fieldOfPath, timeInstead } from './problems'
import { allowsOverride, type Refusal } from './refusals'

test('a path of the input is the field a person sees', () => {
  expect(fieldOfPath('slots.0.capacity')).toBe('capacity')
  expect(fieldOfPath('input.durationMinutes')).toBe('durationMinutes')
  expect(fieldOfPath('anyOf.1.0')).toBe('anyOf')
  expect(fieldOfPath('questions.1.texts.0.text')).toBe('questions.1.texts')
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

test('a refusal is said with its facts of the field it is about, and else of the whole form', () => {
  expect(complaintsOf({ __typename: 'SlotIsFull', message: 'Full', capacity: 4 })).toEqual([
    { field: 'slotId', key: 'refusals.SlotIsFull', facts: { capacity: 4 } },
  ])
  expect(complaintsOf({ __typename: 'MoveIsNotAllowed', message: 'No' })).toEqual([
    { field: null, key: 'refusals.MoveIsNotAllowed', facts: {} },
  ])
})

test('a reason passes by notice, horizon and limits, and never what keeps people from being in two places', () => {
  const people = { message: 'No', interviewers: [], nextFreeAt: null }
  const overridable = (refusal: Refusal) => allowsOverride(refusal)
  expect(overridable({ __typename: 'BeyondHorizon', message: 'No', latest: '2027-11-24T12:00:00Z' })).toBe(true)
  expect(overridable({ ...people, __typename: 'DailyLimitReached', limit: 3, date: '2026-11-24' })).toBe(true)
  expect(overridable({ ...people, __typename: 'InterviewerIsBusy' })).toBe(false)
  expect(overridable({ __typename: 'SlotIsFull', message: 'Full', capacity: 4 })).toBe(false)
})

test('a time offered instead lies inside of notice and horizon, on a step of five minutes', () => {
  expect(timeInstead({ __typename: 'MinimumNotice', message: 'No', earliest: '2026-11-24T12:02:31.000Z' })).toEqual({
    kind: 'earliest',
    instant: '2026-11-24T12:05:00.000Z',
  })
  expect(timeInstead({ __typename: 'BeyondHorizon', message: 'No', latest: '2027-11-24T12:02:31.000Z' })).toEqual({
    kind: 'latest',
    instant: '2027-11-24T12:00:00.000Z',
  })
  expect(timeInstead({ __typename: 'SlotIsFull', message: 'Full', capacity: 4 })).toBeNull()
})
