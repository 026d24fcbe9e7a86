import { expect, test } from 'vitest'
import { eachDay, rangeOf } from './calendar-range.rules'
import { offHoursOf } from './off-hours.rules'

const zone = 'Europe/Stockholm'
const hours = (weekday: 'MONDAY' | 'TUESDAY' | 'SUNDAY', from: string, to: string) => ({ weekday, from, to })

/** What is left of days that begin by the clocks of another zone, perhaps. */
function off(first: string, end: string, working: ReturnType<typeof hours>[], shown = zone) {
  const days = { first, end }
  const around = eachDay({ first: '2026-10-20', end: '2026-12-10' })
  return offHoursOf(working, rangeOf(days, shown), zone, around).map(({ from, to }) => [from, to])
}

test('what hours leave of a day reaches over noon and through the nights', () => {
  const working = [
    hours('MONDAY', '13:00', '17:00'),
    hours('MONDAY', '08:00', '12:00'),
    hours('TUESDAY', '08:00', '24:00'),
  ]
  expect(off('2026-11-23', '2026-11-25', working)).toEqual([
    ['2026-11-22T23:00:00.000Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T11:00:00.000Z', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24T07:00:00.000Z'],
  ])
})

test('who works on no day of a week is off all week', () => {
  expect(off('2026-11-23', '2026-11-30', [])).toEqual([['2026-11-22T23:00:00.000Z', '2026-11-29T23:00:00.000Z']])
})

test('hours are on the wall of the company, whatever zone is shown', () => {
  // A Tuesday of Tokyo is from Monday afternoon to Tuesday afternoon in Stockholm.
  const working = [hours('MONDAY', '09:00', '17:00'), hours('TUESDAY', '09:00', '17:00')]
  expect(off('2026-11-24', '2026-11-25', working, 'Asia/Tokyo')).toEqual([
    ['2026-11-23T16:00:00.000Z', '2026-11-24T08:00:00.000Z'],
  ])
})

test('on the day on which the clocks change, they begin and end as the wall says', () => {
  expect(off('2026-10-25', '2026-10-26', [hours('SUNDAY', '09:00', '17:00')])).toEqual([
    // Ten hours from midnight to nine: two of them are between two and three.
    ['2026-10-24T22:00:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['2026-10-25T16:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ])
})
