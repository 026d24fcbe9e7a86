import { describe, expect, test } from 'vitest'
import { hasList, keptQuery, mayShareViews } from './saved-view.rules.ts'

describe('the query of a view', () => {
  test('is kept in one order, so that equal views have equal queries', () => {
    expect(keptQuery('status=scheduled,completed&period=past')).toBe('period=past&status=scheduled%2Ccompleted')
    expect(keptQuery('?period=past&status=scheduled%2Ccompleted')).toBe('period=past&status=scheduled%2Ccompleted')
    expect(keptQuery('')).toBe('')
  })

  test('keeps neither the place in the list nor where somebody came from', () => {
    expect(keptQuery('after=abc&before=def&view=1&search=ada')).toBe('search=ada')
  })

  test.each([
    'https://elsewhere.test/?a=b',
    '//elsewhere.test?a=b',
    '/interviews?a=b',
    'javascript:alert(1)',
    'a=1&a=2',
    'a b=1',
    '__proto__=1',
    'search=%00',
    'search=%0D%0ASet-Cookie',
    `search=${'x'.repeat(501)}`,
    `search=${'x'.repeat(2001)}`,
    'search=\ud800',
    Array.from({ length: 31 }, (_, index) => `a${'b'.repeat(index)}=1`).join('&'),
  ])('is not %s', (text) => {
    expect(keptQuery(text)).toBeNull()
  })
})

test('interviewers keep views of their interviews, for themselves', () => {
  expect(hasList('INTERVIEWER', 'INTERVIEWS')).toBe(true)
  expect(hasList('INTERVIEWER', 'DELIVERIES')).toBe(false)
  expect(hasList('RECRUITER', 'DELIVERIES')).toBe(true)
  expect([mayShareViews('INTERVIEWER'), mayShareViews('RECRUITER'), mayShareViews('ADMIN')]).toEqual([
    false,
    true,
    true,
  ])
})
