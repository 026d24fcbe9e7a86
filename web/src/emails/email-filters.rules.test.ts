import { expect, test } from 'vitest'
import { countFilters, deliveryFilterOf, filtersOf, queryOf, sortOf } from './email-filters.rules'

const fresh = filtersOf({})

test('a fresh look asks for everything and says nothing in the address bar', () => {
  expect(queryOf(fresh)).toEqual({})
  expect(deliveryFilterOf(fresh, 'Europe/Stockholm')).toEqual({})
  expect(countFilters(fresh)).toBe(0)
  expect(sortOf(fresh)).toBe('QUEUED_AT_DESC')
})

test('what the address bar says is read back as it was written', () => {
  const filters = {
    ...fresh,
    status: ['FAILED' as const, 'BOUNCED' as const],
    kind: ['UPDATE' as const],
    recipient: 'STAFF' as const,
    job: 'j1',
    sort: 'asc' as const,
    from: '2026-11-20',
    search: 'ada',
    after: 'cursor',
  }
  const query = queryOf(filters)
  expect(query).toMatchObject({
    status: 'failed,bounced',
    kind: 'update',
    recipient: 'staff',
    job: 'j1',
    from: '2026-11-20',
  })
  expect(sortOf(filters)).toBe('QUEUED_AT_ASC')
  expect(deliveryFilterOf(filters, 'Europe/Stockholm')).toMatchObject({ recipient: 'STAFF', jobId: 'j1' })
  expect(filtersOf(query as never)).toEqual({ ...filters, status: ['BOUNCED', 'FAILED'] })
  expect(countFilters(filters)).toBe(5)
})

test('what is no filter is left out', () => {
  expect(filtersOf({ status: 'nonsense,sent', from: 'yesterday', kind: ['update', 'x'] })).toEqual({
    ...fresh,
    status: ['SENT'],
    kind: ['UPDATE'],
  })
})

test('days are those of the company, the last one included, across the change of clocks', () => {
  const filters = { ...fresh, from: '2026-03-28', to: '2026-03-29' }
  expect(deliveryFilterOf(filters, 'Europe/Stockholm')).toEqual({
    queuedFrom: '2026-03-27T23:00:00.000Z',
    queuedBefore: '2026-03-29T22:00:00.000Z',
  })
})
