import type { ParticipationStatus } from '../calendar/calendar-event.ts'
import type { Language } from '../shared/language.ts'
import type { MailHead } from './mail-head.ts'

/** Which news about an interview a message brings. */
export type InterviewMailKind = 'INVITATION' | 'UPDATE' | 'CANCELLATION'

/** Whom a message is for: they are told of the same meeting from the other side. */
export type Audience = 'CANDIDATE' | 'INTERVIEWER'

/** How people meet. */
export type InterviewMailMode = 'ONSITE' | 'VIDEO' | 'PHONE' | 'SELF_GUIDED'

/** What one message about an interview says, whichever news it brings. */
export interface AboutInterview extends MailHead {
  /** To the candidate, or to one who meets them. */
  audience: Audience
  /** Whether a cancellation takes out only the recipient, while the interview itself stays. */
  isReleased: boolean
  /** Whether the candidate chose its time themselves. */
  isChosen: boolean
  /** The recipient's language. */
  language: Language
  candidateName: string
  companyName: string
  /** IANA zone of the company; said beside the recipient's when the two clocks differ. */
  companyTimeZone: string
  /** IANA zone of the recipient. */
  timeZone: string
  jobTitle: string
  /** Which interview of the application this is, from 1. */
  round: number
  mode: InterviewMailMode
  startsAt: Date
  endsAt: Date
  /** The time that the recipient knows from the email before this one; null where there is none. */
  told: { startsAt: Date; endsAt: Date } | null
  location: string | null
  meetingUrl: string | null
  notes: string | null
  /** Why it was moved or cancelled, in the words of who did it. */
  reason: string | null
  /** Names of those the recipient will meet and may know about. */
  interviewers: string[]
  /** The candidate's personal page, or the interview's on the dashboard. An invitation needs it; a cancellation leads nowhere. */
  link: string | null
  /** The page on which the recipient answers; null with a cancellation, which asks for nothing. */
  answerLink: string | null
  /** The meeting's calendar UID, the same for its whole life. */
  uid: string
  sequence: number
  createdAt: Date
  lastModifiedAt: Date
  /** The recipient's last known answer. */
  partstat: ParticipationStatus
}

/** A message that brings the meeting's calendar event: into the calendar, to another state, or out of it. */
export interface InterviewMail extends AboutInterview {
  kind: InterviewMailKind
}

/** A message that says once more what is known, and touches no calendar. */
export interface ReminderMail extends AboutInterview {
  kind: 'REMINDER'
}
