import type { Language } from '../shared/language.ts'
import type { InterviewMailMode } from './interview-mail.ts'
import type { MailHead } from './mail-head.ts'

/**
 * What a message offers: times to choose from, or the place in a slot that its reader waits for; or the other times,
 * because that slot was called off.
 */
export const offerMailKind = ['CHOOSE_SLOT', 'WAITLIST_OFFER', 'WAITLIST_CANCELLATION'] as const
export type OfferMailKind = (typeof offerMailKind)[number]

/**
 * What one message says that offers the candidate a time. Nothing is agreed before they take it, so no calendar event
 * goes with it.
 */
export interface OfferMail extends MailHead {
  kind: OfferMailKind
  /** The recipient's language. */
  language: Language
  candidateName: string
  companyName: string
  /** IANA zone of the company; said beside the candidate's when the two clocks differ. */
  companyTimeZone: string
  /** IANA zone of the candidate. */
  candidateTimeZone: string
  jobTitle: string
  /** Which interview of the application this is, from 1. */
  round: number
  /** The one time that is offered, or was called off; null where there are several to choose from. */
  time: { startsAt: Date; endsAt: Date } | null
  /** How long the interview will be, in minutes; several where that depends on the choice, none where it is unknown. */
  lengths: number[]
  /** How people will meet; several where that depends on the choice, none where it is unknown. */
  modes: InterviewMailMode[]
  location: string | null
  /** Until when the offer stands. */
  until: Date
  /** The candidate's page on which they take it. */
  link: string
}
