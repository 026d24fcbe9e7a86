import type { AccountMail } from './account-mail.ts'
import type { DecisionMail } from './decision-mail.ts'
import type { FeedbackMail } from './feedback-mail.ts'
import type { InterviewMail, ReminderMail } from './interview-mail.ts'
import type { OfferMail } from './offer-mail.ts'

/**
 * Everything one message says, as plain values: composing reads no clock, no configuration and no database, so that
 * composing again after an unknown outcome gives the same bytes.
 */
export type Mail = InterviewMail | ReminderMail | OfferMail | DecisionMail | FeedbackMail | AccountMail
