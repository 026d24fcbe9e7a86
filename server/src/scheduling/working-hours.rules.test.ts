import { expect, test } from 'vitest'
import { inWeekOrder, minuteOf, timeOf, usualHours, whyNoHours } from './working-hours.rules.ts'

const on = (weekday: number, from: string, to: string) => ({
  weekday,
  fromMinute: minuteOf(from),
  toMinute: minuteOf(to),
})

test('a time of day is minutes since midnight, up to the end of the day', () => {
  expect(['00:00', '09:05', '23:59', '24:00'].map(minuteOf)).toEqual([0, 545, 1439, 1440])
  expect([0, 545, 1439, 1440].map(timeOf)).toEqual(['00:00', '09:05', '23:59', '24:00'])
})

test('hours that touch, or lie on different days, are fine', () => {
  expect(whyNoHours([])).toEqual([])
  expect(whyNoHours([on(1, '09:00', '12:00'), on(1, '12:00', '24:00'), on(2, '09:00', '12:00')])).toEqual([])
  expect(whyNoHours(usualHours)).toEqual([])
})

test('hours that end before they begin, or overlap others of the day, are told by their place', () => {
  expect(whyNoHours([on(1, '09:00', '12:00'), on(1, '13:00', '13:00'), on(2, '13:00', '12:59')])).toMatchObject([
    { index: 1, field: 'to' },
    { index: 2, field: 'to' },
  ])
  expect(whyNoHours([on(1, '09:00', '12:00'), on(2, '11:00', '13:00'), on(1, '11:59', '13:00')])).toMatchObject([
    { index: 2, field: 'from' },
  ])
})

test('hours are told in the order of the week', () => {
  expect(inWeekOrder([on(2, '09:00', '10:00'), on(1, '13:00', '14:00'), on(1, '09:00', '10:00')])).toEqual([
    on(1, '09:00', '10:00'),
    on(1, '13:00', '14:00'),
    on(2, '09:00', '10:00'),
  ])
})
