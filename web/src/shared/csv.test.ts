import { expect, test } from 'vitest'
import { csvOf } from './csv'

test('text is in quotes, a number is not, and nothing is nothing', () => {
  expect(
    csvOf([
      ['Ada "the first"', 3, null],
      ['two\nlines', -0.5, ''],
    ]),
  ).toBe('\uFEFF"Ada ""the first""",3,\r\n"two\nlines",-0.5,""\r\n')
})

test.each([
  '=1+1',
  '+46',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '\u0001=1',
  '\u0085=1',
  ' =1',
  '\u00a0=1',
  '＝1',
  '＋1',
  '－1',
  '＠A',
])('the text %j is no formula', (text) => expect(csvOf([[text]])).toBe(`\uFEFF"'${text}"\r\n`))

test.each(['Ada', '1-2', 'a=b', 'x@y.test', ''])('the text %j stays', (text) =>
  expect(csvOf([[text]])).toBe(`\uFEFF"${text}"\r\n`),
)
