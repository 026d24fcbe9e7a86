import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { DeliveryFilter, DeliveryKind, DeliveryStatus } from '../gql/graphql'
import { emailStatuses } from '../interviews/interview-filters.rules'
import { addDays, startOfDay } from '../shared/time'

export const kinds: DeliveryKind[] = [
  'INVITATION',
  'UPDATE',
  'CANCELLATION',
  'REMINDER',
  'CHOOSE_SLOT',
  'WAITLIST_OFFER',
  'WAITLIST_CANCELLATION',
  'DECISION',
]
export { emailStatuses as statuses }

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface EmailFilters {
  status: DeliveryStatus[]
  kind: DeliveryKind[]
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. */
  from: string | null
  to: string | null
  search: string
  after: string | null
  before: string | null
}

const one = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

const known = <Word extends string>(value: LocationQuery[string] | undefined, words: readonly Word[]): Word[] =>
  words.filter((word) => (one(value) ?? '').toUpperCase().split(',').includes(word))

const day = (value: LocationQuery[string] | undefined) => {
  const text = one(value)
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const filtersOf = (query: LocationQuery): EmailFilters => ({
  status: known(query.status, emailStatuses),
  kind: known(query.kind, kinds),
  from: day(query.from),
  to: day(query.to),
  search: one(query.search) ?? '',
  after: one(query.after),
  before: one(query.before),
})

/** Writes the address bar: only what differs from a fresh look at the page. */
export function queryOf(filters: EmailFilters): LocationQueryRaw {
  const words = (list: string[]) => list.join(',').toLowerCase()
  const all: LocationQueryRaw = {
    ...filters,
    status: words(filters.status),
    kind: words(filters.kind),
    search: filters.search.trim(),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value))
}

/** How many filters are set beyond the search, for the button that hides them on a phone. */
export const countFilters = ({ status, kind, from, to }: EmailFilters) =>
  [status.length, kind.length, from, to].filter(Boolean).length

/** The question to the server. Days begin and end by the company's clocks. */
export function deliveryFilterOf(filters: EmailFilters, companyZone: string): DeliveryFilter {
  const queuedFrom = filters.from && startOfDay(filters.from, companyZone)
  const queuedBefore = filters.to && startOfDay(addDays(filters.to, 1), companyZone)
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.kind.length > 0 && { kind: filters.kind }),
    ...(queuedFrom && { queuedFrom }),
    ...(queuedBefore && { queuedBefore }),
    ...(filters.search.trim() && { search: filters.search.trim() }),
  }
}
