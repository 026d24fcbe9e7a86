import type { AnalyticsStep } from '../gql/graphql'
import { localeTags, type Locale } from '../shared/i18n'
import { showDate } from '../shared/time'

/** What a step of a period is called: its day, the days of its week, or its month. */
export function showStep({ from, to }: { from: string; to: string }, by: AnalyticsStep, locale: Locale): string {
  const at = (date: string) => new Date(`${date}T12:00:00Z`)
  const tag = localeTags[locale]
  if (by === 'DAY') return showDate(from, locale)
  if (by === 'MONTH')
    return new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'short', year: 'numeric' }).format(at(from))
  return new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: 'numeric', month: 'short' }).formatRange(at(from), at(to))
}
