import type { Language } from '../shared/language.ts'
import type { MailTexts } from './texts/texts.ts'
import type { MailOccasion } from './mail-words.rules.ts'
import { en } from './texts/en.ts'
import { fr } from './texts/fr.ts'
import { sv } from './texts/sv.ts'

/** The words of the emails by the reader's language. */
export const mailTexts: Record<Language, MailTexts> = { EN: en, SV: sv, FR: fr }

/** Our own words on an occasion in one language: what a company that has not chosen others says. */
export function ownWords(
  { interview, offers, decisions, feedback, accounts }: MailTexts,
  occasion: MailOccasion,
): { subject: string; intro: string } {
  const { CANDIDATE, INTERVIEWER } = interview
  const toInterviewers = Object.entries(INTERVIEWER.news).map(
    ([news, words]) => [`INTERVIEWER_${news}`, words] as const,
  )
  const all: Record<string, { subject: string; intro: string }> = {
    ...CANDIDATE.news,
    ...offers,
    ...feedback.messages,
    ...accounts.messages,
    APPROVAL: decisions.APPROVED,
    REJECTION: decisions.REJECTED,
    ...Object.fromEntries(toInterviewers),
  }
  const { subject, intro } = all[occasion]!
  return { subject, intro }
}
