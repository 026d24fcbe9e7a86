/** One thing that changed by itself, to be said to who does not see it. */
export interface News {
  /** Of its kind there may be many at once: then they are counted. */
  kind: NewsKind
  text: string
}
export type NewsKind = 'email' | 'answer' | 'interview' | 'other'

/** As many are said in their own words; a screen reader cannot be hurried. */
const mostInFull = 2

/**
 * What is said of all that has come since the last word: each in its own words where they are few, and how many of each
 * kind where they are not.
 * @param count says a number of things of one kind
 */
export function wordsOf(news: readonly News[], count: (kind: NewsKind, n: number) => string): string {
  const texts = [...new Set(news.map(({ text }) => text))]
  if (texts.length <= mostInFull) return texts.join('. ')
  const kinds = new Map<NewsKind, number>()
  for (const { kind } of news) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  return [...kinds].map(([kind, n]) => count(kind, n)).join(', ')
}
