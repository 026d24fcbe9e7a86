import { wallTime } from './time'

export interface Day<Item> {
  /** `YYYY-MM-DD` in the zone. */
  date: string
  items: Item[]
}

/** Puts things under the days of a zone's calendar and keeps their order. */
export function byDay<Item extends { startsAt: string }>(items: readonly Item[], zone: string): Day<Item>[] {
  const days: Day<Item>[] = []
  for (const item of items) {
    const { date } = wallTime(item.startsAt, zone)
    const last = days.at(-1)
    if (last?.date === date) last.items.push(item)
    else days.push({ date, items: [item] })
  }
  return days
}
