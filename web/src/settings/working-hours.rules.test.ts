import { expect, test } from 'vitest'
import { hoursOf, problemOfDay, problemsOfWeek, usualWeek, weekOf } from './working-hours.rules'

test('a week that is written down and sent is the same week, until the end of the day', () => {
  const hours = [
    { weekday: 'MONDAY' as const, from: '09:00', to: '12:00' },
    { weekday: 'MONDAY' as const, from: '18:00', to: '24:00' },
    { weekday: 'SUNDAY' as const, from: '10:00', to: '11:00' },
  ]
  expect(weekOf(hours).MONDAY[1]).toEqual({ from: '18:00', to: '00:00' })
  expect(hoursOf(weekOf(hours))).toEqual(hours)
})

test('hours of a day are whole, forward and beside each other', () => {
  const day = (...hours: [string, string][]) => problemOfDay(hours.map(([from, to]) => ({ from, to })))
  expect(day(['13:00', '17:00'], ['09:00', '12:00'])).toBeNull()
  expect(day(['09:00', '12:00'], ['12:00', '17:00'])).toBeNull()
  expect(day(['09:00', ''])).toBe('hoursMissing')
  expect(day(['12:00', '09:00'])).toBe('hoursReversed')
  expect(day(['09:00', '12:00'], ['11:59', '17:00'])).toBe('hoursOverlap')
  expect(day(['18:00', '00:00'], ['09:00', '12:00'])).toBeNull()
})

test('a week without hours is not sent, because it would mean the usual ones', () => {
  expect(problemsOfWeek(weekOf([]))).toEqual([{ name: 'hours', code: 'noHours' }])
  expect(problemsOfWeek(usualWeek())).toEqual([])
})
