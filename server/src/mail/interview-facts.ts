import { cleanLine, cleanText } from '../calendar/clean-text.ts'
import { sameWallClock, type WhenParts, whenParts } from '../shared/when.ts'
import type { AboutInterview, InterviewMail, ReminderMail } from './interview-mail.ts'
import { wordsOf, type MailStyle } from './mail-style.ts'
import { mailTexts } from './mail-texts.ts'
import type { InterviewNews, InterviewTexts, MailTexts } from './texts/texts.ts'
import { occasionOf, valuesWithin, type WordValues } from './mail-words.rules.ts'
import { toHtml } from './templates/template.ts'

/** A thing to know about the meeting, in the order people ask. */
export type FactName =
  | 'reason'
  | 'candidate'
  | 'length'
  | 'mode'
  | 'place'
  | 'phone'
  | 'meetingLink'
  | 'interviewers'
  | 'round'
  | 'notes'
  | 'until'

export interface Fact {
  name: FactName
  label: string
  /** Plain text, of several lines for notes and reason. */
  value: string
  /** Where the value leads, when it may be a link. */
  href: string | null
}

/** What a message says, decided once for its HTML, its text and its calendar entry. */
export interface InterviewFacts {
  texts: MailTexts
  /** The words for the recipient's side. */
  words: InterviewTexts
  news: InterviewNews
  recipientName: string
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
  when: WhenParts
  /** The company's reading of the same time, when its clock shows another one. */
  companyWhen: WhenParts | null
  /** The time that a moved interview had, as the recipient was told. */
  oldWhen: WhenParts | null
  facts: Fact[]
  /** The page of the interview, and the links by which one answers. */
  page: { href: string; answers: Record<AnswerWish, string> } | null
}

/** What the links of a message are there for. Each leads to a page; a pressed button there answers. */
export const answerWishes = ['accept', 'decline', 'time'] as const
type AnswerWish = (typeof answerWishes)[number]

// A name of ten pages would push the message over the 100 kB at which Gmail cuts it (and the link with it). Whole texts
// are on the candidate's page. In octets of HTML, in which a quote has six and a letter of Chinese three: what people may
// write is shown whole unless it is made of signs that HTML writes at length.
export const LONGEST = { name: 800, names: 4000, place: 2000, notes: 8000, shownLink: 1000 }

/** The most characters that an introduction has with its values: names give way where they are said again and again. */
const LONGEST_INTRO = 3000

/**
 * Reads a message's values into what it will say: cleaned, shortened where endless, said in the recipient's language.
 * @throws {RangeError} when a zone is no IANA zone or an instant is invalid
 * @throws {TypeError} when the personal link is no web address
 */
export function interviewFacts(mail: InterviewMail | ReminderMail, style: MailStyle): InterviewFacts {
  const texts = mailTexts[mail.language]
  const words = texts.interview[mail.audience]
  const { startsAt, endsAt, language, timeZone, companyTimeZone } = mail
  const line = (text: string | null, longest: number) => fitting(cleanLine(text ?? ''), longest, texts.shortened)
  const news = newsOf(mail)
  const oneClock = sameWallClock(startsAt, endsAt, timeZone, companyTimeZone)
  const names = {
    candidateName: line(mail.candidateName, LONGEST.name),
    companyName: line(mail.companyName, LONGEST.name),
    jobTitle: line(mail.jobTitle, LONGEST.name),
  }
  const when = whenParts({ startsAt, endsAt, language, timeZone })
  const interviewers = line(new Intl.ListFormat(texts.tag).format(mail.interviewers.map(cleanLine)), LONGEST.name)
  const chosen = wordsOf(style, language, occasionOf(mail.audience, news))
  const values = {
    ...names,
    date: when.date,
    time: when.time,
    timeZone: when.zone,
    interviewers: interviewers || texts.someone,
    until: '',
  }
  return {
    texts,
    words,
    news,
    recipientName: line(mail.to.name, LONGEST.name),
    ...names,
    chosen,
    signature: cleanText(style.brand.signature ?? ''),
    values,
    said: saidIn(chosen.intro, values),
    when,
    companyWhen: oneClock ? null : whenParts({ startsAt, endsAt, language, timeZone: companyTimeZone }),
    oldWhen: news === 'MOVE' && mail.told ? whenParts({ ...mail.told, language, timeZone }) : null,
    facts: factsOf(mail, texts, words, line).filter((fact) => fact.value !== ''),
    page: mail.kind === 'CANCELLATION' ? null : pageOf(mail),
  }
}

/** Whether the recipient's part in the meeting is over before it began. */
export const isCalledOff = (news: InterviewNews): boolean => news === 'CANCELLATION' || news === 'RELEASED'

/** An update after which the time is the one that the recipient knows has changed something else. */
function newsOf({ kind, isReleased, isChosen, told, startsAt, endsAt }: InterviewMail | ReminderMail): InterviewNews {
  if (isReleased) return 'RELEASED'
  if (kind === 'INVITATION' && isChosen) return 'CHOSEN'
  if (kind !== 'UPDATE') return kind
  const sameTime = told?.startsAt.getTime() === startsAt.getTime() && told.endsAt.getTime() === endsAt.getTime()
  return sameTime ? 'CHANGE' : 'MOVE'
}

function factsOf(
  mail: InterviewMail | ReminderMail,
  texts: MailTexts,
  words: InterviewTexts,
  line: (text: string | null, longest: number) => string,
): Fact[] {
  const fact = (name: Exclude<FactName, 'until'>, value: string, href: string | null = null): Fact => ({
    name,
    label: name === 'interviewers' ? words.interviewers : texts[name],
    value,
    href,
  })
  const prose = (text: string | null) => fitting(cleanText(text ?? ''), LONGEST.notes, texts.shortened)
  const round = fact('round', mail.round > 1 ? String(mail.round) : '')
  const reason = fact('reason', prose(mail.reason))
  if (mail.kind === 'CANCELLATION') return [reason, round]

  const place = line(mail.location, LONGEST.place)
  const meetingLink = line(mail.meetingUrl, 2000)
  return [
    ...(newsOf(mail) === 'MOVE' ? [reason] : []),
    fact('candidate', mail.audience === 'INTERVIEWER' ? line(mail.candidateName, LONGEST.name) : ''),
    fact('mode', texts.modes[mail.mode]),
    mail.mode === 'PHONE' ? fact('phone', place, phoneHref(place)) : fact('place', place),
    fact('meetingLink', meetingLink, meetingHref(meetingLink)),
    fact('interviewers', line(mail.interviewers.map(cleanLine).join(', '), LONGEST.names)),
    round,
    fact('notes', prose(mail.notes)),
  ]
}

/** What people see as one character, as in a family of four emoji. */
export const graphemes = new Intl.Segmenter()

/** Cuts between what people see as characters, and says that something was cut. */
export function clip(text: string, longest: number, mark: string): string {
  if (text.length <= longest) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > longest - mark.length) break
    kept += segment
  }
  return kept.trimEnd() + mark
}

/** What a text takes in HTML, in octets. */
const sizeInHtml = (text: string): number => Buffer.byteLength(toHtml(text))

/** The same, cut where it would take more than so many octets of HTML. */
export function fitting(text: string, room: number, mark: string): string {
  if (sizeInHtml(text) <= room) return text
  let kept = ''
  let left = room - sizeInHtml(mark)
  for (const { segment } of graphemes.segment(text)) {
    left -= sizeInHtml(segment)
    if (left < 0) break
    kept += segment
  }
  return kept.trimEnd() + mark
}

/** The values as an introduction says them. */
export const saidIn = (intro: string, values: WordValues): WordValues =>
  valuesWithin(intro, values, LONGEST_INTRO, (value, longest) => clip(value, longest, '…'))

/** A meeting link was typed by a person: it becomes a link only when it is https, or http on the reader's own machine. */
function meetingHref(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, href } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
    ? href
    : null
}

export function phoneHref(place: string): string | null {
  return /^\+?[\d\s()./-]{5,30}$/.test(place) ? `tel:${place.replace(/[^\d+]/g, '')}` : null
}

function pageOf({ link, answerLink }: AboutInterview): InterviewFacts['page'] {
  const answer = ownPage(answerLink)
  const wish = (each: AnswerWish) => `${answer}?want=${each}`
  return { href: ownPage(link), answers: { accept: wish('accept'), decline: wish('decline'), time: wish('time') } }
}

/**
 * A page of our own: its address is the operator's choice, and may be plain http inside a house.
 * @throws {TypeError} when the link is no web address
 */
export function ownPage(link: string | null): string {
  const url = link !== null && URL.canParse(link) ? new URL(link) : null
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new TypeError('This message needs the link of a personal page')
  }
  url.hash = ''
  return url.href
}
