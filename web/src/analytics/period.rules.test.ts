import { describe, expect, test } from 'vitest'
import { daysBefore, daysOf, spanInForce, wishOf } from './period.rules'

const today = '2026-11-22'
const nothing = { span: null, from: null, to: null, job: null, interviewer: null, round: null }

describe('the address', () => {
  test('says nothing on a fresh look, which is the last 28 days', () => {
    expect(wishOf({})).toEqual(nothing)
    expect(daysOf(wishOf({}), today)).toEqual({ from: '2026-10-26', to: today, by: 'DAY' })
    expect(spanInForce(wishOf({}))).toBe('28')
  })

  test('is understood where it says something, and else left out', () => {
    expect(wishOf({ span: '90', job: 'j', round: '2', interviewer: 'i' })).toEqual({
      ...nothing,
      span: '90',
      job: 'j',
      round: '2',
      interviewer: 'i',
    })
    expect(wishOf({ span: '91', from: 'yesterday', round: '51' })).toEqual(nothing)
    expect(wishOf({ round: '0x2' }).round).toBeNull()
  })

  test('prefers days that are written out to a span', () => {
    const wish = wishOf({ span: '90', from: '2026-11-01', to: '2026-11-10' })
    expect(spanInForce(wish)).toBeNull()
    expect(daysOf(wish, today)).toEqual({ from: '2026-11-01', to: '2026-11-10', by: 'DAY' })
  })
})

describe('days', () => {
  test('that are left open are filled in', () => {
    expect(daysOf({ span: null, from: '2026-11-01', to: null }, today)).toMatchObject({ from: '2026-11-01', to: today })
    expect(daysOf({ span: null, from: null, to: '2026-06-28' }, today)).toMatchObject({
      from: '2026-06-01',
      to: '2026-06-28',
    })
    expect(daysOf({ span: null, from: '2026-12-01', to: null }, today)).toMatchObject({
      from: '2026-12-01',
      to: '2026-12-28',
    })
  })

  test('in the wrong order are turned around', () => {
    expect(daysOf({ span: null, from: '2026-11-10', to: '2026-11-01' }, today)).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-10',
    })
  })

  test.each([
    ['2026-10-23', 'DAY'],
    ['2026-10-22', 'WEEK'],
    ['2026-05-25', 'WEEK'],
    ['2026-05-23', 'MONTH'],
  ] as const)('from %s on go by %s', (from, by) => {
    expect(daysOf({ span: null, from, to: null }, today).by).toBe(by)
  })

  test('are never more than the server looks at', () => {
    expect(daysOf({ span: null, from: '2001-01-01', to: null }, today)).toEqual({
      from: '2024-11-22',
      to: today,
      by: 'MONTH',
    })
  })

  test('are compared with as many just before them', () => {
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-07', by: 'DAY' })).toEqual({
      from: '2026-02-22',
      to: '2026-02-28',
      by: 'DAY',
    })
  })
})
