import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { DeliveryFilter, DeliveryKind, DeliveryRecipient, DeliverySort, DeliveryStatus } from '../gql/graphql'
import { emailStatuses } from '../interviews/interview-filters.rules'
import { addressOf, dayOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'
import { startOfDay } from '../shared/local-time'
import { addDays } from '../shared/time'

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
export const recipients: DeliveryRecipient[] = ['CANDIDATE', 'STAFF']

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface EmailFilters extends ListPlace {
  status: DeliveryStatus[]
  kind: DeliveryKind[]
  recipient: DeliveryRecipient | null
  job: string | null
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. */
  from: string | null
  to: string | null
  search: string
  /** The newest first where left out. */
  sort: 'asc' | null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const filtersOf = (query: LocationQuery): EmailFilters => ({
  status: wordsOf(query.status, emailStatuses),
  kind: wordsOf(query.kind, kinds),
  recipient: wordsOf(query.recipient, recipients)[0] ?? null,
  job: wordOf(query.job),
  from: dayOf(query.from),
  to: dayOf(query.to),
  search: wordOf(query.search) ?? '',
  sort: wordOf(query.sort) === 'asc' ? 'asc' : null,
  ...listPlaceOf(query),
})

/** How many filters are set beyond the search, for the button that hides them on a phone. */
export const countFilters = ({ status, kind, recipient, job, from, to }: EmailFilters) =>
  [status.length, kind.length, recipient, job, from, to].filter(Boolean).length

/** What the address bar says; to whom it is written small, as all words of an address. */
export const queryOf = (filters: EmailFilters): LocationQueryRaw =>
  addressOf({ ...filters, recipient: filters.recipient?.toLowerCase() ?? null })

export const sortOf = ({ sort }: EmailFilters): DeliverySort => (sort === 'asc' ? 'QUEUED_AT_ASC' : 'QUEUED_AT_DESC')

/** The question to the server. Days begin and end by the company's clocks. */
export function deliveryFilterOf(filters: EmailFilters, zone: string): DeliveryFilter {
  const queuedFrom = filters.from && startOfDay(filters.from, zone)
  const queuedBefore = filters.to && startOfDay(addDays(filters.to, 1), zone)
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.kind.length > 0 && { kind: filters.kind }),
    ...(filters.recipient && { recipient: filters.recipient }),
    ...(filters.job && { jobId: filters.job }),
    ...(queuedFrom && { queuedFrom }),
    ...(queuedBefore && { queuedBefore }),
    ...(filters.search.trim() && { search: filters.search.trim() }),
  }
}
