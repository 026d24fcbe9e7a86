import { expect, test } from 'vitest'
import { countFilters, filtersOf, interviewFilterOf, queryOf, sortOf } from './interview-filters.rules'

const zone = 'Europe/Stockholm'
const now = Date.parse('2026-11-21T12:00:00Z')

test('a fresh look shows what begins today or later, as a timetable', () => {
  const filters = filtersOf({})
  expect(interviewFilterOf(filters, zone, now)).toEqual({ startsFrom: '2026-11-20T23:00:00.000Z' })
  expect(sortOf(filters)).toBe('STARTS_AT_ASC')
  expect(queryOf(filters)).toEqual({})
})

test('past interviews are read from the newest back', () => {
  const filters = filtersOf({ period: 'past' })
  expect(interviewFilterOf(filters, zone, now)).toEqual({ startsBefore: '2026-11-20T23:00:00.000Z' })
  expect(sortOf(filters)).toBe('STARTS_AT_DESC')
})

test('the days a person names include the last one and replace the period', () => {
  const filters = filtersOf({ period: 'past', from: '2026-10-24', to: '2026-10-25' })
  expect(interviewFilterOf(filters, zone, now)).toEqual({
    startsFrom: '2026-10-23T22:00:00.000Z',
    startsBefore: '2026-10-25T23:00:00.000Z',
  })
})

test('filters survive the way into the address bar and back', () => {
  const query = {
    status: 'scheduled,no_show',
    email: 'failed',
    answer: 'declined',
    job: 'j1',
    search: 'ada',
    sort: 'desc',
  }
  const filters = filtersOf(query)
  expect(filters).toMatchObject({ status: ['SCHEDULED', 'NO_SHOW'], email: ['FAILED'], answer: ['DECLINED'] })
  expect(queryOf(filters)).toEqual(query)
  expect(countFilters(filters)).toBe(4)
})

test('an address from anywhere cannot ask for what does not exist', () => {
  const filters = filtersOf({ status: 'scheduled,hacked', from: 'yesterday', period: 'never', sort: ['up', 'down'] })
  expect(interviewFilterOf(filters, zone, now)).toEqual({
    status: ['SCHEDULED'],
    startsFrom: '2026-11-20T23:00:00.000Z',
  })
})
