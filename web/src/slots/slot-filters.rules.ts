import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { InterviewMode, SlotFilter, SlotSort, SlotStatus } from '../gql/graphql'
import { modes } from '../interviews/modes'
import { addressOf, dayOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'
import { startOfDay } from '../shared/local-time'
import { addDays, wallTime } from '../shared/time'

export const statuses: SlotStatus[] = ['OPEN', 'FULL', 'CLOSED', 'CANCELLED']
export const periods = ['upcoming', 'past', 'all'] as const
export type Period = (typeof periods)[number]

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface SlotFilters extends ListPlace {
  period: Period
  status: SlotStatus[]
  mode: InterviewMode[]
  job: string | null
  interviewer: string | null
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. They replace the period. */
  from: string | null
  to: string | null
  search: string
  sort: 'asc' | 'desc' | null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export function filtersOf(query: LocationQuery): SlotFilters {
  const sort = wordOf(query.sort)
  return {
    period: periods.find((each) => each === wordOf(query.period)) ?? 'upcoming',
    status: wordsOf(query.status, statuses),
    mode: wordsOf(query.mode, modes),
    job: wordOf(query.job),
    interviewer: wordOf(query.interviewer),
    from: dayOf(query.from),
    to: dayOf(query.to),
    search: wordOf(query.search) ?? '',
    sort: sort === 'asc' || sort === 'desc' ? sort : null,
    ...listPlaceOf(query),
  }
}

/** What the address bar says: the first period goes without saying. */
export const queryOf = (filters: SlotFilters): LocationQueryRaw =>
  addressOf({ ...filters, period: filters.period === 'upcoming' ? '' : filters.period })

/** How many filters are set beyond the period and the search, for the button that hides them on a phone. */
export const countFilters = ({ status, mode, job, interviewer, from, to }: SlotFilters) =>
  [status.length, mode.length, job, interviewer, from, to].filter(Boolean).length

/** Past slots are read from the newest back. */
export const sortOf = ({ sort, period, from, to }: SlotFilters): SlotSort =>
  (sort ?? (period === 'past' && !from && !to ? 'desc' : 'asc')) === 'asc' ? 'STARTS_AT_ASC' : 'STARTS_AT_DESC'

/** The question to the server. Days begin and end by the company's clocks; `now` in milliseconds since the epoch. */
export function slotFilterOf(filters: SlotFilters, zone: string, now: number): SlotFilter {
  const today = startOfDay(wallTime(now, zone).date, zone)
  const ownDays = filters.from !== null || filters.to !== null
  const ofPeriod = (period: Period) => (!ownDays && filters.period === period ? today : null)
  const startsFrom = filters.from ? startOfDay(filters.from, zone) : ofPeriod('upcoming')
  const startsBefore = filters.to ? startOfDay(addDays(filters.to, 1), zone) : ofPeriod('past')
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.mode.length > 0 && { mode: filters.mode }),
    ...(filters.job && { jobId: filters.job }),
    ...(filters.interviewer && { interviewerId: filters.interviewer }),
    ...(startsFrom && { startsFrom }),
    ...(startsBefore && { startsBefore }),
    ...(filters.search.trim() && { search: filters.search.trim() }),
  }
}
