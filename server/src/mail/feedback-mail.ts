import type { Language } from '../shared/language.ts'
import type { MailHead } from './mail-head.ts'

/** Whether somebody is asked for feedback for the first time, or again. */
export const feedbackMailKind = ['FEEDBACK_REQUEST', 'FEEDBACK_REMINDER'] as const
export type FeedbackMailKind = (typeof feedbackMailKind)[number]

/** What a message says that asks one who met the candidate for their scorecard. No calendar event goes with it. */
export interface FeedbackMail extends MailHead {
  kind: FeedbackMailKind
  language: Language
  candidateName: string
  companyName: string
  /** IANA zone by whose clocks the recipient reads times. */
  timeZone: string
  jobTitle: string
  /** Which interview of the application it was, from 1. */
  round: number
  startsAt: Date
  endsAt: Date
  /** The scorecard's page on the dashboard. */
  link: string
}
