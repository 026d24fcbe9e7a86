import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { i18n, setLocale, useWords } from '../shared/i18n'

type Words = { [key: string]: string | Words }

const source = join(import.meta.dirname, '..')
const read = (locale: string) => JSON.parse(readFileSync(join(source, 'locales', `${locale}.json`), 'utf8')) as Words

const flatten = (words: Words, under = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[under + key, value] as [string, string]] : flatten(value, `${under}${key}.`),
  )

const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

const english = new Map(flatten(read('en')))
const french = new Map(flatten(read('fr')))

test.each(['sv', 'fr'])('all words of the dashboard are said in %s, with the same facts in them', (locale) => {
  const others = new Map(flatten(read(locale)))
  expect([...others.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of others) {
    expect([key, new Set(named(text))]).toEqual([key, new Set(named(english.get(key)!))])
    expect([key, text.trim()]).not.toEqual([key, ''])
  }
})

test('every key a dashboard component says in full exists', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.(vue|ts)$/.test(file) &&
      !file.endsWith('.test.ts') &&
      !/^(gql|candidate-access|room|self-scheduling)/.test(file),
  )
  const said = files.flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/(?<![\w.])\$?t\(\s*'([\w.]+)'/g)].map(([, key = '']) => key),
  )
  expect(said.length).toBeGreaterThan(100)
  expect(said.filter((key) => !english.has(key))).toEqual([])
})

test.each([
  ['en', ['nobody', '1 person', '5 people']],
  ['sv', ['ingen', '1 person', '5 personer']],
  ['fr', ['personne', '1 personne', '5 personnes']],
] as const)('nothing, one and many are said apart where there are words for all three, in %s', async (locale, said) => {
  await useWords('dashboard')
  await setLocale(locale, { remember: false })
  expect([0, 1, 5].map((count) => i18n.global.t('people.total', count))).toEqual(said)
})

test('in French what is less than two is singular', async () => {
  await useWords('dashboard')
  await setLocale('fr', { remember: false })
  expect([0, 1, 2].map((count) => i18n.global.t('interviews.total', count))).toEqual([
    '0 entretien',
    '1 entretien',
    '2 entretiens',
  ])
})

test('in French no line begins with a colon or ends with an opening quotation mark', async () => {
  await useWords('dashboard')
  await setLocale('fr', { remember: false })
  expect(i18n.global.t('slots.places', { taken: 1, capacity: 3 })).toBe('Places prises\u00A0: 1 sur 3')
  const said = [...french].map(([key, text]) =>
    i18n.global.t(key, Object.fromEntries(named(text).map((name) => [name!, 'a fact']))),
  )
  expect(said.filter((text) => / [:;?!»]|« /.test(text))).toEqual([])
})
