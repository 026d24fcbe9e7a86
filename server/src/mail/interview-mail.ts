import type { ParticipationStatus } from '../calendar/calendar-event.ts'
import type { Language } from '../shared/language.ts'

/** Which news about an interview a message brings. */
export type InterviewMailKind = 'INVITATION' | 'CANCELLATION'

/** How people meet. */
export type InterviewMailMode = 'ONSITE' | 'VIDEO' | 'PHONE' | 'SELF_GUIDED'

export interface Mailbox {
  name: string
  address: string
}

/**
 * Everything one message about an interview says, as plain values: composing reads no clock, no configuration and no
 * database, so that composing again after an unknown outcome gives the same bytes.
 */
export interface InterviewMail {
  kind: InterviewMailKind
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
  mode: InterviewMailMode
  startsAt: Date
  endsAt: Date
  location: string | null
  meetingUrl: string | null
  notes: string | null
  cancellationReason: string | null
  /** Names of those the recipient will meet and may know about. */
  interviewers: string[]
  /** The candidate's personal page. An invitation needs it; a cancellation leads nowhere. */
  link: string | null
  to: Mailbox
  /** The reply address: From and ORGANIZER alike, and nobody's own mailbox. */
  from: Mailbox
  /** The envelope's sender, to which bounces go; the From address unless given. */
  envelopeFrom?: string
  /** The meeting's calendar UID, the same for its whole life. */
  uid: string
  sequence: number
  /** When this message was made: its Date header and its DTSTAMP. */
  stamp: Date
  createdAt: Date
  lastModifiedAt: Date
  /** The recipient's last known answer. */
  partstat: ParticipationStatus
  /** This message's id, with or without angle brackets. */
  messageId: string
  /** Ids of the earlier messages about this meeting, the first one first. */
  references: string[]
}
