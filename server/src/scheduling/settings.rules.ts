import { dayMs, minuteMs, type Stretch } from './stretches.rules.ts'

/** When a company lets people be booked, and what its candidates may do by themselves. */
export interface SchedulingRules {
  /** Minutes that an interviewer needs before a meeting. */
  bufferMinutesBefore: number
  /** Minutes that an interviewer needs after it. */
  bufferMinutesAfter: number
  /** How many minutes ahead a meeting must be booked at least. */
  minimumNoticeMinutes: number
  /** How many days ahead it may be booked at most; a day is 24 hours. */
  bookingHorizonDays: number
  candidateMayCancel: boolean
  candidateMayReschedule: boolean
  /** Until how many minutes before the start a candidate may change it. */
  changeNoticeMinutes: number
  /** How many minutes a place stays offered to the first on a waitlist. */
  waitlistOfferMinutes: number
  /** How many days a choose-a-slot link works. */
  chooseLinkDays: number
}

/** The rules of a company that has chosen none. */
export const defaultRules: SchedulingRules = {
  bufferMinutesBefore: 0,
  bufferMinutesAfter: 0,
  minimumNoticeMinutes: 0,
  bookingHorizonDays: 365,
  candidateMayCancel: true,
  candidateMayReschedule: true,
  changeNoticeMinutes: 120,
  waitlistOfferMinutes: 60,
  chooseLinkDays: 14,
}

/** From where to where each number may be chosen, both included. The database holds the same bounds. */
export const ruleBounds = {
  bufferMinutesBefore: [0, 240],
  bufferMinutesAfter: [0, 240],
  minimumNoticeMinutes: [0, 60 * 24 * 60],
  bookingHorizonDays: [1, 730],
  changeNoticeMinutes: [0, 60 * 24 * 60],
  waitlistOfferMinutes: [5, 10_080],
  chooseLinkDays: [1, 90],
} as const satisfies Partial<Record<keyof SchedulingRules, readonly [number, number]>>

export type NoticeRefusal = { kind: 'MinimumNotice'; earliest: string } | { kind: 'BeyondHorizon'; latest: string }

/** The first and the last instant at which a meeting may begin, when it is booked now. */
export const bookableStarts = (
  now: Date,
  { minimumNoticeMinutes, bookingHorizonDays }: SchedulingRules,
): { earliest: Date; latest: Date } => ({
  earliest: new Date(now.getTime() + minimumNoticeMinutes * minuteMs),
  latest: new Date(now.getTime() + bookingHorizonDays * dayMs),
})

/**
 * Why a meeting cannot be booked at this distance from now, or null where it can. That it must not lie in the past is
 * another rule, which nobody overrides: ask that one first.
 */
export function whyNotAtThisTime({ startsAt }: Stretch, now: Date, rules: SchedulingRules): NoticeRefusal | null {
  const { earliest, latest } = bookableStarts(now, rules)
  if (startsAt < earliest) return { kind: 'MinimumNotice', earliest: earliest.toISOString() }
  if (startsAt > latest) return { kind: 'BeyondHorizon', latest: latest.toISOString() }
  return null
}

/** The time of an interviewer that a meeting takes: the meeting with what is needed before and after it. Half-open. */
export const occupiedRange = (
  { startsAt, endsAt }: Stretch,
  { bufferMinutesBefore, bufferMinutesAfter }: SchedulingRules,
): Stretch => ({
  startsAt: new Date(startsAt.getTime() - bufferMinutesBefore * minuteMs),
  endsAt: new Date(endsAt.getTime() + bufferMinutesAfter * minuteMs),
})

const overridable = new Set([
  'MinimumNotice',
  'BeyondHorizon',
  'DailyLimitReached',
  'WeeklyLimitReached',
  'BusyElsewhere',
])

/**
 * Whether a recruiter may book despite this refusal, with a reason that is kept. What protects people from being in two
 * places (capacity, overlap, time off) is not among them.
 */
export const mayOverride = ({ kind }: { kind: string }): boolean => overridable.has(kind)
