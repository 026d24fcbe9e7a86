import type { LocationQuery, LocationQueryRaw } from 'vue-router'

type Asked = LocationQuery[string] | undefined

/** Where in a list a person is: behind or before a cursor, or on the first page where both are null. */
export interface ListPlace {
  after: string | null
  before: string | null
}

/** One word of the address bar; null for none. */
export const wordOf = (asked: Asked): string | null => (Array.isArray(asked) ? asked[0] : asked) || null

/** Several words, as far as they are known: an address may come from anywhere. */
export const wordsOf = <Word extends string>(asked: Asked, words: readonly Word[]): Word[] =>
  words.filter((word) => (wordOf(asked) ?? '').toUpperCase().split(',').includes(word))

/** A day, `YYYY-MM-DD`. */
export function dayOf(asked: Asked): string | null {
  const text = wordOf(asked)
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
}

export const listPlaceOf = ({ after, before }: LocationQuery): ListPlace => ({
  after: wordOf(after),
  before: wordOf(before),
})

/** What is written into the address bar: only what says something. */
export const addressOf = (values: object): LocationQueryRaw =>
  Object.fromEntries(
    (Object.entries(values) as [string, string | string[] | null][])
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',').toLowerCase() : value?.trim()])
      .filter(([, value]) => value),
  )

/** Which page the server is asked for. */
export const pageOf = ({ after, before }: ListPlace, size: number) =>
  before ? { last: size, before } : { first: size, after }
