import { describe, expect, test } from 'vitest'
import { csvLine } from './csv.rules.ts'

test('text is in quotes, a number is not, and nothing is nothing', () => {
  expect(csvLine(['Ada', 3, null, ''])).toBe('"Ada",3,,""\r\n')
})

test('what would break out of its cell does not', () => {
  expect(csvLine(['say "hi", then', 'two\r\nlines', 'a,b;c'])).toBe('"say ""hi"", then","two\r\nlines","a,b;c"\r\n')
})

describe('a text is no formula', () => {
  test.each([
    '=1+1',
    '+46 70 123',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\u0000=1',
    ' =1',
    '\u00a0=1',
    '＝1',
    '＋1',
    '－1',
    '＠SUM',
    '﹦1',
    '﹢1',
    '﹣1',
    '﹫SUM',
    "=cmd|' /C calc'!A0",
    '="x"',
  ])('%j begins with an apostrophe', (text) => {
    expect(csvLine([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`)
  })

  test.each(['Ada', '1-2', 'a=b', 'x@y.test', '2026-11-23T10:00:00+01:00', "'", ''])('%j stays', (text) => {
    expect(csvLine([text])).toBe(`"${text}"\r\n`)
  })

  test('and a number below nothing stays a number', () => expect(csvLine([-2])).toBe('-2\r\n'))
})
