import { expect, test } from 'vitest'
import {
  countFilters,
  filtersOf,
  interviewFilterOf,
  queryOf,
  shownColumns,
  sortIn,
  sortOf,
  tableSortOf,
  usualColumns,
} from './interview-filters.rules'

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
    mode: 'video',
    job: 'j1',
    scheduler: 's1',
    round: '2',
    slot: 'o1',
    search: 'ada',
    sort: 'desc',
  }
  const filters = filtersOf(query)
  expect(filters).toMatchObject({ status: ['SCHEDULED', 'NO_SHOW'], email: ['FAILED'], answer: ['DECLINED'] })
  expect(queryOf(filters)).toEqual(query)
  expect(countFilters(filters)).toBe(8)
  expect(interviewFilterOf(filters, zone, now)).toMatchObject({
    mode: ['VIDEO'],
    scheduledById: 's1',
    round: 2,
    slotId: 'o1',
  })
})

test('an address from anywhere cannot ask for what does not exist', () => {
  const filters = filtersOf({ status: 'scheduled,hacked', from: 'yesterday', period: 'never', sort: ['up', 'down'] })
  expect(interviewFilterOf(filters, zone, now)).toEqual({
    status: ['SCHEDULED'],
    startsFrom: '2026-11-20T23:00:00.000Z',
  })
})

test('a table is sorted by a column of its own, and a timetable goes by time all the same', () => {
  const filters = filtersOf({ sort: '-job', layout: 'table', period: 'past' })
  expect(tableSortOf(filters)).toEqual({ key: 'job', isDescending: true })
  expect(sortOf(filters, true)).toBe('JOB_DESC')
  expect(sortOf(filters)).toBe('STARTS_AT_DESC')
  expect(queryOf(filters)).toEqual({ sort: '-job', layout: 'table', period: 'past' })
  expect(sortIn({ key: 'job', isDescending: true })).toBe('-job')
  expect(sortIn({ key: 'when', isDescending: false })).toBe('asc')
  expect(sortOf(filtersOf({ sort: 'status' }), true)).toBe('STATUS_ASC')
  expect(sortOf(filtersOf({ sort: 'password' }), true)).toBe('STARTS_AT_ASC')
})

test('a table has the columns that the address names, or the usual ones', () => {
  expect(shownColumns(filtersOf({ columns: 'round,when,password' }))).toEqual(['when', 'round'])
  expect(shownColumns(filtersOf({}))).toEqual(usualColumns)
})
