import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type {
  DeliveryStatus,
  InterviewFilter,
  InterviewMode,
  InterviewSort,
  InterviewStatus,
  Rsvp,
} from '../gql/graphql'
import {
  addressOf,
  columnSortOf,
  columnsOf,
  dayOf,
  listPlaceOf,
  wordOf,
  wordsOf,
  type ListPlace,
} from '../shared/list-address.rules'
import { modes } from './modes'
import { startOfDay } from '../shared/local-time'
import { addDays, wallTime } from '../shared/time'

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

/** How many rounds a list is narrowed down to one of; those of later ones are found without it. */
export const rounds = ['1', '2', '3', '4', '5'] as const

/** What a table of interviews can show. */
export const columns = [
  'when',
  'candidate',
  'job',
  'round',
  'mode',
  'place',
  'interviewers',
  'status',
  'email',
  'answer',
  'scheduler',
  'made',
] as const
export type InterviewColumn = (typeof columns)[number]
export const usualColumns: readonly InterviewColumn[] = [
  'when',
  'candidate',
  'job',
  'interviewers',
  'mode',
  'status',
  'email',
  'answer',
]
/** Those that it is sorted by, besides the time. */
const sorting = ['candidate', 'job', 'status'] as const
export const isSortable = (column: InterviewColumn) => column === 'when' || sorting.some((each) => each === column)

/** What the address bar says about the list, so that a view can be bookmarked and sent to a colleague. */
export interface InterviewFilters extends ListPlace {
  period: Period
  status: InterviewStatus[]
  email: DeliveryStatus[]
  answer: Rsvp[]
  mode: InterviewMode[]
  job: string | null
  interviewer: string | null
  /** Who arranged it. */
  scheduler: string | null
  round: string | null
  slot: string | null
  /** Days of the company's calendar, `YYYY-MM-DD`; both included. They replace the period. */
  from: string | null
  to: string | null
  search: string
  /** By time `asc` or `desc`; of a table also a column, with a minus the other way around. */
  sort: string | null
  /** The timetable where it is left out. */
  layout: 'table' | null
  /** Which columns a table has; the usual ones where left out. */
  columns: string | null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export function filtersOf(query: LocationQuery): InterviewFilters {
  const sort = wordOf(query.sort)
  const round = wordOf(query.round)
  return {
    period: periods.find((each) => each === wordOf(query.period)) ?? 'upcoming',
    status: wordsOf(query.status, statuses),
    email: wordsOf(query.email, emailStatuses),
    answer: wordsOf(query.answer, answers),
    mode: wordsOf(query.mode, modes),
    job: wordOf(query.job),
    interviewer: wordOf(query.interviewer),
    scheduler: wordOf(query.scheduler),
    round: rounds.find((each) => each === round) ?? null,
    slot: wordOf(query.slot),
    from: dayOf(query.from),
    to: dayOf(query.to),
    search: wordOf(query.search) ?? '',
    sort: sort === 'asc' || sort === 'desc' || columnSortOf(query.sort, sorting) ? sort : null,
    layout: wordOf(query.layout) === 'table' ? 'table' : null,
    columns: wordOf(query.columns),
    ...listPlaceOf(query),
  }
}

/** What the address bar says: the first period goes without saying. */
export const queryOf = (filters: InterviewFilters): LocationQueryRaw =>
  addressOf({ ...filters, period: filters.period === 'upcoming' ? '' : filters.period })

/** How many filters are set beyond the period and the search, for the button that hides them on a phone. */
export const countFilters = (filters: InterviewFilters) =>
  [
    filters.status.length,
    filters.email.length,
    filters.answer.length,
    filters.mode.length,
    filters.job,
    filters.interviewer,
    filters.scheduler,
    filters.round,
    filters.slot,
    filters.from,
    filters.to,
  ].filter(Boolean).length

/** Past interviews are read from the newest back, all others as a timetable. */
const isNewestFirst = ({ sort, period, from, to }: InterviewFilters) =>
  sort === 'desc' || (sort !== 'asc' && period === 'past' && !from && !to)

/** By which column a table is sorted. */
export function tableSortOf(filters: InterviewFilters): { key: InterviewColumn; isDescending: boolean } {
  const { sort } = filters
  return columnSortOf(sort ?? undefined, sorting) ?? { key: 'when', isDescending: isNewestFirst(filters) }
}

/** What the address says of a table that is sorted so. */
export const sortIn = ({ key, isDescending }: { key: InterviewColumn; isDescending: boolean }): string =>
  key === 'when' ? (isDescending ? 'desc' : 'asc') : `${isDescending ? '-' : ''}${key}`

const sortWords: Partial<Record<InterviewColumn, 'CANDIDATE' | 'JOB' | 'STATUS'>> = {
  candidate: 'CANDIDATE',
  job: 'JOB',
  status: 'STATUS',
}

/** In which order they are asked for. A timetable goes by time, whatever a table is sorted by. */
export function sortOf(filters: InterviewFilters, isTable = false): InterviewSort {
  const { key, isDescending } = isTable
    ? tableSortOf(filters)
    : { key: 'when' as const, isDescending: isNewestFirst(filters) }
  return `${sortWords[key] ?? 'STARTS_AT'}_${isDescending ? 'DESC' : 'ASC'}`
}

/** The columns of the table. */
export const shownColumns = (filters: InterviewFilters): readonly InterviewColumn[] =>
  columnsOf(filters.columns ?? undefined, columns, usualColumns)

/** The question to the server. Days begin and end by the company's clocks; `now` in milliseconds since the epoch. */
export function interviewFilterOf(filters: InterviewFilters, zone: string, now: number): InterviewFilter {
  const today = startOfDay(wallTime(now, zone).date, zone)
  const ownDays = filters.from !== null || filters.to !== null
  const startsFrom = filters.from
    ? startOfDay(filters.from, zone)
    : !ownDays && filters.period === 'upcoming'
      ? today
      : null
  const startsBefore = filters.to
    ? startOfDay(addDays(filters.to, 1), zone)
    : !ownDays && filters.period === 'past'
      ? today
      : null
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.email.length > 0 && { emailStatus: filters.email }),
    ...(filters.answer.length > 0 && { rsvp: filters.answer }),
    ...(filters.mode.length > 0 && { mode: filters.mode }),
    ...(filters.job && { jobId: filters.job }),
    ...(filters.interviewer && { interviewerId: filters.interviewer }),
    ...(filters.scheduler && { scheduledById: filters.scheduler }),
    ...(filters.round && { round: Number(filters.round) }),
    ...(filters.slot && { slotId: filters.slot }),
    ...(startsFrom && { startsFrom }),
    ...(startsBefore && { startsBefore }),
    ...(filters.search.trim() && { search: filters.search.trim() }),
  }
}
