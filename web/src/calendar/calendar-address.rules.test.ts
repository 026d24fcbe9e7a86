import { expect, test } from 'vitest'
import {
  calendarAddressOf,
  countCalendarFilters,
  interviewsIn,
  queryOfCalendar,
  slotsIn,
  type CalendarAddress,
} from './calendar-address.rules'

const fresh: CalendarAddress = {
  view: null,
  date: null,
  zone: null,
  interviewer: null,
  job: null,
  status: [],
  mode: [],
  slots: true,
}
const range = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' }

test('a fresh calendar says nothing in the address, and nothing there is a fresh calendar', () => {
  expect(queryOfCalendar(fresh)).toEqual({})
  expect(calendarAddressOf({})).toEqual(fresh)
})

test('everything that is shown stands in the address and comes back from it', () => {
  const address: CalendarAddress = {
    view: 'month',
    date: '2026-11-24',
    zone: 'own',
    interviewer: 'ines',
    job: 'nurse',
    status: ['SCHEDULED', 'NO_SHOW'],
    mode: ['VIDEO'],
    slots: false,
  }
  const query = queryOfCalendar(address)
  expect(query).toEqual({
    view: 'month',
    date: '2026-11-24',
    zone: 'own',
    interviewer: 'ines',
    job: 'nurse',
    status: 'scheduled,no_show',
    mode: 'video',
    slots: 'off',
  })
  expect(calendarAddressOf(query as Record<string, string>)).toEqual(address)
  expect(countCalendarFilters(address)).toBe(4)
})

test.each([
  [{ view: 'year', date: 'tomorrow', zone: 'moon', status: 'lost', mode: 'letter', slots: 'maybe' }],
  [{ date: '2026-02-31' }],
  [{ date: '2026-13-01' }],
])('what the address says and nobody understands is left out: %o', (query) => {
  expect(calendarAddressOf(query)).toEqual(fresh)
})

test('what began the day before and lasts into the range is asked for, and what is called off only by name', () => {
  expect(interviewsIn(range, fresh)).toEqual({
    startsFrom: '2026-11-22T00:00:00.000Z',
    endsAfter: range.from,
    startsBefore: range.to,
    status: ['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW', 'EXPIRED'],
  })
  expect(
    interviewsIn(range, { ...fresh, status: ['CANCELLED'], mode: ['PHONE'], interviewer: 'ines', job: 'nurse' }),
  ).toMatchObject({ status: ['CANCELLED'], mode: ['PHONE'], interviewerId: 'ines', jobId: 'nurse' })
})

test('slots are asked for unless somebody puts them away, or filters by what no slot has', () => {
  expect(slotsIn(range, { ...fresh, mode: ['PHONE'], interviewer: 'ines', job: 'nurse' })).toEqual({
    startsFrom: '2026-11-22T00:00:00.000Z',
    endsAfter: range.from,
    startsBefore: range.to,
    status: ['OPEN', 'FULL', 'CLOSED'],
    mode: ['PHONE'],
    interviewerId: 'ines',
    jobId: 'nurse',
  })
  expect(slotsIn(range, { ...fresh, slots: false })).toBeNull()
  expect(slotsIn(range, { ...fresh, status: ['SCHEDULED'] })).toBeNull()
})
