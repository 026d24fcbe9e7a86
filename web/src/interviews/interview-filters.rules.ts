import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { DeliveryStatus, InterviewFilter, InterviewSort, InterviewStatus, Rsvp } from '../gql/graphql'
import { addressOf, dayOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'
import { addDays, startOfDay, wallTime } from '../shared/time'

export const statuses: InterviewStatus[] = ['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED']
export const emailStatuses: DeliveryStatus[] = [
  'QUEUED',
  'SENDING',
  'SENT',
  'BOUNCED',
  'FAILED',
  'SKIPPED_NO_ADDRESS',
  'CANCELLED',
]
export const answers: Rsvp[] = ['NEEDS_ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED']
export const periods = ['upcoming', 'past', 'all'] as const
export type Period = (typeof periods)[number]

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface InterviewFilters extends ListPlace {
  period: Period
  status: InterviewStatus[]
  email: DeliveryStatus[]
  answer: Rsvp[]
  job: string | null
  interviewer: string | null
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. They replace the period. */
  from: string | null
  to: string | null
  search: string
  sort: 'asc' | 'desc' | null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export function filtersOf(query: LocationQuery): InterviewFilters {
  const sort = wordOf(query.sort)
  return {
    period: periods.find((each) => each === wordOf(query.period)) ?? 'upcoming',
    status: wordsOf(query.status, statuses),
    email: wordsOf(query.email, emailStatuses),
    answer: wordsOf(query.answer, answers),
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
export const queryOf = (filters: InterviewFilters): LocationQueryRaw =>
  addressOf({ ...filters, period: filters.period === 'upcoming' ? '' : filters.period })

/** How many filters are set beyond the period and the search, for the button that hides them on a phone. */
export const countFilters = ({ status, email, answer, job, interviewer, from, to }: InterviewFilters) =>
  [status.length, email.length, answer.length, job, interviewer, from, to].filter(Boolean).length

/** Past interviews are read from the newest back, all others as a timetable. */
export const sortOf = ({ sort, period, from, to }: InterviewFilters): InterviewSort =>
  (sort ?? (period === 'past' && !from && !to ? 'desc' : 'asc')) === 'asc' ? 'STARTS_AT_ASC' : 'STARTS_AT_DESC'

/** The question to the server. Days begin and end by the company's clocks; `now` in milliseconds since the epoch. */
export function interviewFilterOf(filters: InterviewFilters, companyZone: string, now: number): InterviewFilter {
  const today = startOfDay(wallTime(now, companyZone).date, companyZone)
  const ownDays = filters.from !== null || filters.to !== null
  const startsFrom = filters.from
    ? startOfDay(filters.from, companyZone)
    : !ownDays && filters.period === 'upcoming'
      ? today
      : null
  const startsBefore = filters.to
    ? startOfDay(addDays(filters.to, 1), companyZone)
    : !ownDays && filters.period === 'past'
      ? today
      : null
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.email.length > 0 && { emailStatus: filters.email }),
    ...(filters.answer.length > 0 && { rsvp: filters.answer }),
    ...(filters.job && { jobId: filters.job }),
    ...(filters.interviewer && { interviewerId: filters.interviewer }),
    ...(startsFrom && { startsFrom }),
    ...(startsBefore && { startsBefore }),
    ...(filters.search.trim() && { search: filters.search.trim() }),
  }
}
