import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { ApplicationFilter, ApplicationSort, ApplicationStatus, InterviewStatus } from '../gql/graphql'
import { statuses as interviewStatuses } from '../interviews/interview-filters.rules'
import { addressOf, dayOf, listPlaceOf, wordOf, wordsOf, type ListPlace } from '../shared/list-address.rules'
import { startOfDay } from '../shared/local-time'
import { addDays } from '../shared/time'

/** In the order of an application's life: that of the columns of the board, too. */
export const statuses: ApplicationStatus[] = ['PENDING', 'INTERVIEW_SCHEDULED', 'APPROVED', 'REJECTED', 'WITHDRAWN']
export const sorts: ApplicationSort[] = ['NEWEST', 'OLDEST', 'CANDIDATE_ASC', 'CANDIDATE_DESC', 'JOB_ASC', 'JOB_DESC']
/** How the latest interview stands; NONE where there never was one. */
export const interviewStates = ['NONE', ...interviewStatuses] as const
export type InterviewState = (typeof interviewStates)[number]
export const layouts = ['table', 'board'] as const
export type Layout = (typeof layouts)[number]

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface ApplicationFilters extends ListPlace {
  layout: Layout
  /** The board has a column for each. */
  status: ApplicationStatus[]
  interview: InterviewState | null
  job: string | null
  /** Who has arranged an interview. */
  by: string | null
  /** Days of the company's calendar on which it was made, `YYYY-MM-DD`; both included. */
  from: string | null
  to: string | null
  search: string
  sort: ApplicationSort
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const filtersOf = (query: LocationQuery): ApplicationFilters => ({
  layout: wordOf(query.layout) === 'board' ? 'board' : 'table',
  status: wordsOf(query.status, statuses),
  interview: wordsOf(query.interview, interviewStates)[0] ?? null,
  job: wordOf(query.job),
  by: wordOf(query.by),
  from: dayOf(query.from),
  to: dayOf(query.to),
  search: wordOf(query.search) ?? '',
  sort: wordsOf(query.sort, sorts)[0] ?? 'NEWEST',
  ...listPlaceOf(query),
})

/** What the address bar says: the table and the newest first go without saying. */
export const queryOf = ({ layout, sort, interview, ...filters }: ApplicationFilters): LocationQueryRaw =>
  addressOf({
    ...filters,
    layout: layout === 'board' ? layout : '',
    interview: interview?.toLowerCase() ?? null,
    sort: sort === 'NEWEST' ? '' : sort.toLowerCase(),
  })

/** How many filters are set beyond the search, for the button that hides them on a phone. */
export const countFilters = ({ layout, status, interview, job, by, from, to }: ApplicationFilters) =>
  [layout === 'table' && status.length, interview, job, by, from, to].filter(Boolean).length

/** The question to the server. Days begin and end by the company's clocks. */
export function applicationFilterOf(filters: ApplicationFilters, zone: string): ApplicationFilter {
  const { layout, status, interview, job, by, from, to } = filters
  const search = filters.search.trim()
  const latest: InterviewStatus[] = interview && interview !== 'NONE' ? [interview] : []
  return {
    ...(layout === 'table' && status.length > 0 && { status }),
    ...(interview === 'NONE' && { hasInterview: false }),
    ...(latest.length > 0 && { latestInterview: latest }),
    ...(job && { jobId: job }),
    ...(by && { scheduledById: by }),
    ...(from && { createdFrom: startOfDay(from, zone) }),
    ...(to && { createdBefore: startOfDay(addDays(to, 1), zone) }),
    ...(search && { search }),
  }
}
