import { startOfDay } from '../shared/local-time'
import { addDays, clocksAgree, wallTime } from '../shared/time'

/** How the calendar is looked at. */
export const views = ['day', 'week', 'month', 'list'] as const
export type View = (typeof views)[number]

/** From the first instant to the one at which it is over, ISO 8601. */
export interface Range {
  from: string
  to: string
}

/** Days of a calendar, `YYYY-MM-DD`: the first of them, and the one after the last. */
export interface Days {
  first: string
  end: string
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts them. */
export const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

const weekStart = (date: string, firstDay: number) => addDays(date, -((weekdayOf(date) - firstDay + 7) % 7))
const monthStart = (date: string) => `${date.slice(0, 7)}-01`
/** The first of the month so many months later, or earlier. */
function monthsLater(date: string, months: number): string {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** Which days a view shows: a month in whole weeks, a list the week. */
export function daysOf(view: View, date: string, firstDay: number): Days {
  if (view === 'day') return { first: date, end: addDays(date, 1) }
  if (view === 'month') {
    const last = addDays(monthsLater(date, 1), -1)
    return { first: weekStart(monthStart(date), firstDay), end: addDays(weekStart(last, firstDay), 7) }
  }
  const first = weekStart(date, firstDay)
  return { first, end: addDays(first, 7) }
}

/** The same as instants: days begin by the clocks of a zone, and those of a change of the clocks are longer or shorter. */
export function rangeOf({ first, end }: Days, zone: string): Range {
  return { from: startOfDay(first, zone)!, to: startOfDay(end, zone)! }
}

/** Where the next page of the calendar is, or the one before. */
export function turned(view: View, date: string, by: 1 | -1): string {
  if (view === 'day') return addDays(date, by)
  return view === 'month' ? monthsLater(date, by) : addDays(date, by * 7)
}

/** Every day of a stretch. */
export function eachDay({ first, end }: Days): string[] {
  const days: string[] = []
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day)
  return days
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const minutesApart = (instant: string, one: string, other: string): number => {
  const [a, b] = [wallTime(instant, one), wallTime(instant, other)]
  const days = (Date.parse(`${b.date}T00:00:00Z`) - Date.parse(`${a.date}T00:00:00Z`)) / 60_000
  return days + minutesOf(b.time) - minutesOf(a.time)
}

/**
 * How many minutes the clocks of another zone are ahead of those of the zone shown, for as long as a range lasts. Null
 * where they change on the way: then one axis cannot bear both, and each time has to say its own.
 */
export function aheadThroughout({ from, to }: Range, zone: string, other: string): number | null {
  const last = new Date(Date.parse(to) - 60_000).toISOString()
  const ahead = minutesApart(from, zone, other)
  // Changes of the clocks that take each other back within weeks there are none.
  return ahead === minutesApart(last, zone, other) ? ahead : null
}

/** A time of day so many minutes later, `HH:mm`, and by how many days it lies elsewhere. */
export function clockAhead(minutesOfDay: number, ahead: number): { time: string; days: number } {
  const all = minutesOfDay + ahead
  const days = Math.floor(all / 1440)
  const rest = all - days * 1440
  const two = (value: number) => String(value).padStart(2, '0')
  return { time: `${two(Math.floor(rest / 60))}:${two(rest % 60)}`, days }
}

/** Whether another zone's clocks say anything else somewhere in a range: else one zone is enough. */
export const differsIn = ({ from, to }: Range, zone: string, other: string) =>
  !clocksAgree(from, zone, other) || !clocksAgree(new Date(Date.parse(to) - 60_000).toISOString(), zone, other)

/** On which days of a range the clocks of a zone are changed, `YYYY-MM-DD`. */
export const clockChangesIn = (days: Days, zone: string): string[] =>
  eachDay(days).filter((day) => {
    const { from, to } = rangeOf({ first: day, end: addDays(day, 1) }, zone)
    return Date.parse(to) - Date.parse(from) !== 86_400_000
  })
