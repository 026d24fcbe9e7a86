import type { Language } from '../shared/language.ts'
import type { MailHead } from './mail-head.ts'

/** What became of an application. */
export type ToldDecision = 'APPROVED' | 'REJECTED'

/** What a message says that tells a candidate what became of their application. */
export interface DecisionMail extends MailHead {
  kind: 'DECISION'
  decision: ToldDecision
  /** The candidate's language. */
  language: Language
  candidateName: string
  companyName: string
  jobTitle: string
}
