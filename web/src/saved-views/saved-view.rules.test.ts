import { expect, test } from 'vitest'
import { keptQuery, placeOf, queryOf } from './saved-view.rules'

test('a view keeps filters, order and columns, and neither the page nor where somebody came from', () => {
  expect(keptQuery({ status: 'scheduled,completed', search: 'å b', after: 'x', before: 'y', view: 'v1' })).toBe(
    'search=%C3%A5+b&status=scheduled%2Ccompleted',
  )
  expect(keptQuery({ sort: ['asc', 'desc'], empty: '', nothing: null })).toBe('sort=asc')
  expect(keptQuery({ view: 'v1' })).toBe('')
})

test('what is kept leads back to the same list', () => {
  const view = { id: 'v1', list: 'DELIVERIES' as const, query: 'search=%C3%A5+b&status=failed' }
  expect(placeOf(view)).toEqual({ name: 'sent-emails', query: { search: 'å b', status: 'failed', view: 'v1' } })
  expect(keptQuery(queryOf(view) as never)).toBe(view.query)
})
