import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import { whenParts, type WhenParts } from '../shared/when.ts'
import type { FeedbackMail } from './feedback-mail.ts'
import { fitting, LONGEST, ownPage, saidIn, type Fact } from './interview-facts.ts'
import { factLines, opening, whenLines } from './interview-text.ts'
import { wordsOf, type MailStyle } from './mail-style.ts'
import { mailTexts } from './mail-texts.ts'
import { sayWords, type WordValues } from './mail-words.rules.ts'
import type { MailTexts } from './texts/texts.ts'

/** What a message says that asks for feedback, decided once for its HTML and its text. */
export interface FeedbackFacts {
  texts: MailTexts
  recipientName: string
  companyName: string
  /** With placeholders: the company's words, or ours. */
  chosen: { subject: string; intro: string }
  /** What the placeholders stand for. */
  values: WordValues
  /** The same, as short as the introduction needs them. */
  said: WordValues
  /** Lines under the message, if any. */
  signature: string
  when: WhenParts
  facts: Fact[]
  /** The page of the scorecard. */
  href: string
}

/**
 * Reads a message's values into what it will say: cleaned, shortened where endless, said in the recipient's language.
 * @throws {RangeError} when the zone is no IANA zone or an instant is invalid
 * @throws {TypeError} when the link is no web address
 */
export function feedbackFacts(mail: FeedbackMail, style: MailStyle): FeedbackFacts {
  const texts = mailTexts[mail.language]
  const { startsAt, endsAt, language, timeZone } = mail
  const line = (text: string) => fitting(cleanLine(text), LONGEST.name, texts.shortened)
  const names = {
    candidateName: line(mail.candidateName),
    companyName: line(mail.companyName),
    jobTitle: line(mail.jobTitle),
  }
  const when = whenParts({ startsAt, endsAt, language, timeZone })
  const chosen = wordsOf(style, language, mail.kind)
  const values = { ...names, date: when.date, time: when.time, timeZone: when.zone, interviewers: '', until: '' }
  const facts: Fact[] = [
    { name: 'candidate', label: texts.candidate, value: names.candidateName, href: null },
    { name: 'round', label: texts.round, value: mail.round > 1 ? String(mail.round) : '', href: null },
  ]
  return {
    texts,
    recipientName: line(mail.to.name),
    companyName: names.companyName,
    chosen,
    values,
    said: saidIn(chosen.intro, values),
    signature: cleanText(style.brand.signature ?? ''),
    when,
    facts: facts.filter(({ value }) => value !== ''),
    href: ownPage(mail.link),
  }
}

/** The text/plain part. It says everything the HTML says, the link included. */
export function feedbackText(told: FeedbackFacts): string {
  const { texts, recipientName, companyName, chosen, said, when, facts, href, signature } = told
  const { feedback } = texts
  return (
    [
      texts.greeting(recipientName),
      sayWords(chosen.intro, said),
      [...whenLines(told, feedback.when, when, null), ...factLines(texts, facts)].join('\n'),
      `${opening(texts, feedback.button)}\n${href}`,
      feedback.advice,
      ...(signature ? [signature] : []),
      ['--', texts.interview.INTERVIEWER.footer(companyName)].join('\n'),
    ].join('\n\n') + '\n'
  )
}
