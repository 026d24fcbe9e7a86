import type { CandidateLink } from '../candidate-access/candidate-link.ts'
import type { JoinLink } from '../companies/join-link.ts'
import type { PasswordLink } from '../companies/password-link.ts'
import type { AnswerLink } from './answer-link.ts'
import type { BadAddress } from './bad-address.ts'
import type { SchedulingUrl } from '../self-scheduling/scheduling-url.ts'
import type { Time } from './lock-delivery.ts'
import type { Mail } from './mail.ts'
import type { MailHead } from './mail-head.ts'

/** What makes the links in emails. They are derived when an email is composed, and stored nowhere. */
export interface LinkTools {
  candidateLink: CandidateLink
  /** The address of the page on which a candidate chooses a time. */
  schedulingUrl: SchedulingUrl
  /** The address of the page on which a participant answers. */
  answerLink: AnswerLink
  /** The address of an interview's page on the dashboard, for those who work here. */
  interviewPage: (interviewId: string) => string
  /** The address at which somebody joins the company that added them. */
  joinLink: JoinLink
  /** The address at which somebody chooses another password. */
  passwordLink: PasswordLink
}

/** What an email is about, as it is at this moment. */
export interface Subject {
  /** What the email would say is no longer true, or of no use: it is not sent. */
  isOvertaken: boolean
  /** Until when sending it helps. */
  notAfter: Date
  recipient: {
    id: string
    name: string
    email: string | null
    badAddress: BadAddress | null
  }
  company: { name: string }
  /** When the meeting is, as the email says; null where it invites to none. */
  tells: Time | null
  mail(head: MailHead, tools: LinkTools): Mail
}
