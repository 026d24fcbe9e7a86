import { expect, test } from 'vitest'
import { lateChoices, lateInstant } from './lateness.rules'

const startsAt = '2026-11-21T13:00:00.000Z'
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

test('one is late by what lies ahead', () => {
  expect(lateChoices(startsAt, at('12:00:00'))).toEqual([5, 10, 15, 20, 30, 60])
  expect(lateChoices(startsAt, at('13:04:29.999'))).toEqual([5, 10, 15, 20, 30, 60])
  expect(lateChoices(startsAt, at('13:04:30'))).toEqual([10, 15, 20, 30, 60])
  expect(lateChoices(startsAt, at('13:40:00'))).toEqual([60])
  expect(lateChoices(startsAt, at('14:00:00'))).toEqual([])
})

test('minutes are counted from the start', () => {
  expect(lateInstant(startsAt, 10)).toBe('2026-11-21T13:10:00.000Z')
})
