import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { SavedViewList } from '../gql/graphql'

/** Where in a list somebody is, and which view they came from, is no part of a view. */
const notKept = ['after', 'before', 'view']

/** What of a list's address a view keeps, as the server writes it: in one order, so that equal views have equal queries. */
export function keptQuery(query: LocationQuery): string {
  const values = Object.entries(query).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value[0] : value
    return text && !notKept.includes(name) ? [[name, text] as [string, string]] : []
  })
  return new URLSearchParams(values.toSorted(([one], [other]) => (one < other ? -1 : 1))).toString()
}

/** The address of a list as a view shows it, and which view it is. */
export const queryOf = ({ id, query }: { id: string; query: string }): LocationQueryRaw => ({
  ...Object.fromEntries(new URLSearchParams(query)),
  view: id,
})

/** The name of each list's route. */
const routes: Record<SavedViewList, string> = {
  INTERVIEWS: 'interviews',
  SLOTS: 'slots',
  DELIVERIES: 'sent-emails',
  APPLICATIONS: 'applications',
  CANDIDATES: 'candidates',
}

/** Where a view leads to, from anywhere in the dashboard. */
export const placeOf = (view: { id: string; list: SavedViewList; query: string }): RouteLocationRaw => ({
  name: routes[view.list],
  query: queryOf(view),
})
