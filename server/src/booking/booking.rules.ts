import { mayApplicationMove, type ApplicationStatus } from '../candidates/application.rules.ts'
import type { SlotFacts, SlotIsClosed, WantedPlace } from '../slots/slot.rules.ts'

export type BookingRefusal =
  | { kind: 'SlotIsFull'; capacity: number; wanted: WantedPlace }
  | SlotIsClosed
  | { kind: 'SlotHasStarted'; startsAt: string; wanted: WantedPlace }
  | { kind: 'SlotIsForAnotherJob'; jobId: string }

/** Why a slot cannot take this application, or null where it can. What is true for good comes before what may pass. */
export function whyNotBook(
  slot: SlotFacts & { startsAt: Date; jobId: string | null },
  application: { jobId: string },
  now: Date,
): BookingRefusal | null {
  if (slot.jobId && slot.jobId !== application.jobId) return { kind: 'SlotIsForAnotherJob', jobId: slot.jobId }
  const startsAt = slot.startsAt.toISOString()
  const wanted = { jobId: application.jobId, startsAt }
  if (slot.startsAt <= now) return { kind: 'SlotHasStarted', startsAt, wanted }
  if (slot.status !== 'OPEN') return { kind: 'SlotIsClosed', status: slot.status, wanted }
  if (slot.placesTaken >= slot.capacity) return { kind: 'SlotIsFull', capacity: slot.capacity, wanted }
  return null
}

export type ApplicationRefusal =
  { kind: 'AlreadyScheduled'; interviewId: string } | { kind: 'ApplicationIsNotPending'; status: ApplicationStatus }

/**
 * Why this application cannot be scheduled: its round has a live interview already, or it is not pending. Between two
 * rounds it stays INTERVIEW_SCHEDULED, and the next one may be scheduled.
 */
export function whyNotSchedule(
  status: ApplicationStatus,
  liveInterviewOfRound: string | null,
  betweenRounds = false,
): ApplicationRefusal | null {
  if (liveInterviewOfRound) return { kind: 'AlreadyScheduled', interviewId: liveInterviewOfRound }
  if (status === 'INTERVIEW_SCHEDULED' && betweenRounds) return null
  if (!mayApplicationMove(status, 'INTERVIEW_SCHEDULED')) return { kind: 'ApplicationIsNotPending', status }
  return null
}

/** The round that comes next: the one after the last that was completed. */
export const nextRound = (completed: readonly number[]): number => Math.max(0, ...completed) + 1

/** What a candidate gets when their interview is called off. */
export const cancellationEmail = ['CANCELLATION', 'SKIPPED_NO_ADDRESS', 'NONE'] as const
export type CancellationEmail = (typeof cancellationEmail)[number]

/** Which email calling an interview off brings: none once it is over, because nobody needs to be kept from coming. */
export const emailOfCancellation = (endsAt: Date, address: string | null, now: Date): CancellationEmail =>
  endsAt <= now ? 'NONE' : address ? 'CANCELLATION' : 'SKIPPED_NO_ADDRESS'
