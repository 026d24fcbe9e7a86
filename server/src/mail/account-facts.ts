import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import { momentText } from '../shared/when.ts'
import type { AccountMail, AccountMailKind } from './account-mail.ts'
import { fitting, LONGEST, ownPage, saidIn, type Fact } from './interview-facts.ts'
import { factLines, opening } from './interview-text.ts'
import { wordsOf, type MailStyle } from './mail-style.ts'
import { mailTexts } from './mail-texts.ts'
import { sayWords, type WordValues } from './mail-words.rules.ts'
import type { MailTexts } from './texts/texts.ts'

/** What a message about an account says, decided once for its HTML and its text. */
export interface AccountFacts {
  kind: AccountMailKind
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
  facts: Fact[]
  /** The page on which it is done. */
  href: string
}

/**
 * Reads a message's values into what it will say: cleaned, shortened where endless, said in the recipient's language.
 * @throws {RangeError} when the zone is no IANA zone or an instant is invalid
 * @throws {TypeError} when the link is no web address
 */
export function accountFacts(mail: AccountMail, style: MailStyle): AccountFacts {
  const texts = mailTexts[mail.language]
  const line = (text: string) => fitting(cleanLine(text), LONGEST.name, texts.shortened)
  const companyName = line(mail.companyName)
  const chosen = wordsOf(style, mail.language, mail.kind)
  const until = momentText({ at: mail.until, timeZone: mail.timeZone, language: mail.language })
  const values = {
    candidateName: '',
    jobTitle: '',
    companyName,
    date: '',
    time: '',
    timeZone: '',
    interviewers: '',
    until,
  }
  return {
    kind: mail.kind,
    texts,
    recipientName: line(mail.to.name),
    companyName,
    chosen,
    values,
    said: saidIn(chosen.intro, values),
    signature: cleanText(style.brand.signature ?? ''),
    facts: [{ name: 'until', label: texts.accounts.until, value: until, href: null }],
    href: ownPage(mail.link),
  }
}

/** The text/plain part. It says everything the HTML says, the link included. */
export function accountText({
  kind,
  texts,
  recipientName,
  companyName,
  chosen,
  said,
  facts,
  href,
  signature,
}: AccountFacts): string {
  const { messages, footer } = texts.accounts
  const { button, advice } = messages[kind]
  return (
    [
      texts.greeting(recipientName),
      sayWords(chosen.intro, said),
      `${opening(texts, button)}\n${href}`,
      factLines(texts, facts).join('\n'),
      advice,
      ...(signature ? [signature] : []),
      ['--', footer(companyName), texts.personal].join('\n'),
    ].join('\n\n') + '\n'
  )
}
