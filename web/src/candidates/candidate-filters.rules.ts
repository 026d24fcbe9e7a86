import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { ApplicationStatus, CandidateFilter, CandidateSort, Language } from '../gql/graphql'
import { statuses } from '../applications/application-filters.rules'
import { languages } from '../shared/i18n'
import { addressOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'

/** What is wrong with somebody's address. */
export const addressStates = ['MISSING', 'BAD'] as const
export type AddressState = (typeof addressStates)[number]

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface CandidateFilters extends ListPlace {
  search: string
  job: string | null
  status: ApplicationStatus[]
  address: AddressState | null
  language: Language[]
  sort: CandidateSort
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const filtersOf = (query: LocationQuery): CandidateFilters => ({
  search: wordOf(query.search) ?? '',
  job: wordOf(query.job),
  status: wordsOf(query.status, statuses),
  address: wordsOf(query.address, addressStates)[0] ?? null,
  language: wordsOf(query.language, languages),
  sort: wordOf(query.sort) === 'newest' ? 'NEWEST' : 'NAME',
  ...listPlaceOf(query),
})

/** What the address bar says: the order by name goes without saying. */
export const queryOf = ({ sort, address, ...filters }: CandidateFilters): LocationQueryRaw =>
  addressOf({ ...filters, address: address?.toLowerCase() ?? null, sort: sort === 'NAME' ? '' : 'newest' })

/** How many filters are set beyond the search, for the button that hides them on a phone. */
export const countFilters = ({ job, status, address, language }: CandidateFilters) =>
  [job, status.length, address, language.length].filter(Boolean).length

/** The question to the server. */
export const candidateFilterOf = ({ job, status, address, language }: CandidateFilters): CandidateFilter => ({
  ...(job && { jobId: job }),
  ...(status.length > 0 && { applicationStatus: status }),
  ...(address === 'MISSING' && { hasAddress: false }),
  ...(address === 'BAD' && { addressBad: true }),
  ...(language.length > 0 && { language }),
})
