import { expect, test } from 'vitest'
import {
  columnSortOf,
  columnsOf,
  layoutOf,
  viewOf,
  addressOf,
  dayOf,
  listPlaceOf,
  pageOf,
  wordsOf,
} from './list-address.rules'

test('an address from anywhere says no more than what is known', () => {
  expect(wordsOf(['sent,nonsense', 'failed'], ['SENT', 'FAILED'])).toEqual(['SENT'])
  expect(wordsOf(undefined, ['SENT'])).toEqual([])
  expect([dayOf('2026-11-21'), dayOf('yesterday'), dayOf('2026-11-21T00:00'), dayOf('')]).toEqual([
    '2026-11-21',
    null,
    null,
    null,
  ])
})

test('only what says something is written into the address', () => {
  expect(addressOf({ status: ['SENT', 'FAILED'], kind: [], search: ' Ada ', from: null, after: '' })).toEqual({
    status: 'sent,failed',
    search: 'Ada',
  })
})

test('the page before a cursor is its end, every other one a beginning', () => {
  expect(pageOf(listPlaceOf({ before: 'b' }), 25)).toEqual({ last: 25, before: 'b' })
  expect(pageOf(listPlaceOf({ after: 'a' }), 25)).toEqual({ first: 25, after: 'a' })
  expect(pageOf(listPlaceOf({}), 25)).toEqual({ first: 25, after: null })
})

test('columns are those that are known, in the order of the list, or the usual ones', () => {
  const all = ['when', 'who', 'where'] as const
  expect(columnsOf('where,nonsense,when', all, ['who'])).toEqual(['when', 'where'])
  expect(columnsOf('nonsense', all, ['who'])).toEqual(['who'])
  expect(columnsOf(undefined, all, ['who'])).toEqual(['who'])
})

test('a column sorts either way around', () => {
  expect(columnSortOf('when', ['when'])).toEqual({ key: 'when', isDescending: false })
  expect(columnSortOf('-when', ['when'])).toEqual({ key: 'when', isDescending: true })
  expect(columnSortOf('--when', ['when'])).toBeNull()
  expect(columnSortOf('who', ['when'])).toBeNull()
})

test('the layout outlives the filters, and the saved view the changes to it', () => {
  const query = { layout: 'table', columns: 'when,who', status: 'sent', view: 'v1', after: 'x' }
  expect(layoutOf(query)).toEqual({ layout: 'table', columns: 'when,who' })
  expect(viewOf(query)).toEqual({ view: 'v1' })
  expect(viewOf({})).toEqual({})
})
