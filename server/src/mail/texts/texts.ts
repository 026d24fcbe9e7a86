import type { Audience, InterviewMailMode } from '../interview-mail.ts'
import type { ToldDecision } from '../decision-mail.ts'
import type { AccountMailKind } from '../account-mail.ts'
import type { FeedbackMailKind } from '../feedback-mail.ts'
import type { OfferMailKind } from '../offer-mail.ts'

/**
 * What an email about an interview tells; an update tells of a new time (MOVE), or of anything else (CHANGE), and a
 * cancellation may end one person's part while the interview stays (RELEASED). Who chose the time themselves hears it
 * as a confirmation (CHOSEN).
 */
export type InterviewNews = 'INVITATION' | 'CHOSEN' | 'MOVE' | 'CHANGE' | 'CANCELLATION' | 'RELEASED' | 'REMINDER'

/** What a message with one kind of news says in one language. */
export interface NewsTexts {
  /** With placeholders in braces, as in `intro`. */
  subject: string
  title: string
  intro: string
  /** The heading over date and time. */
  when: string
  /** What the attached calendar file does; null where none is attached. */
  calendar: string | null
}

/** What a message with one kind of offer says in one language. */
export interface OfferTexts {
  /** With placeholders in braces, as in `intro`. */
  subject: string
  title: string
  intro: string
  /** What follows from taking it, or from not. */
  advice: string
  /** The label of the end of the offer. */
  until: string
  /** On the button that leads to the page. */
  button: string
}

/** What a message about a decision says in one language. */
export interface DecisionTexts {
  /** With placeholders in braces, as in `intro`. */
  subject: string
  title: string
  intro: string
}

/** What messages that ask an interviewer for feedback say in one language. */
export interface FeedbackTexts {
  messages: Record<
    FeedbackMailKind,
    {
      /** With placeholders in braces, as in `intro`. */
      subject: string
      title: string
      intro: string
    }
  >
  /** The heading over date and time. */
  when: string
  /** On the button that leads to the scorecard. */
  button: string
  /** That nobody reads the others' before their own is in. */
  advice: string
}

/** What messages about somebody's account say in one language. */
export interface AccountTexts {
  messages: Record<
    AccountMailKind,
    {
      /** With placeholders in braces, as in `intro`. */
      subject: string
      title: string
      intro: string
      /** On the button that leads to the page. */
      button: string
      /** What becomes of it, and what to do who did not expect it. */
      advice: string
    }
  >
  /** The label of the moment until which the link works. */
  until: string
  footer: (company: string) => string
}

/** What messages about interviews say to one side. */
export interface InterviewTexts {
  news: Record<InterviewNews, NewsTexts>
  /** The meeting's title in calendars, with placeholders. */
  summary: string
  /** What to bring or to do, by mode. */
  advice: Record<InterviewMailMode, string>
  /** The label of those who are met, or of those who come too. */
  interviewers: string
  page: string
  pageButton: string
  footer: (company: string) => string
}

/** The words of every message in one language. A word that is missing does not compile. */
export interface MailTexts {
  /** The language as BCP 47 tag, for `<html lang>`. */
  tag: string
  /** How the language puts a label before its value, colon and spacing included. */
  labelled: (label: string, value: string) => string
  greeting: (name: string) => string
  interview: Record<Audience, InterviewTexts>
  offers: Record<OfferMailKind, OfferTexts>
  decisions: Record<ToldDecision, DecisionTexts>
  feedback: FeedbackTexts
  accounts: AccountTexts
  /** Opens the title of a cancelled meeting, before a colon. */
  cancelledWord: string
  companyTime: (company: string) => string
  /** The label of the time that an interview had before it was moved. */
  oldTime: string
  length: string
  /** @param count in the words of the language: `45`, or `30 or 45` */
  minutes: (count: string) => string
  mode: string
  modes: Record<InterviewMailMode, string>
  candidate: string
  round: string
  place: string
  phone: string
  meetingLink: string
  /** Stands for interviewers whom nobody has named yet, inside a sentence. */
  someone: string
  notes: string
  reason: string
  /** The links by which a participant answers: the question before them, and what each does. */
  answers: { question: string; accept: string; decline: string; time: string }
  /** Stands where words had to be cut. */
  shortened: string
  /** The links are personal. */
  personal: string
}
