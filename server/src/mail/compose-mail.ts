import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { calendarEvent, isMailAddress } from '../calendar/calendar-event.ts'
import { cleanLine } from '../calendar/clean-text.ts'
import { accountFacts, accountText } from './account-facts.ts'
import { accountHtml } from './account-html.ts'
import { accountMailKind, type AccountMail } from './account-mail.ts'
import { decisionFacts, decisionText } from './decision-facts.ts'
import { decisionHtml } from './decision-html.ts'
import type { DecisionMail } from './decision-mail.ts'
import { feedbackFacts, feedbackText } from './feedback-facts.ts'
import { feedbackHtml } from './feedback-html.ts'
import { feedbackMailKind, type FeedbackMail } from './feedback-mail.ts'
import { clip, interviewFacts, type InterviewFacts } from './interview-facts.ts'
import { interviewHtml } from './interview-html.ts'
import type { InterviewMail, ReminderMail } from './interview-mail.ts'
import { interviewDescription, interviewText } from './interview-text.ts'
import type { Mail } from './mail.ts'
import { sayWords, valuesWithin, type WordValues } from './mail-words.rules.ts'
import { offerFacts } from './offer-facts.ts'
import { offerHtml } from './offer-html.ts'
import { offerMailKind, type OfferMail } from './offer-mail.ts'
import { offerText } from './offer-text.ts'
import { plainStyle, type MailBrand, type MailStyle } from './mail-style.ts'

/** An address that no mail can be sent to as it stands. */
export class UnusableAddress extends Error {
  readonly code = 'EUNUSABLEADDRESS'
}

export interface ComposedMail {
  /** The whole message as it goes to the mail server. */
  raw: Buffer
  envelope: { from: string; to: string[] }
  /** With angle brackets, as in the header. */
  messageId: string
  subject: string
  text: string
  html: string
  /** Null where the message brings no calendar event. */
  ics: string | null
}

/** A message about an interview brings its calendar event. */
export interface ComposedInterviewMail extends ComposedMail {
  ics: string
}

/**
 * Makes the message. About an interview it is `multipart/mixed( multipart/alternative( text, html, calendar ),
 * invite.ics )`, else `multipart/alternative( text, html )`. The same input gives the same bytes, boundaries included,
 * so that a retry after an unknown outcome sends recognisably the same message.
 * @throws {UnusableAddress} when an address cannot be written into headers and calendars
 * @throws {TypeError | RangeError} when another value cannot be said (zone, instant, UID, link, message id)
 */
export function composeMail(mail: InterviewMail, style?: MailStyle): Promise<ComposedInterviewMail>
export function composeMail(mail: Mail, style?: MailStyle): Promise<ComposedMail>
export async function composeMail(plain: Mail, style: MailStyle = plainStyle): Promise<ComposedMail> {
  const mail = named(plain, style.brand)
  const envelopeFrom = mail.envelopeFrom ?? mail.from.address
  for (const address of [mail.to.address, mail.from.address, envelopeFrom]) {
    // nodemailer would send a From it cannot read with an empty envelope sender.
    if (!isMailAddress(address)) throw new UnusableAddress('An address of this message cannot be used')
  }
  const { subject, text, html, calendar } = await say(mail, style)

  const messageId = bracketed(mail.messageId)
  const references = mail.references.map(bracketed)
  const envelope = { from: envelopeFrom, to: [mail.to.address] }
  const identity = createHash('sha256').update(messageId).update(html)
  if (calendar) identity.update(calendar.ics)
  const raw = await new MailComposer({
    from: { name: cleanLine(mail.from.name), address: mail.from.address },
    to: { name: cleanLine(mail.to.name), address: mail.to.address },
    subject,
    date: mail.stamp,
    messageId,
    // All later messages hang on the first one: it is the one that surely arrived, if any did.
    ...(references.length > 0 ? { inReplyTo: references[0], references } : {}),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    text,
    html,
    // Quoted-printable reads nicer and costs a fifth of the throughput.
    encoding: 'base64',
    ...(calendar
      ? {
          icalEvent: {
            method: calendar.method,
            filename: 'invite.ics',
            contentTransferEncoding: 'base64',
            content: calendar.ics,
          },
        }
      : {}),
    envelope,
    baseBoundary: identity.digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  return { raw, envelope, messageId, subject, text, html, ics: calendar?.ics ?? null }
}

/** What a message says, in each of its forms. */
interface Said {
  subject: string
  text: string
  html: string
  /** None where nothing is agreed yet. */
  calendar: { method: 'REQUEST' | 'CANCEL'; ics: string } | null
}

function say(mail: Mail, style: MailStyle): Promise<Said> {
  if (mail.kind === 'DECISION') return sayDecision(mail, style)
  if (isFeedback(mail)) return sayFeedback(mail, style)
  if (isAboutAccount(mail)) return sayAccount(mail, style)
  return isOffer(mail) ? sayOffer(mail, style) : sayNews(mail, style)
}

const isFeedback = (mail: Mail): mail is FeedbackMail => (feedbackMailKind as readonly string[]).includes(mail.kind)

const isAboutAccount = (mail: Mail): mail is AccountMail => (accountMailKind as readonly string[]).includes(mail.kind)

const isOffer = (mail: Mail): mail is OfferMail => (offerMailKind as readonly string[]).includes(mail.kind)

/** A company may be called otherwise in its emails: in what they say, and in whom they come from. */
const named = <M extends Mail>(mail: M, { senderName }: MailBrand): M =>
  senderName === null ? mail : { ...mail, companyName: senderName, from: { ...mail.from, name: senderName } }

async function sayOffer(mail: OfferMail, style: MailStyle): Promise<Said> {
  const told = offerFacts(mail, style)
  const subject = subjectOf(told.chosen.subject, told.values)
  return {
    subject,
    text: offerText(mail.kind, told),
    html: await offerHtml(mail.kind, told, subject, style.brand),
    calendar: null,
  }
}

async function sayDecision(mail: DecisionMail, style: MailStyle): Promise<Said> {
  const told = decisionFacts(mail, style)
  const subject = subjectOf(told.chosen.subject, told.values)
  return { subject, text: decisionText(told), html: await decisionHtml(told, subject, style.brand), calendar: null }
}

async function sayFeedback(mail: FeedbackMail, style: MailStyle): Promise<Said> {
  const told = feedbackFacts(mail, style)
  const subject = subjectOf(told.chosen.subject, told.values)
  const html = await feedbackHtml(mail.kind, told, subject, style.brand)
  return { subject, text: feedbackText(told), html, calendar: null }
}

async function sayAccount(mail: AccountMail, style: MailStyle): Promise<Said> {
  const told = accountFacts(mail, style)
  const subject = subjectOf(told.chosen.subject, told.values)
  return { subject, text: accountText(told), html: await accountHtml(told, subject, style.brand), calendar: null }
}

async function sayNews(mail: InterviewMail | ReminderMail, style: MailStyle): Promise<Said> {
  const told = interviewFacts(mail, style)
  const subject = subjectOf(told.chosen.subject, told.values)
  const text = interviewText(mail, told)
  const html = await interviewHtml(mail, told, subject, style.brand)
  // Exchange would file a reminder with a calendar event away, and write the entry anew.
  return { subject, text, html, calendar: mail.kind === 'REMINDER' ? null : eventOf(mail, told) }
}

function eventOf(mail: InterviewMail, told: InterviewFacts): Said['calendar'] {
  const method = mail.kind === 'CANCELLATION' ? 'CANCEL' : 'REQUEST'
  const ics = calendarEvent({
    method,
    uid: mail.uid,
    sequence: mail.sequence,
    stamp: mail.stamp,
    createdAt: mail.createdAt,
    lastModifiedAt: mail.lastModifiedAt,
    startsAt: mail.startsAt,
    endsAt: mail.endsAt,
    summary: sayWords(told.words.summary, told.values),
    location: locationOf(mail, told.page?.href ?? null),
    description: interviewDescription(told),
    url: told.page?.href ?? null,
    organizer: mail.from,
    attendee: { ...mail.to, partstat: mail.partstat },
    cancelledWord: told.texts.cancelledWord,
  })
  return { method, ics }
}

/** At most 150 characters (RFC 2822 would fold them, small screens would not show more); names give way, words stay. */
const subjectOf = (words: string, values: WordValues): string =>
  sayWords(
    words,
    valuesWithin(words, values, 150, (value, longest) => clip(value, longest, '…')),
  )

/** The place as calendars show it: where one goes, or what one opens. */
function locationOf({ mode, meetingUrl, location }: InterviewMail, page: string | null): string | null {
  if (mode === 'VIDEO') return meetingUrl ?? location
  return mode === 'SELF_GUIDED' ? page : location
}

function bracketed(id: string): string {
  const bare = id.replace(/^<|>$/g, '')
  if (!/^[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+$/.test(bare)) throw new TypeError('This cannot be a Message-ID')
  return `<${bare}>`
}
