import { expect, test } from 'vitest'
import { countFilters, filtersOf, queryOf, slotFilterOf, sortOf } from './slot-filters.rules'

const zone = 'Europe/Stockholm'
const noon = Date.parse('2026-11-24T11:00:00Z')
const fresh = filtersOf({})

test('a fresh look asks for what lies ahead from today on, and says nothing in the address bar', () => {
  expect(queryOf(fresh)).toEqual({})
  expect(countFilters(fresh)).toBe(0)
  expect(slotFilterOf(fresh, zone, noon)).toEqual({ startsFrom: '2026-11-23T23:00:00.000Z' })
  expect(sortOf(fresh)).toBe('STARTS_AT_ASC')
})

test('what the address bar says is read back as it was written', () => {
  const filters = {
    ...fresh,
    status: ['OPEN' as const, 'FULL' as const],
    mode: ['PHONE' as const],
    job: 'j1',
    interviewer: 's1',
    period: 'past' as const,
    search: 'room 1',
    after: 'cursor',
  }
  const query = queryOf(filters)
  expect(query).toMatchObject({ status: 'open,full', mode: 'phone', period: 'past' })
  expect(filtersOf(query as never)).toEqual(filters)
  expect(countFilters(filters)).toBe(4)
  expect(slotFilterOf(filters, zone, noon)).toEqual({
    status: ['OPEN', 'FULL'],
    mode: ['PHONE'],
    jobId: 'j1',
    interviewerId: 's1',
    startsBefore: '2026-11-23T23:00:00.000Z',
    search: 'room 1',
  })
  expect(sortOf(filters)).toBe('STARTS_AT_DESC')
})

test('what is no filter is left out', () => {
  expect(filtersOf({ status: 'nonsense', mode: 'x', period: 'soon', from: 'today', sort: 'up' })).toEqual(fresh)
})

test('days of one’s own replace the period', () => {
  expect(slotFilterOf({ ...fresh, to: '2026-11-30' }, zone, noon)).toEqual({ startsBefore: '2026-11-30T23:00:00.000Z' })
  expect(slotFilterOf({ ...fresh, period: 'past', from: '2026-11-01' }, zone, noon)).toEqual({
    startsFrom: '2026-10-31T23:00:00.000Z',
  })
})
