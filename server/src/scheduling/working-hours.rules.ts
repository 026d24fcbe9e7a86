/** The days of a week, Monday first (ISO 8601). */
export const weekday = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type Weekday = (typeof weekday)[number]

/** From when to when somebody works on a weekday, by the wall clock in the company's zone. */
export interface WorkingTime {
  /** 1 is Monday, 7 is Sunday (ISO 8601). */
  weekday: number
  /** Minutes since 00:00. */
  fromMinute: number
  /** The same; 1440 is the end of the day. */
  toMinute: number
}

/** The hours of somebody who has said nothing: Monday to Friday, 09:00 to 17:00. */
export const usualHours: readonly WorkingTime[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  fromMinute: 9 * 60,
  toMinute: 17 * 60,
}))

/** Minutes since 00:00 of a time such as `09:30`; `24:00` is the end of the day. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A time such as `09:30` from minutes since 00:00. */
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export interface HoursProblem {
  /** Which of the hours. */
  index: number
  field: 'from' | 'to'
  message: string
}

/** What is wrong with somebody's hours, by the index of the one that is; empty where nothing is. */
export function whyNoHours(hours: readonly WorkingTime[]): HoursProblem[] {
  return hours.flatMap(({ weekday, fromMinute, toMinute }, index): HoursProblem[] => {
    if (toMinute <= fromMinute) return [{ index, field: 'to', message: 'Must be after its beginning.' }]
    const before = hours.slice(0, index)
    return before.some(
      (other) => other.weekday === weekday && other.fromMinute < toMinute && fromMinute < other.toMinute,
    )
      ? [{ index, field: 'from', message: 'Overlaps other hours of this day.' }]
      : []
  })
}

/** Hours in the order of the week. */
export const inWeekOrder = (hours: readonly WorkingTime[]): WorkingTime[] =>
  [...hours].sort((one, other) => one.weekday - other.weekday || one.fromMinute - other.fromMinute)
