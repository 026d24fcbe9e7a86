import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { InterviewFilter, InterviewMode, InterviewStatus, SlotFilter } from '../gql/graphql'
import { statuses } from '../interviews/interview-filters.rules'
import { modes } from '../interviews/modes'
import { addressOf, dayOf, wordOf, wordsOf } from '../shared/list-address.rules'
import { views, type Range, type View } from './calendar-range.rules'

export const calendarZones = ['company', 'own'] as const
export type CalendarZone = (typeof calendarZones)[number]

/** What the address bar says about the calendar, so that a view can be bookmarked and sent to a colleague. */
export interface CalendarAddress {
  /** Null where nobody chose one: then the screen decides. */
  view: View | null
  /** A day of what is shown, `YYYY-MM-DD` in the zone shown; null for today. */
  date: string | null
  /** Whose clocks it goes by; null where nobody chose any: then those that the person reads by everywhere. */
  zone: CalendarZone | null
  interviewer: string | null
  job: string | null
  status: InterviewStatus[]
  mode: InterviewMode[]
  /** Whether slots are drawn with the interviews. */
  slots: boolean
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export const calendarAddressOf = (query: LocationQuery): CalendarAddress => ({
  view: views.find((each) => each === wordOf(query.view)) ?? null,
  date: realDay(dayOf(query.date)),
  zone: calendarZones.find((each) => each === wordOf(query.zone)) ?? null,
  interviewer: wordOf(query.interviewer),
  job: wordOf(query.job),
  status: wordsOf(query.status, statuses),
  mode: wordsOf(query.mode, modes),
  slots: wordOf(query.slots) !== 'off',
})

/** The 31st of February may be written, but no calendar has it. */
function realDay(day: string | null): string | null {
  if (day === null) return null
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null
}

export const queryOfCalendar = (address: CalendarAddress): LocationQueryRaw =>
  addressOf({
    ...address,
    slots: address.slots ? null : 'off',
  })

/** How many filters are set, for the button that hides them on a phone. */
export const countCalendarFilters = ({ interviewer, job, status, mode }: CalendarAddress) =>
  [interviewer, job, status.length, mode.length].filter(Boolean).length

const dayMs = 86_400_000
/** No meeting is longer than a day: what touches a range began so long before it at most. */
const longestMs = dayMs

const touching = ({ from, to }: Range) => ({
  startsFrom: new Date(Date.parse(from) - longestMs).toISOString(),
  endsAfter: from,
  startsBefore: to,
})

/** The question for interviews that touch the range. Called-off ones are drawn only where somebody asks for them. */
export const interviewsIn = (range: Range, { interviewer, job, status, mode }: CalendarAddress): InterviewFilter => ({
  ...touching(range),
  status: status.length > 0 ? status : statuses.filter((each) => each !== 'CANCELLED'),
  ...(mode.length > 0 && { mode }),
  ...(interviewer && { interviewerId: interviewer }),
  ...(job && { jobId: job }),
})

/** The question for slots; null where none are drawn. A filter by status is about interviews, and slots have none of these. */
export function slotsIn(range: Range, { interviewer, job, status, mode, slots }: CalendarAddress): SlotFilter | null {
  if (!slots || status.length > 0) return null
  return {
    ...touching(range),
    status: ['OPEN', 'FULL', 'CLOSED'],
    ...(mode.length > 0 && { mode }),
    ...(interviewer && { interviewerId: interviewer }),
    ...(job && { jobId: job }),
  }
}
