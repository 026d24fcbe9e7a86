import type { Problem } from '../shared/problems'
import { readLocalTime, startOfDay, type LocalReading } from '../shared/local-time'
import { addDays } from '../shared/time'

/** A stretch of time as a person writes it: whole days, first and last included, or from a time to a time. */
export interface StretchDraft {
  wholeDays: boolean
  /** `YYYY-MM-DD` or empty. */
  fromDate: string
  toDate: string
  /** `HH:mm` or empty. */
  fromTime: string
  toTime: string
}

export const freshStretch = (): StretchDraft => ({
  wholeDays: true,
  fromDate: '',
  toDate: '',
  fromTime: '',
  toTime: '',
})

// Of a time the clocks show twice the stretch takes the outer one: who is away then is away for both.
const instantAt = (reading: LocalReading | null, which: 'earlier' | 'later') => {
  if (reading?.kind === 'once') return reading.instant
  return reading?.kind === 'twice' ? reading[which] : null
}

/** The instants a stretch lies between, by the clocks of a zone; null while it is none. */
export function stretchOf(draft: StretchDraft, zone: string): { startsAt: string; endsAt: string } | null {
  if (!draft.fromDate || !draft.toDate) return null
  const startsAt = draft.wholeDays
    ? startOfDay(draft.fromDate, zone)
    : instantAt(readLocalTime(draft.fromDate, draft.fromTime, zone), 'earlier')
  const endsAt = draft.wholeDays
    ? startOfDay(addDays(draft.toDate, 1), zone)
    : instantAt(readLocalTime(draft.toDate, draft.toTime, zone), 'later')
  return startsAt && endsAt ? { startsAt, endsAt } : null
}

/** What keeps a draft from being a stretch that still lies ahead. `now` in milliseconds since the epoch. */
export function problemsOfStretch(draft: StretchDraft, zone: string, now: number): Problem[] {
  const missing = [
    ...(draft.fromDate ? [] : [{ name: 'fromDate', code: 'dateMissing' }]),
    ...(draft.toDate ? [] : [{ name: 'toDate', code: 'dateMissing' }]),
    ...(draft.wholeDays || draft.fromTime ? [] : [{ name: 'fromTime', code: 'timeMissing' }]),
    ...(draft.wholeDays || draft.toTime ? [] : [{ name: 'toTime', code: 'timeMissing' }]),
  ]
  if (missing.length > 0) return missing
  if (!draft.wholeDays) {
    const skipped = (['from', 'to'] as const).flatMap((end) => {
      const time = draft[`${end}Time`]
      const reading = readLocalTime(draft[`${end}Date`], time, zone)
      return reading?.kind === 'never'
        ? [{ name: `${end}Time`, code: 'timeSkipped', facts: { time, next: reading.next } }]
        : []
    })
    if (skipped.length > 0) return skipped
  }
  const stretch = stretchOf(draft, zone)
  if (!stretch) return [{ name: 'fromDate', code: 'dateMissing' }]
  if (stretch.startsAt >= stretch.endsAt)
    return [{ name: draft.fromDate === draft.toDate ? 'toTime' : 'toDate', code: 'endBeforeStart' }]
  return Date.parse(stretch.endsAt) <= now ? [{ name: 'toDate', code: 'timePast' }] : []
}
