import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import type { DecisionMail } from './decision-mail.ts'
import { clip, LONGEST } from './interview-facts.ts'
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
  /** Lines under the message, if any. */
  signature: string
}

/** Reads a message's values into what it will say: cleaned, shortened where endless, said in the candidate's language. */
export function decisionFacts(mail: DecisionMail, style: MailStyle): DecisionFacts {
  const texts = mailTexts[mail.language]
  const line = (text: string) => clip(cleanLine(text), LONGEST.name, texts.shortened)
  const names = {
    candidateName: line(mail.candidateName),
    companyName: line(mail.companyName),
    jobTitle: line(mail.jobTitle),
  }
  return {
    texts,
    title: texts.decisions[mail.decision].title,
    candidateName: names.candidateName,
    companyName: names.companyName,
    chosen: wordsOf(style, mail.language, occasionOfDecision[mail.decision]),
    values: { ...names, date: '', time: '', timeZone: '', interviewers: '', until: '' },
    signature: cleanText(style.brand.signature ?? ''),
  }
}

/** The text/plain part. */
export const decisionText = ({ texts, candidateName, companyName, chosen, values, signature }: DecisionFacts): string =>
  [
    texts.greeting(candidateName),
    sayWords(chosen.intro, values),
    ...(signature ? [signature] : []),
    ['--', texts.interview.CANDIDATE.footer(companyName)].join('\n'),
  ].join('\n\n') + '\n'
