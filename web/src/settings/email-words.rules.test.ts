import { expect, test } from 'vitest'
import { problemsOfWords } from './email-words.rules'

const placeholders = [
  { name: 'jobTitle', requiredInSubject: true },
  { name: 'date', requiredInSubject: false },
]
const fits = { subject: 'See you: {jobTitle}', intro: 'We meet on {date}.' }

test('words with placeholders that are there are fine', () => {
  expect(problemsOfWords(fits, placeholders)).toEqual([])
})

test.each([
  [{ subject: ' ' }, 'subject', 'missingWords'],
  [{ subject: 'Your interview' }, 'subject', 'missingPlaceholder'],
  [{ subject: '{jobTitle} {salary}' }, 'subject', 'unknownPlaceholder'],
  [{ subject: `{jobTitle}${'x'.repeat(120)}` }, 'subject', 'tooLong'],
  [{ intro: '{until}' }, 'intro', 'unknownPlaceholder'],
  [{ intro: 'Hello {{date}}' }, 'intro', 'looseBraces'],
  [{ intro: 'x'.repeat(2001) }, 'intro', 'tooLong'],
])('%o is to be mended', (words, name, code) => {
  expect(problemsOfWords({ ...fits, ...words }, placeholders)).toMatchObject([{ name, code }])
})
