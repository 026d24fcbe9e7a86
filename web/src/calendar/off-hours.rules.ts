import { readLocalTime, startOfDay } from '../shared/local-time'
import { addDays, weekdays, type Weekday } from '../shared/time'
import { weekdayOf, type Range } from './calendar-range.rules'

interface Hours {
  weekday: Weekday
  /** `HH:mm` on the wall; `24:00` is the end of the day. */
  from: string
  to: string
}

/** An instant of a wall clock reading; the first that the clocks show where they jump over it. */
function instantAt(date: string, time: string, zone: string): string {
  if (time.startsWith('24:00')) return startOfDay(addDays(date, 1), zone)!
  const reading = readLocalTime(date, time.slice(0, 5), zone)!
  if (reading.kind === 'once') return reading.instant
  if (reading.kind === 'twice') return reading.earlier
  const after = readLocalTime(date, reading.next, zone)!
  return after.kind === 'once' ? after.instant : startOfDay(date, zone)!
}

/**
 * When somebody does not work within a range, in order: what their hours, told on the walls of a zone, leave of each day
 * from `first` to the one before `end`. The stretches reach from hours to hours, over nights and weekends.
 */
export function offHoursOf(
  hours: readonly Hours[],
  { from, to }: Range,
  zone: string,
  days: readonly string[],
): Range[] {
  const working = days
    .flatMap((date) =>
      hours
        .filter(({ weekday }) => weekday === weekdays[weekdayOf(date) - 1])
        .map((each) => ({ from: instantAt(date, each.from, zone), to: instantAt(date, each.to, zone) })),
    )
    .filter((each) => Date.parse(each.to) > Date.parse(from) && Date.parse(each.from) < Date.parse(to))
    .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from))
  const off: Range[] = []
  let reached = from
  for (const each of working) {
    if (Date.parse(each.from) > Date.parse(reached)) off.push({ from: reached, to: each.from })
    if (Date.parse(each.to) > Date.parse(reached)) reached = each.to
  }
  if (Date.parse(reached) < Date.parse(to)) off.push({ from: reached, to })
  return off
}
