import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import type { DecisionMail } from './decision-mail.ts'
import { fitting, LONGEST, saidIn } from './interview-facts.ts'
import { wordsOf, type MailStyle } from './mail-style.ts'
import { mailTexts } from './mail-texts.ts'
import { occasionOfDecision, sayWords, type WordValues } from './mail-words.rules.ts'
import type { MailTexts } from './texts/texts.ts'

/** What a message about a decision says, decided once for its HTML and its text. */
export interface DecisionFacts {
  texts: MailTexts
  title: string
  candidateName: string
  companyName: string
  /** With placeholders: the company's words, or ours. */
  chosen: { subject: string; intro: string }
  /** What the placeholders stand for. */
  values: WordValues
  /** The same, as short as the introduction needs them. */
  said: WordValues
  /** Lines under the message, if any. */
  signature: string
}

/** Reads a message's values into what it will say: cleaned, shortened where endless, said in the candidate's language. */
export function decisionFacts(mail: DecisionMail, style: MailStyle): DecisionFacts {
  const texts = mailTexts[mail.language]
  const line = (text: string) => fitting(cleanLine(text), LONGEST.name, texts.shortened)
  const names = {
    candidateName: line(mail.candidateName),
    companyName: line(mail.companyName),
    jobTitle: line(mail.jobTitle),
  }
  const chosen = wordsOf(style, mail.language, occasionOfDecision[mail.decision])
  const values = { ...names, date: '', time: '', timeZone: '', interviewers: '', until: '' }
  return {
    texts,
    title: texts.decisions[mail.decision].title,
    candidateName: names.candidateName,
    companyName: names.companyName,
    chosen,
    values,
    said: saidIn(chosen.intro, values),
    signature: cleanText(style.brand.signature ?? ''),
  }
}

/** The text/plain part. */
export const decisionText = ({ texts, candidateName, companyName, chosen, said, signature }: DecisionFacts): string =>
  [
    texts.greeting(candidateName),
    sayWords(chosen.intro, said),
    ...(signature ? [signature] : []),
    ['--', texts.interview.CANDIDATE.footer(companyName)].join('\n'),
  ].join('\n\n') + '\n'
