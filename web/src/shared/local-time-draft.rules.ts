import type { Problem } from './problems'
import { readLocalTime } from './local-time'
import { wallTime } from './time'

/** A time as far as a person has written it. `which` is asked only where the clocks show the time twice. */
export interface LocalTimeDraft {
  /** `YYYY-MM-DD` or empty. */
  date: string
  /** `HH:mm` or empty. */
  time: string
  timeZone: string
  which: 'earlier' | 'later' | undefined
}

export const emptyDraft = (timeZone: string): LocalTimeDraft => ({ date: '', time: '', timeZone, which: undefined })

/** The draft that means an instant on the clocks of a zone. */
export function draftOf(instant: string, timeZone: string): LocalTimeDraft {
  const { date, time } = wallTime(instant, timeZone)
  const reading = readLocalTime(date, time, timeZone)
  const which =
    reading?.kind === 'twice'
      ? Date.parse(reading.earlier) === Date.parse(instant)
        ? ('earlier' as const)
        : ('later' as const)
      : undefined
  return { date, time, timeZone, which }
}

/** The instant the draft means, or null while it means none. */
export function instantOf({ date, time, timeZone, which }: LocalTimeDraft): string | null {
  const reading = readLocalTime(date, time, timeZone)
  if (reading?.kind === 'once') return reading.instant
  if (reading?.kind === 'twice' && which) return reading[which]
  return null
}

/** What stands between the draft and a time that may be promised. `now` in milliseconds since the epoch. */
export function problemsOfTime(draft: LocalTimeDraft, now: number): Problem[] {
  const missing: Problem[] = [
    ...(draft.date ? [] : [{ name: 'startsAt', code: 'dateMissing' }]),
    ...(draft.time ? [] : [{ name: 'time', code: 'timeMissing' }]),
  ]
  if (missing.length > 0) return missing
  const reading = readLocalTime(draft.date, draft.time, draft.timeZone)
  if (reading === null) return [{ name: 'startsAt', code: 'dateMissing' }]
  if (reading.kind === 'never') {
    return [{ name: 'time', code: 'timeSkipped', facts: { time: draft.time, next: reading.next } }]
  }
  const instant = instantOf(draft)
  if (instant === null) return [{ name: 'which', code: 'whichTime' }]
  return Date.parse(instant) <= now ? [{ name: 'startsAt', code: 'timePast' }] : []
}
