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

/** Which columns of a table are on show, in the order that they have; the usual ones where the address names none. */
export function columnsOf<Key extends string>(
  asked: Asked,
  all: readonly Key[],
  usual: readonly Key[],
): readonly Key[] {
  const names = (wordOf(asked) ?? '').split(',')
  const found = all.filter((key) => names.includes(key))
  return found.length > 0 ? found : usual
}

/** By which column a table is sorted: `job`, or `-job` the other way around; null where the address names none. */
export function columnSortOf<Key extends string>(asked: Asked, all: readonly Key[]) {
  const word = wordOf(asked) ?? ''
  const key = all.find((each) => each === word.replace(/^-/, ''))
  return key ? { key, isDescending: word.startsWith('-') } : null
}

/** What clearing the filters leaves as it is: how a list is laid out. */
export const layoutOf = ({ layout, columns }: LocationQuery): LocationQueryRaw =>
  addressOf({ layout: wordOf(layout), columns: wordOf(columns) })

/** From which saved view somebody came; it is theirs until they leave for another. */
export const viewOf = ({ view }: LocationQuery): LocationQueryRaw => addressOf({ view: wordOf(view) })

/** Which page the server is asked for. */
export const pageOf = ({ after, before }: ListPlace, size: number) =>
  before ? { last: size, before } : { first: size, after }
