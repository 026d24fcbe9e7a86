import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import { momentText, sameWallClock, whenParts, type WhenParts } from '../shared/when.ts'
import { fitting, LONGEST, ownPage, phoneHref, saidIn, type Fact } from './interview-facts.ts'
import { mailTexts } from './mail-texts.ts'
import type { MailTexts } from './texts/texts.ts'
import { wordsOf, type MailStyle } from './mail-style.ts'
import type { WordValues } from './mail-words.rules.ts'
import type { OfferMail } from './offer-mail.ts'

/** What a message says that offers a time, decided once for its HTML and its text. */
export interface OfferFacts {
  texts: MailTexts
  candidateName: string
  companyName: string
  jobTitle: string
  /** With placeholders: the company's words, or ours. */
  chosen: { subject: string; intro: string }
  /** What the placeholders stand for. */
  values: WordValues
  /** The same, as short as the introduction needs them. */
  said: WordValues
  /** Lines under the message, if any. */
  signature: string
  /** The one time that is offered. */
  when: WhenParts | null
  /** The company's reading of the same time, when its clock shows another one. */
  companyWhen: WhenParts | null
  /** The last one is the end of the offer. */
  facts: Fact[]
  /** Until when the offer stands. */
  until: string
  /** The page on which it is taken. */
  href: string
}

/**
 * Reads a message's values into what it will say: cleaned, shortened where endless, said in the recipient's language.
 * @throws {RangeError} when a zone is no IANA zone or an instant is invalid
 * @throws {TypeError} when the link is no web address
 */
export function offerFacts(mail: OfferMail, style: MailStyle): OfferFacts {
  const texts = mailTexts[mail.language]
  const { time, language, candidateTimeZone, companyTimeZone } = mail
  const line = (text: string, longest: number) => fitting(cleanLine(text), longest, texts.shortened)
  const until = momentText({ at: mail.until, timeZone: candidateTimeZone, language })
  const whenIn = (timeZone: string) => time && whenParts({ ...time, language, timeZone })
  const twoClocks = time && !sameWallClock(time.startsAt, time.endsAt, candidateTimeZone, companyTimeZone)
  const names = {
    candidateName: line(mail.candidateName, LONGEST.name),
    companyName: line(mail.companyName, LONGEST.name),
    jobTitle: line(mail.jobTitle, LONGEST.name),
  }
  const when = whenIn(candidateTimeZone)
  const chosen = wordsOf(style, language, mail.kind)
  const values = {
    ...names,
    date: when?.date ?? '',
    time: when?.time ?? '',
    timeZone: when?.zone ?? '',
    interviewers: texts.someone,
    until,
  }
  return {
    texts,
    ...names,
    chosen,
    signature: cleanText(style.brand.signature ?? ''),
    values,
    said: saidIn(chosen.intro, values),
    when,
    companyWhen: twoClocks ? whenIn(companyTimeZone) : null,
    facts: factsOf(mail, texts, line(mail.location ?? '', LONGEST.place), until).filter((fact) => fact.value !== ''),
    until,
    href: ownPage(mail.link),
  }
}

/** With more lengths than these the choice itself says it better. */
const MOST_LENGTHS = 3

function factsOf(mail: OfferMail, texts: MailTexts, place: string, until: string): Fact[] {
  const either = new Intl.ListFormat(texts.tag, { type: 'disjunction' })
  const lengths = [...mail.lengths].sort((one, other) => one - other)
  const length =
    lengths.length > 0 && lengths.length <= MOST_LENGTHS ? texts.minutes(either.format(lengths.map(String))) : ''
  const modes = mail.modes
    .map((mode) => texts.modes[mode])
    .map((words, index) => (index === 0 ? words : small(words, texts)))
  const phone = mail.modes.length === 1 && mail.modes[0] === 'PHONE'
  return [
    { name: 'length', label: texts.length, value: length, href: null },
    { name: 'mode', label: texts.mode, value: either.format(modes), href: null },
    phone
      ? { name: 'phone', label: texts.phone, value: place, href: phoneHref(place) }
      : { name: 'place', label: texts.place, value: place, href: null },
    { name: 'round', label: texts.round, value: mail.round > 1 ? String(mail.round) : '', href: null },
    { name: 'until', label: texts.offers[mail.kind].until, value: until, href: null },
  ]
}

/** Inside a line words begin small. */
const small = (words: string, { tag }: MailTexts) => words.charAt(0).toLocaleLowerCase(tag) + words.slice(1)
