import type { CalendarEvent_InterviewFragment, CalendarEvent_SlotFragment } from '../gql/graphql'
import type { Range } from './calendar-range.rules'

/** What the grid draws, as plain values: whoever draws it looks up the rest by the id. */
export interface DrawnEvent {
  id: string
  kind: 'interview' | 'slot' | 'shade'
  /** ISO 8601 instants; days of the calendar where `allDay`. */
  start: string
  end: string
  title: string
  allDay: boolean
  /** May be dragged to another time, and made longer or shorter. */
  movable: boolean
  /** What it looks like. */
  look: string
}

/** How much of an event there is room to write: its name, a line with its time, or all lines. */
export type Room = 'name' | 'line' | 'lines'

/** Only what is ahead of being held may be moved. */
export const mayMove = ({ status }: Pick<CalendarEvent_InterviewFragment, 'status'>) => status === 'SCHEDULED'

/** An email that did not arrive, or cannot: somebody has to look after it. */
export const hasEmailTrouble = ({ delivery }: Pick<CalendarEvent_InterviewFragment, 'delivery'>) =>
  ['BOUNCED', 'FAILED', 'SKIPPED_NO_ADDRESS'].includes(delivery?.status ?? '')

/** A slot for one that is taken is its interview; drawn twice, each would say half. */
export const isDrawn = ({ capacity, placesTaken, status }: CalendarEvent_SlotFragment) =>
  status !== 'CANCELLED' && !(capacity === 1 && placesTaken > 0)

const look = (kind: string, status: string, more: readonly string[]) =>
  ['gr-event', `gr-${kind}`, `gr-${kind}-${status.toLowerCase().replaceAll('_', '-')}`, ...more].join(' ')

export const drawnInterview = (interview: CalendarEvent_InterviewFragment, mayRecruit: boolean): DrawnEvent => ({
  id: interview.id,
  kind: 'interview',
  start: interview.startsAt,
  end: interview.endsAt,
  title: interview.candidate.name,
  allDay: false,
  movable: mayRecruit && mayMove(interview),
  look: look('interview', interview.status, hasEmailTrouble(interview) ? ['gr-trouble'] : []),
})

export const drawnSlot = (slot: CalendarEvent_SlotFragment): DrawnEvent => ({
  id: slot.id,
  kind: 'slot',
  start: slot.startsAt,
  end: slot.endsAt,
  title: slot.job?.title ?? '',
  allDay: false,
  movable: false,
  look: look('slot', slot.status, []),
})

/** Time in which nobody is to be met: of a person, or of the whole company. */
export interface Shade extends Range {
  id: string
  kind: 'OFF_HOURS' | 'TIME_OFF' | 'BLOCKED' | 'HOLIDAY'
  name: string
  /** Of a holiday: its days, first and last included. */
  dates: { from: string; to: string } | null
}

/** Shades lie behind everything. A month draws whole days only. */
export function drawnShade(shade: Shade, inMonth: boolean, dayAfter: (date: string) => string): DrawnEvent | null {
  if (inMonth && !shade.dates) return null
  return {
    id: shade.id,
    kind: 'shade',
    start: inMonth ? shade.dates!.from : shade.from,
    end: inMonth ? dayAfter(shade.dates!.to) : shade.to,
    title: shade.name,
    allDay: inMonth,
    movable: false,
    look: `gr-shade gr-shade-${shade.kind.toLowerCase().replaceAll('_', '-')}`,
  }
}

/** Something in the order of time, for whoever goes through it by keys. */
export interface Placed {
  id: string
  /** `YYYY-MM-DD` in the zone shown. */
  date: string
  /** Instant, in milliseconds since the epoch. */
  at: number
}

export type Step = 'earlier' | 'later' | 'day-before' | 'day-after' | 'first' | 'last'

/**
 * Where a key leads from one of several things, which come in any order: to the next in time, or to another day that has
 * any, there to the one nearest in time of day. Null where there is nothing that way.
 * @param timeOfDay tells minutes since midnight of the zone shown
 */
export function stepFrom(
  id: string | null,
  step: Step,
  placed: readonly Placed[],
  timeOfDay: (at: number) => number,
): string | null {
  const all = placed.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  const index = all.findIndex((each) => each.id === id)
  const here = all[index]
  if (step === 'first' || !here) return all[0]?.id ?? null
  if (step === 'last') return all.at(-1)!.id
  if (step === 'earlier') return all[index - 1]?.id ?? null
  if (step === 'later') return all[index + 1]?.id ?? null
  const before = step === 'day-before'
  const days = all.map(({ date }) => date).filter((date) => (before ? date < here.date : date > here.date))
  const day = before ? days.at(-1) : days[0]
  const [nearest] = all
    .filter(({ date }) => date === day)
    .toSorted((one, other) => away(one, here, timeOfDay) - away(other, here, timeOfDay))
  return nearest?.id ?? null
}

const away = (one: Placed, here: Placed, timeOfDay: (at: number) => number) =>
  Math.abs(timeOfDay(one.at) - timeOfDay(here.at))
