import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Words {
  [key: string]: string | Words
}

// Read as written: an import would give the words compiled.
const wordsOf = (locale: string): Words =>
  JSON.parse(readFileSync(`${import.meta.dirname}/locales/${locale}.json`, 'utf8'))

/** Each text with the values in it; each once, because languages differ in how many numbers they tell apart. */
const placesOf = (words: Words, path = ''): string[] =>
  Object.entries(words).flatMap(([key, said]) =>
    typeof said === 'string'
      ? [`${path}${key} ${[...new Set(said.match(/\{\w+\}/g) ?? [])].sort().join(' ')}`]
      : placesOf(said, `${path}${key}.`),
  )

test.each([
  ['Swedish', 'sv'],
  ['French', 'fr'],
])('%s says everything that English says, with the same values in it', (_, locale) => {
  expect(placesOf(wordsOf(locale)).sort()).toEqual(placesOf(wordsOf('en')).sort())
})
