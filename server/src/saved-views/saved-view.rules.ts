/** The lists whose views can be saved. */
export const savedViewList = ['INTERVIEWS', 'SLOTS', 'DELIVERIES', 'APPLICATIONS', 'CANDIDATES'] as const
export type SavedViewList = (typeof savedViewList)[number]

/** How many views of one list a person may keep for themselves. Both together fit on a page. */
export const mostOwnViews = 20
/** How many views of one list a company may share. */
export const mostSharedViews = 30

/** Longest query of a saved view, in characters. */
export const longestQuery = 2000
const mostValues = 30
const longestValue = 500

/** Where in a list somebody is, and which view they came from, is no part of a view. */
const notKept = ['after', 'before', 'view']

/** Whether somebody has a list, so that they can keep views of it. Interviewers have the one of their interviews. */
export const hasList = (role: string, list: SavedViewList): boolean => role !== 'INTERVIEWER' || list === 'INTERVIEWS'

/** Whether somebody may show views to their company, and look after those that are shown. */
export const mayShareViews = (role: string): boolean => role !== 'INTERVIEWER'

/**
 * The query of a list's address as it is kept: names and values alone, in one order, so that equal views have equal
 * queries. What could lead to another page, as a scheme, a host or a path, has no place in it.
 * @returns null where it is none
 */
export function keptQuery(query: string): string | null {
  if (query.length > longestQuery || !query.isWellFormed()) return null
  const values = [...new URLSearchParams(query)].filter(([name]) => !notKept.includes(name))
  const areGood = values.every(
    ([name, value]) => /^[a-z][a-zA-Z]{0,39}$/.test(name) && value.length <= longestValue && !/\p{Cc}/u.test(value),
  )
  const names = new Set(values.map(([name]) => name))
  if (!areGood || values.length > mostValues || names.size < values.length) return null
  return new URLSearchParams(values.toSorted(([one], [other]) => (one < other ? -1 : 1))).toString()
}
