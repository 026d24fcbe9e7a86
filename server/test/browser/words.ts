import { readFileSync } from 'node:fs'

export type Language = 'en' | 'sv' | 'fr'

interface Words {
  readonly [key: string]: string | Words
}

const read = (language: Language) =>
  JSON.parse(readFileSync(new URL(`../../../web/src/locales/${language}.json`, import.meta.url), 'utf8')) as Words

/** What a page shows where it has no words: `signIn.submit`. The end of an address looks alike. */
export const keyShape = /(?<![@\w.-])[a-z]\w*(?:\.\w+)+\b/g
const parts = new Set(Object.keys(read('en')))
export const isKey = (text: string): boolean => parts.has(text.split('.')[0]!)

/** The words of the dashboard in a language, by their keys, as the page shows them. */
export function wordsIn(language: Language) {
  const words = read(language)
  return (key: string, facts: Record<string, string> = {}): string => {
    const found = key
      .split('.')
      .reduce<string | Words | undefined>((at, part) => (at as Words | undefined)?.[part], words)
    if (typeof found !== 'string') throw new Error(`There are no words for ${key} in ${language}.`)
    return found.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const fact = facts[name]
      if (fact === undefined) throw new Error(`The words for ${key} need ${name}.`)
      return fact
    })
  }
}
