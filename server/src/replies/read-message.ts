import { createHash } from 'node:crypto'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { readDeliveryStatus, type RecipientReport } from './bounce.rules.ts'
import { readCalendarAnswer, type CalendarAnswer } from './read-calendar.ts'

/**
 * Bounds on what anybody in the world may send us (octets, counts). Lines: a parser takes some 10 µs for each, in which
 * nothing else happens, and 2 MiB may be two million of them.
 */
export const limits = {
  message: 2 * 1024 * 1024,
  lines: 50_000,
  parts: 50,
  depth: 10,
  calendar: 256 * 1024,
  headers: 64 * 1024,
}

/** What a message is, as far as it can be told by itself. */
export type Content =
  | { kind: 'ANSWER'; answer: CalendarAnswer }
  | { kind: 'BOUNCE'; reports: RecipientReport[]; originalMessageId: string | null }
  | { kind: 'AUTO_REPLY' }
  | { kind: 'MESSAGE'; text: string }
  | { kind: 'UNREADABLE'; why: Unreadable }

type Unreadable = 'TOO_LARGE' | 'TOO_MANY_LINES' | 'TOO_MANY_PARTS' | 'MALFORMED'

export interface ReadMessage {
  /** The same for the same message, however often it comes. */
  fingerprint: string
  /** With its angle brackets; null where there is none. */
  messageId: string | null
  /** Address in From, in lower case; null where there is none or more than one. */
  from: string | null
  /** Address in Sender, in lower case. */
  sender: string | null
  /** Whom it says it is to, in lower case: Delivered-To and X-Original-To before To. */
  recipients: string[]
  /** Message-IDs that it answers, the newest first. */
  references: string[]
  subject: string
  /** All header fields as they came, cut where endless. */
  headers: string
  /** Values of Authentication-Results (RFC 8601), the topmost first. */
  authenticationResults: string[]
  content: Content
}

/** Says what a message is. Any bytes may come; nothing is thrown, and nothing nested in another message is looked at. */
export async function readMessage(raw: Buffer): Promise<ReadMessage> {
  const unreadable = (why: Unreadable) => readHead(raw, { kind: 'UNREADABLE', why })
  if (raw.length > limits.message) return unreadable('TOO_LARGE')
  if (hasTooManyLines(raw)) return unreadable('TOO_MANY_LINES')
  if (hasTooManyParts(raw)) return unreadable('TOO_MANY_PARTS')
  try {
    const email = await parse(raw)
    return { ...headOf(email, raw), content: contentOf(email, fieldsOf(email)) }
  } catch {
    return unreadable('MALFORMED')
  }
}

const parse = (raw: Buffer): Promise<Email> =>
  PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    maxNestingDepth: limits.depth,
    maxHeadersSize: limits.headers,
  })

/** Of a message that is not read: from whom and to whom it is, as far as its header can be read. */
async function readHead(raw: Buffer, content: Content): Promise<ReadMessage> {
  const head = raw.subarray(0, Math.min(headLength(raw), limits.headers))
  const email = await parse(head).catch(() => null)
  return { ...headOf(email ?? { headers: [], headerLines: [], attachments: [] }, raw), content }
}

const fieldsOf = (email: Email) => (name: string) =>
  email.headers.filter(({ key }) => key === name).map(({ value }) => value)

function headOf(email: Email, raw: Buffer): Omit<ReadMessage, 'content'> {
  const header = fieldsOf(email)
  const senders = addressesOf(email.from ? [email.from] : [])
  const messageId = oneMessageId(email.messageId)
  return {
    fingerprint: fingerprintOf(messageId, raw),
    messageId,
    // Who writes several senders into one field means that one of them is believed for another.
    from: header('from').length === 1 && senders.length === 1 ? senders[0]! : null,
    sender: addressesOf(email.sender ? [email.sender] : [])[0] ?? null,
    recipients: unique([
      ...addressesIn([...header('delivered-to'), ...header('x-original-to')]),
      ...addressesOf(email.to ?? []),
    ]),
    references: unique([
      ...messageIdsIn(email.inReplyTo ?? ''),
      ...messageIdsIn((email.references ?? '').slice(-8000)).toReversed(),
    ]).slice(0, 20),
    subject: (email.subject ?? '').slice(0, 300),
    headers: email.headerLines
      .map(({ line }) => line)
      .join('\n')
      .slice(0, 16 * 1024),
    authenticationResults: header('authentication-results').slice(0, 20),
  }
}

/** Where the header ends and the body begins. */
function headLength(raw: Buffer): number {
  const blank = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  return blank.length > 0 ? Math.min(...blank) : raw.length
}

/** Of the body alone: a server on the way that tries again may have added to the header. */
function fingerprintOf(messageId: string | null, raw: Buffer): string {
  const body = messageId ? raw.subarray(headLength(raw)) : raw
  return createHash('sha256')
    .update(`${messageId ?? ''}\n`)
    .update(body)
    .digest('hex')
}

/**
 * A calendar part is looked for before anything else: Google marks the answers of real people as generated.
 */
function contentOf(email: Email, header: (name: string) => string[]): Content {
  const answer = answerIn(email.attachments)
  if (answer) return { kind: 'ANSWER', answer: withWords(answer, email) }

  const status = email.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  const type = header('content-type')[0]?.toLowerCase() ?? ''
  if (status || /^multipart\/report\b.*\breport-type="?delivery-status/.test(type))
    return {
      kind: 'BOUNCE',
      reports: status ? readDeliveryStatus(textOf(status)) : [],
      originalMessageId: originalIn(email.attachments),
    }
  if (isFromMailSystem(email, header)) return { kind: 'BOUNCE', reports: [], originalMessageId: null }
  if (isAutomatic(header, type)) return { kind: 'AUTO_REPLY' }
  return { kind: 'MESSAGE', text: plainText(email) }
}

const isAutomatic = (header: (name: string) => string[], type: string): boolean =>
  header('auto-submitted').some((value) => !/^\s*no\b/i.test(value)) ||
  header('precedence').some((value) => /^\s*(auto_reply|bulk|junk|list)\b/i.test(value)) ||
  ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'list-id'].some((name) => header(name).length > 0) ||
  /^multipart\/report\b/.test(type)

/** A server that cannot report in the agreed form (RFC 3464) writes a letter, with nobody to send an answer to. */
const isFromMailSystem = (email: Email, header: (name: string) => string[]): boolean =>
  /^(mailer-daemon|postmaster)@/i.test(addressesOf(email.from ? [email.from] : [])[0] ?? '') &&
  (header('return-path').some((value) => value.trim() === '<>') ||
    header('auto-submitted').length > 0 ||
    /undeliver|returned|failure|failed|not delivered/i.test(email.subject ?? ''))

/** `text/calendar` first, then `application/ics`, then whatever is called so. */
function answerIn(attachments: readonly Attachment[]): CalendarAnswer | null {
  const ranked = [
    ...attachments.filter(({ mimeType }) => mimeType === 'text/calendar'),
    ...attachments.filter(({ mimeType }) => mimeType === 'application/ics'),
    ...attachments.filter(
      ({ mimeType, filename }) =>
        !['text/calendar', 'application/ics'].includes(mimeType) && /\.ics$/i.test(filename ?? ''),
    ),
  ]
  for (const part of ranked) {
    if (sizeOf(part) > limits.calendar || part.mimeType.startsWith('message/')) continue
    const answer = readCalendarAnswer(textOf(part), part.method ?? null)
    if (answer) return answer
  }
  return null
}

/**
 * Outlook lets people add words to their answer and writes them as the letter. What other programs write there they
 * write by themselves.
 */
function withWords(answer: CalendarAnswer, email: Email): CalendarAnswer {
  const words = answer.comment || (/microsoft/i.test(answer.program) ? plainText(email) : '')
  return { ...answer, comment: cleanWords(words) }
}

/** The longest text of a person that is kept, in characters. */
const longestText = 2000

/** What somebody wrote, without what they quoted. */
function plainText(email: Email): string {
  const text = email.text ?? (email.html ?? '').slice(0, 200_000).replace(/<[^<>]*>/g, ' ')
  const lines = text.slice(0, 100_000).split(/\r?\n/)
  const quoted = lines.findIndex((line) => /^(-{4,}\s*\S.*-{4,}|_{20,}|(On|Den|Le)\b.{4,200}:)\s*$/.test(line.trim()))
  return cleanWords((quoted < 0 ? lines : lines.slice(0, quoted)).filter((line) => !line.startsWith('>')).join('\n'))
}

// oxlint-disable-next-line no-control-regex -- it is here to take them out
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

const cleanWords = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(control, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, longestText)
    .toWellFormed()

/** The Message-ID of the message that came back, from the copy or the headers that the report carries. */
function originalIn(attachments: readonly Attachment[]): string | null {
  for (const part of attachments) {
    if (part.mimeType !== 'message/rfc822' && part.mimeType !== 'text/rfc822-headers') continue
    const head = textOf(part).slice(0, limits.headers)
    const found = /^message-id:\s*(<[^<>\s]{1,250}>)/im.exec(head)?.[1]
    if (found) return found
  }
  return null
}

function hasTooManyLines(raw: Buffer): boolean {
  let lines = 0
  for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) if (++lines > limits.lines) return true
  return false
}

/** Counted before anything is read: each part costs a parser more than it costs its sender. */
function hasTooManyParts(raw: Buffer): boolean {
  const text = raw.toString('latin1')
  const boundaries = new Set<string>()
  for (const [, quoted, bare] of text.matchAll(/\bboundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)) {
    boundaries.add(`--${(quoted ?? bare)!}`)
    if (boundaries.size > limits.parts) return true
  }
  let parts = 0
  for (const [line] of text.matchAll(/^--[^\r\n]{1,210}/gm))
    if (boundaries.has(line.trimEnd()) && ++parts > limits.parts) return true
  return false
}

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
const sizeOf = (part: Attachment): number => bytesOf(part).byteLength
const textOf = (part: Attachment): string => new TextDecoder().decode(bytesOf(part))

const addressesOf = (list: readonly Address[]): string[] =>
  list.flatMap((each) => (each.group ? addressesOf(each.group) : each.address ? [each.address.toLowerCase()] : []))

const addressesIn = (values: readonly string[]): string[] =>
  values.flatMap((value) =>
    (value.match(/[^\s<>,;"]{1,128}@[^\s<>,;"]{1,255}/g) ?? []).map((each) => each.toLowerCase()),
  )

const messageIdsIn = (value: string): string[] => value.match(/<[^<>\s]{1,250}>/g) ?? []
const oneMessageId = (value: string | undefined): string | null => messageIdsIn(value ?? '')[0] ?? null
const unique = (values: readonly string[]): string[] => [...new Set(values)]
