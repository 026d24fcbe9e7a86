import type { Weekday, WorkingHoursInput } from '../gql/graphql'
import type { Problem } from '../shared/problems'
import { weekdays } from '../shared/time'

/** One stretch on the wall, `HH:mm`; 00:00 as an end is that of the day. */
export interface HoursDraft {
  from: string
  to: string
}
export type WeekDraft = Record<Weekday, HoursDraft[]>

const endOf = ({ to }: HoursDraft) => (to === '00:00' ? '24:00' : to)

/** The week as it is, day by day. */
export function weekOf(hours: readonly { weekday: Weekday; from: string; to: string }[]): WeekDraft {
  const week = Object.fromEntries(weekdays.map((day) => [day, [] as HoursDraft[]])) as WeekDraft
  for (const { weekday, from, to } of hours) week[weekday].push({ from, to: to === '24:00' ? '00:00' : to })
  return week
}

/** What is wrong with the hours of one day, as the code of the words that say it; null where nothing is. */
export function problemOfDay(hours: readonly HoursDraft[]): string | null {
  if (hours.some(({ from, to }) => !from || !to)) return 'hoursMissing'
  if (hours.some((each) => each.from >= endOf(each))) return 'hoursReversed'
  const sorted = hours.toSorted((one, other) => one.from.localeCompare(other.from))
  return sorted.some((each, index) => index > 0 && each.from < endOf(sorted[index - 1]!)) ? 'hoursOverlap' : null
}

/** Without any hours the server would read the usual ones, and not that somebody never works. */
export function problemsOfWeek(week: WeekDraft): Problem[] {
  const problems = weekdays.flatMap((day) => {
    const code = problemOfDay(week[day])
    return code ? [{ name: day, code }] : []
  })
  if (problems.length > 0) return problems
  return weekdays.some((day) => week[day].length > 0) ? [] : [{ name: 'hours', code: 'noHours' }]
}

export const hoursOf = (week: WeekDraft): WorkingHoursInput[] =>
  weekdays.flatMap((weekday) => week[weekday].map((hours) => ({ weekday, from: hours.from, to: endOf(hours) })))

/** The usual hours of somebody who has said nothing. */
export const usualWeek = (): WeekDraft =>
  weekOf(weekdays.slice(0, 5).map((weekday) => ({ weekday, from: '09:00', to: '17:00' })))
