import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { DeliveryStatus, InterviewFilter, InterviewSort, InterviewStatus, Rsvp } from '../gql/graphql'
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
export interface InterviewFilters {
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
export function filtersOf(query: LocationQuery): InterviewFilters {
  const sort = one(query.sort)
  return {
    period: periods.find((each) => each === one(query.period)) ?? 'upcoming',
    status: known(query.status, statuses),
    email: known(query.email, emailStatuses),
    answer: known(query.answer, answers),
    job: one(query.job),
    interviewer: one(query.interviewer),
    from: day(query.from),
    to: day(query.to),
    search: one(query.search) ?? '',
    sort: sort === 'asc' || sort === 'desc' ? sort : null,
    after: one(query.after),
    before: one(query.before),
  }
}

/** Writes the address bar: only what differs from a fresh look at the page. */
export function queryOf(filters: InterviewFilters): LocationQueryRaw {
  const words = (list: string[]) => list.join(',').toLowerCase()
  const all: LocationQueryRaw = {
    period: filters.period === 'upcoming' ? '' : filters.period,
    status: words(filters.status),
    email: words(filters.email),
    answer: words(filters.answer),
    job: filters.job,
    interviewer: filters.interviewer,
    from: filters.from,
    to: filters.to,
    search: filters.search.trim(),
    sort: filters.sort,
    after: filters.after,
    before: filters.before,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value))
}

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
