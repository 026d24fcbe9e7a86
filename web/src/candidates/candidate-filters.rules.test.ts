import { expect, test } from 'vitest'
import { candidateFilterOf, countFilters, filtersOf, queryOf } from './candidate-filters.rules'

const fresh = filtersOf({})

test('the address brings back what it says, and says nothing of a fresh look', () => {
  expect(queryOf(fresh)).toEqual({})
  const filters = {
    ...fresh,
    search: 'ada',
    job: 'a-job',
    status: ['PENDING' as const, 'REJECTED' as const],
    address: 'BAD' as const,
    language: ['SV' as const],
    sort: 'NEWEST' as const,
    after: 'a-cursor',
  }
  const query = queryOf(filters)
  expect(query).toEqual({
    search: 'ada',
    job: 'a-job',
    status: 'pending,rejected',
    address: 'bad',
    language: 'sv',
    sort: 'newest',
    after: 'a-cursor',
  })
  expect(filtersOf(query as Record<string, string>)).toEqual(filters)
  expect(countFilters(filters)).toBe(4)
  expect(filtersOf({ status: 'LOST', address: 'odd', language: 'de', sort: 'up' })).toEqual(fresh)
})

test('an address that is missing and one that is bad are two questions', () => {
  expect(candidateFilterOf({ ...fresh, address: 'MISSING' })).toEqual({ hasAddress: false })
  expect(candidateFilterOf({ ...fresh, address: 'BAD' })).toEqual({ addressBad: true })
  expect(candidateFilterOf({ ...fresh, job: 'j', status: ['PENDING'], language: ['FR'] })).toEqual({
    jobId: 'j',
    applicationStatus: ['PENDING'],
    language: ['FR'],
  })
})
