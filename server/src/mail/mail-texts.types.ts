import type { InterviewMailKind, InterviewMailMode } from './interview-mail.ts'

/** What one kind of message says in one language. */
export interface KindTexts {
  subject: (job: string, company: string) => string
  title: string
  intro: (job: string, company: string) => string
  /** The heading over date and time. */
  when: string
  /** What the attached calendar file does. */
  calendar: string
}

/** The words of every message in one language. A word that is missing does not compile. */
export interface MailTexts {
  /** The language as BCP 47 tag, for `<html lang>`. */
  tag: string
  /** How the language puts a label before its value, colon and spacing included. */
  labelled: (label: string, value: string) => string
  greeting: (name: string) => string
  kinds: Record<InterviewMailKind, KindTexts>
  /** The meeting's title in calendars. */
  summary: (job: string, company: string) => string
  /** Opens the title of a cancelled meeting, before a colon. */
  cancelledWord: string
  companyTime: (company: string) => string
  mode: string
  modes: Record<InterviewMailMode, string>
  /** What to bring or to do, by mode. */
  advice: Record<InterviewMailMode, string>
  round: string
  place: string
  phone: string
  meetingLink: string
  interviewers: string
  notes: string
  reason: string
  page: string
  pageButton: string
  declineQuestion: string
  decline: string
  /** Stands where words had to be cut. */
  shortened: string
  personal: string
  footer: (company: string) => string
}
