import { describe, expect, test } from 'vitest'
import { piecesOf, sayWords, valuesWithin, type WordValues } from './mail-words.rules.ts'

const values: WordValues = {
  candidateName: 'Ada',
  jobTitle: 'Carpenter',
  companyName: 'Northwind',
  date: 'Wednesday, 25 November 2026',
  time: '09:00–09:45',
  timeZone: 'Central European Standard Time (Europe/Stockholm, UTC+01:00)',
  interviewers: 'Grace and Karin',
  until: '',
}
const cut = (value: string, longest: number) => value.slice(0, longest)

describe('words', () => {
  test('are said with what their placeholders stand for', () => {
    expect(sayWords('{candidateName}: {jobTitle} at {companyName}, {date}.', values)).toBe(
      'Ada: Carpenter at Northwind, Wednesday, 25 November 2026.',
    )
  })

  test('keep braces around anything else, and a value that looks like a placeholder', () => {
    expect(piecesOf('{job} {toString} {} {{jobTitle}} }{')).toEqual([
      '{job}',
      ' ',
      '{toString}',
      ' {} {',
      { placeholder: 'jobTitle' },
      '} }{',
    ])
    expect(sayWords('{jobTitle}', { ...values, jobTitle: '{companyName} $&' })).toBe('{companyName} $&')
  })

  test.each([
    ['what fits stays', 'Carpenter', 'Northwind', 'Interview: Carpenter at Northwind'],
    ['the longer one gives way', 'C'.repeat(50), 'Northwind', `Interview: ${'C'.repeat(16)} at Northwind`],
    ['two long ones share', 'C'.repeat(50), 'N'.repeat(50), `Interview: ${'C'.repeat(12)} at ${'N'.repeat(12)}`],
  ])('within a length: %s', (_, jobTitle, companyName, said) => {
    const words = 'Interview: {jobTitle} at {companyName}'
    expect(sayWords(words, valuesWithin(words, { ...values, jobTitle, companyName }, 40, cut))).toBe(said)
  })
})
