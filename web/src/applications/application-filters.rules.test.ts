import { describe, expect, test } from 'vitest'
import { applicationFilterOf, countFilters, filtersOf, queryOf } from './application-filters.rules'

const fresh = filtersOf({})

describe('the address of the applications', () => {
  test('says nothing of a fresh look: a table, the newest first', () => {
    expect(queryOf(fresh)).toEqual({})
    expect(fresh).toMatchObject({ layout: 'table', sort: 'NEWEST', status: [], interview: null })
  })

  test('brings back what it says', () => {
    const filters = {
      ...fresh,
      layout: 'board' as const,
      status: ['PENDING' as const, 'WITHDRAWN' as const],
      interview: 'NO_SHOW' as const,
      job: 'a-job',
      by: 'somebody',
      from: '2026-11-01',
      to: '2026-11-30',
      search: 'ada',
      sort: 'JOB_DESC' as const,
      after: 'a-cursor',
    }
    const query = queryOf(filters)
    expect(query).toEqual({
      layout: 'board',
      status: 'pending,withdrawn',
      interview: 'no_show',
      job: 'a-job',
      by: 'somebody',
      from: '2026-11-01',
      to: '2026-11-30',
      search: 'ada',
      sort: 'job_desc',
      after: 'a-cursor',
    })
    expect(filtersOf(query as Record<string, string>)).toEqual(filters)
  })

  test('that says what nobody understands is a fresh look', () => {
    expect(filtersOf({ layout: 'wall', status: 'LOST', interview: 'maybe', sort: 'up', from: 'yesterday' })).toEqual(
      fresh,
    )
  })
})

describe('the question to the server', () => {
  const ask = (changes: Partial<typeof fresh>) => applicationFilterOf({ ...fresh, ...changes }, 'Europe/Stockholm')

  test('has days that begin and end by the clocks of the company', () => {
    expect(ask({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
      createdFrom: '2026-10-31T23:00:00.000Z',
      createdBefore: '2026-11-30T23:00:00.000Z',
    })
  })

  test('tells who never had an interview from those whose latest one ended in some way', () => {
    expect(ask({ interview: 'NONE' })).toEqual({ hasInterview: false })
    expect(ask({ interview: 'CANCELLED' })).toEqual({ latestInterview: ['CANCELLED'] })
  })

  test('leaves the status to the columns of the board, which does not count it either', () => {
    const filters = { ...fresh, status: ['PENDING' as const] }
    expect([ask(filters), countFilters(filters)]).toEqual([{ status: ['PENDING'] }, 1])
    const board = { ...filters, layout: 'board' as const }
    expect([ask(board), countFilters(board)]).toEqual([{}, 0])
  })
})
