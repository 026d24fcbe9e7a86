import type { AvailabilityInput } from '../gql/graphql'
import { panelOf, problemsOfPanel, type PanelDraft } from '../interviews/panel.rules'
import { startOfDay } from '../shared/local-time'
import { addDays } from '../shared/time'

/** A meeting that is looked for, as far as a person has written it. */
export interface WishDraft {
  panel: PanelDraft
  durationMinutes: number | null
  /** An interview that would be moved there. */
  movedInterviewId?: string | undefined
}

/** With whom and how long, as the server reads it; null while nobody is named or no length is. */
export function wishOf({
  panel,
  durationMinutes,
  movedInterviewId,
}: WishDraft): Omit<AvailabilityInput, 'from' | 'to'> | null {
  const isLong = durationMinutes !== null && Number.isInteger(durationMinutes) && durationMinutes >= 5
  if (!isLong || durationMinutes > 1440 || problemsOfPanel(panel).length > 0) return null
  const { interviewerIds, anyOf } = panelOf(panel)
  if (interviewerIds.length === 0 && !anyOf) return null
  return { interviewerIds, ...(anyOf && { anyOf }), durationMinutes, ...(movedInterviewId && { movedInterviewId }) }
}

/** For so many days free times are looked for. */
export const daysLookedFor = 60

/** So many days are explained at once. */
export const mostDaysExplained = 31

/** Whole days of a zone, the last one included, as instants; null for none, and for more than are explained at once. */
export function daysBetween(fromDate: string, toDate: string, zone: string): { from: string; to: string } | null {
  if (!fromDate || !toDate || toDate < fromDate) return null
  if (toDate >= addDays(fromDate, mostDaysExplained)) return null
  const from = startOfDay(fromDate, zone)
  const to = startOfDay(addDays(toDate, 1), zone)
  return from && to ? { from, to } : null
}

/** Whole days of a zone, from a date on, as instants; null for what is no date. */
export function daysFrom(date: string, days: number, zone: string): { from: string; to: string } | null {
  const from = startOfDay(date, zone)
  const to = from && startOfDay(addDays(date, days), zone)
  return from && to ? { from, to } : null
}
