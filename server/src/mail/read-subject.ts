import type { Transaction } from '../shared/use-case.ts'
import { readAccount } from './account-subject.ts'
import { readDecision } from './decision-subject.ts'
import { readFeedback } from './feedback-subject.ts'
import type { LockedDelivery } from './lock-delivery.ts'
import { readMeeting } from './meeting-subject.ts'
import { readChoice, readPlaceOffer, readWaitCancellation } from './offer-subject.ts'
import type { Subject } from './subject.ts'

/** What an email is about, read now. */
export function readSubject(tx: Transaction, delivery: LockedDelivery): Promise<Subject> {
  const { kind, invitation, schedulingLinkId, waitlistEntryId, applicationId, staffMemberId } = delivery
  switch (kind) {
    case 'CHOOSE_SLOT':
      return readChoice(tx, schedulingLinkId!)
    case 'WAITLIST_OFFER':
      return readPlaceOffer(tx, waitlistEntryId!)
    case 'WAITLIST_CANCELLATION':
      return readWaitCancellation(tx, waitlistEntryId!)
    case 'DECISION':
      return readDecision(tx, applicationId!)
    case 'FEEDBACK_REQUEST':
    case 'FEEDBACK_REMINDER':
      return readFeedback(tx, { ...delivery, kind }, invitation!)
    case 'STAFF_INVITATION':
    case 'PASSWORD_RESET':
      return readAccount(tx, { ...delivery, kind }, staffMemberId!)
    default:
      return readMeeting(tx, { ...delivery, kind }, invitation!)
  }
}
