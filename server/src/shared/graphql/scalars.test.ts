import { GraphQLError, parseValue } from 'graphql'
import { describe, expect, test } from 'vitest'
import { DateTime, EmailAddress, TimeZone, URL, isoText } from './scalars.ts'

describe('an instant', () => {
  test.each([
    ['2026-11-21 11:22:39+00', '2026-11-21T11:22:39.000Z'],
    ['2026-11-21 11:22:39.2+00', '2026-11-21T11:22:39.200Z'],
    ['2026-11-21 11:22:39.28976+00', '2026-11-21T11:22:39.289Z'],
    ['2026-11-21 11:22:39.289765+00', '2026-11-21T11:22:39.289Z'],
    ['2026-11-21T11:22:39.28976+00:00', '2026-11-21T11:22:39.289Z'],
    ['2026-11-21T12:22:39+01:00', '2026-11-21T11:22:39.000Z'],
  ])('that the database writes as %s is told as %s', (stored, told) => {
    expect(isoText(stored)).toBe(told)
  })

  test('may be a Date', () => {
    expect(isoText(new Date(1_764_000_000_123))).toBe('2025-11-24T16:00:00.123Z')
  })

  test.each([
    ['2026-11-24T09:00:00Z', '2026-11-24T09:00:00.000Z'],
    ['2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00.000Z'],
    ['2026-11-24T09:00:00.123Z', '2026-11-24T09:00:00.123Z'],
  ])('may be sent as %s', (sent, meant) => {
    expect(DateTime.parseValue(sent).toISOString()).toBe(meant)
  })

  test.each([
    '2026-11-24T09:00:00',
    '2026-11-24',
    '2026-02-30T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-11-24T25:00:00Z',
    'tomorrow',
    '',
    '2026-11-24T09:00:00Z; drop table',
    true,
    {},
  ])('is not %j', (sent) => {
    expect(() => DateTime.parseValue(sent)).toThrow()
  })
})

test.each([EmailAddress, TimeZone, URL])(
  '%s is a text; whether it is a good one is told next to its field',
  (scalar) => {
    expect(scalar.parseValue('anything')).toBe('anything')
    expect(scalar.parseLiteral(parseValue('"anything"'), {})).toBe('anything')
    for (const wrong of [1, true, {}, []]) expect(() => scalar.parseValue(wrong)).toThrow(GraphQLError)
    expect(() => scalar.parseLiteral(parseValue('1'), {})).toThrow(GraphQLError)
  },
)
