import { isDecided, type ApplicationStatus } from '../candidates/application.rules.ts'
import type { WaitlistStatus } from '../booking/waitlist.rules.ts'
import type { InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import type { StoredSlotStatus } from '../slots/slot.rules.ts'

export const deliveryKind = [
  'INVITATION',
  'UPDATE',
  'CANCELLATION',
  'REMINDER',
  'CHOOSE_SLOT',
  'WAITLIST_OFFER',
  'WAITLIST_CANCELLATION',
  'DECISION',
  'FEEDBACK_REQUEST',
  'FEEDBACK_REMINDER',
  'STAFF_INVITATION',
  'PASSWORD_RESET',
] as const
export type DeliveryKind = (typeof deliveryKind)[number]

export const deliveryStatus = [
  'QUEUED',
  'SENDING',
  'SENT',
  'BOUNCED',
  'FAILED',
  'SKIPPED_NO_ADDRESS',
  'CANCELLED',
] as const
export type DeliveryStatus = (typeof deliveryStatus)[number]

/** What a meeting is by now, and what an email about it said when it was queued. */
interface MeetingNow {
  sequence: number
  status: string
  endsAt: Date
}

/**
 * Whether an email that waits is not to be sent any more, read at the moment of sending: the last email about a
 * meeting is never an invitation after its cancellation, and never an older state of it after a newer one.
 */
export function isOvertaken(
  delivery: { kind: DeliveryKind; sequence: number },
  meeting: MeetingNow,
  now: Date,
): boolean {
  if (delivery.sequence < meeting.sequence || meeting.endsAt <= now) return true
  const live = meeting.status === 'SCHEDULED' || meeting.status === 'IN_PROGRESS'
  return delivery.kind === 'CANCELLATION' ? meeting.status !== 'CANCELLED' : !live
}

/** Whether a reminder comes too late, or would remind of what its reader will not do. */
export const reminderIsOver = (
  delivery: { kind: DeliveryKind; sequence: number },
  meeting: MeetingNow & { startsAt: Date; rsvp: Rsvp },
  now: Date,
): boolean =>
  isOvertaken(delivery, meeting, now) ||
  meeting.status !== 'SCHEDULED' ||
  meeting.startsAt <= now ||
  meeting.rsvp === 'DECLINED'

/** For how long after an update the next one waits, in milliseconds: what changes again meanwhile is told once. */
const betweenUpdates = 2 * 60_000

/**
 * When an update may leave. The first one leaves at once; who moves an interview again within two minutes sends the
 * candidate one more email and not one for each step.
 * @param lastUpdateAt when the newest update that left was sent; null where none was
 */
export const whenToUpdate = (lastUpdateAt: Date | null, now: Date): Date =>
  new Date(Math.max(now.getTime(), lastUpdateAt ? lastUpdateAt.getTime() + betweenUpdates : 0))

interface Applicant {
  applicationStatus: ApplicationStatus
  /** Whether this round of the application has an interview already. */
  hasInterview: boolean
}

const needsNoTime = ({ applicationStatus, hasInterview }: Applicant): boolean =>
  hasInterview || isDecided(applicationStatus)

/** Whether an email that asks to choose a time comes too late: the link opens nothing, or a time was found. */
export const choiceIsOver = (link: Applicant & { isRevoked: boolean; expiresAt: Date }, now: Date): boolean =>
  link.isRevoked || link.expiresAt <= now || needsNoTime(link)

/** Whether an email that offers a place comes too late: it is not kept any more, or nobody could take it. */
export const placeOfferIsOver = (
  offer: Applicant & {
    status: WaitlistStatus
    expiresAt: Date
    slotStatus: StoredSlotStatus
    startsAt: Date
    isRevoked: boolean
    linkExpiresAt: Date
  },
  now: Date,
): boolean =>
  offer.status !== 'OFFERED' ||
  offer.slotStatus === 'CANCELLED' ||
  [offer.expiresAt, offer.startsAt, offer.linkExpiresAt].some((end) => end <= now) ||
  offer.isRevoked ||
  needsNoTime(offer)

/** Whether it is of no use any more to hear that a time was called off for which somebody waited. */
export const waitCancellationIsOver = (
  wait: Applicant & { startsAt: Date; isRevoked: boolean; linkExpiresAt: Date },
  now: Date,
): boolean => wait.isRevoked || [wait.startsAt, wait.linkExpiresAt].some((end) => end <= now) || needsNoTime(wait)

/** Whether nobody needs to be asked for feedback any more: what an email that asks for it is about, as it is by now. */
export const feedbackIsOver = (asked: {
  interviewStatus: InterviewStatus
  applicationStatus: ApplicationStatus
  isOnPanel: boolean
  isSubmitted: boolean
}): boolean =>
  asked.interviewStatus !== 'COMPLETED' || !asked.isOnPanel || asked.isSubmitted || isDecided(asked.applicationStatus)

/** Whether an email about an account comes too late: its link has ended, or its reader has joined or is gone. */
export const accountMailIsOver = (
  kind: 'STAFF_INVITATION' | 'PASSWORD_RESET',
  person: { isActive: boolean; hasJoined: boolean },
  end: Date,
  now: Date,
): boolean => !person.isActive || person.hasJoined !== (kind === 'PASSWORD_RESET') || end <= now
