import type { Language } from '../shared/language.ts'
import type { MailHead } from './mail-head.ts'

/** Whether somebody is to join a company, or to choose another password. */
export const accountMailKind = ['STAFF_INVITATION', 'PASSWORD_RESET'] as const
export type AccountMailKind = (typeof accountMailKind)[number]

/** What a message says to somebody who works for a company, or is to, about their account. */
export interface AccountMail extends MailHead {
  kind: AccountMailKind
  /** The recipient's language. */
  language: Language
  companyName: string
  /** IANA zone by whose clocks the recipient reads times. */
  timeZone: string
  /** Until when the link works at least. */
  until: Date
  /** The page of the dashboard on which it is done. */
  link: string
}
