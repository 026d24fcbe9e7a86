/** Lengths of time as people say them. A day is 24 hours here, as in the company's rules. */
export const spanUnits = ['minutes', 'hours', 'days'] as const
export type SpanUnit = (typeof spanUnits)[number]

export const minutesIn: Record<SpanUnit, number> = { minutes: 1, hours: 60, days: 24 * 60 }

/** The largest unit in which a number of minutes is whole. */
export function spanOf(minutes: number): { count: number; unit: SpanUnit } {
  const unit = minutes === 0 ? 'minutes' : (spanUnits.findLast((each) => minutes % minutesIn[each] === 0) ?? 'minutes')
  return { count: minutes / minutesIn[unit], unit }
}
