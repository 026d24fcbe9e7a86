import type { LocationQuery } from 'vue-router'
import type { DeliveryFilter, DeliveryKind, DeliveryStatus } from '../gql/graphql'
import { emailStatuses } from '../interviews/interview-filters.rules'
import { dayOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'
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
  'FEEDBACK_REQUEST',
  'FEEDBACK_REMINDER',
]
export { emailStatuses as statuses }

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface EmailFilters extends ListPlace {
  status: DeliveryStatus[]
  kind: DeliveryKind[]
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. */
  from: string | null
  to: string | null
  search: string
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const filtersOf = (query: LocationQuery): EmailFilters => ({
  status: wordsOf(query.status, emailStatuses),
  kind: wordsOf(query.kind, kinds),
  from: dayOf(query.from),
  to: dayOf(query.to),
  search: wordOf(query.search) ?? '',
  ...listPlaceOf(query),
})

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
