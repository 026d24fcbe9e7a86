import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { unfinished, writeWhole } from '../shared/write-whole.ts'

/** How many emails are kept; the oldest make room for new ones. */
export const MAILBOX_CAPACITY = 2_000

/** What a list shows of an email. Taken from the message when it arrived, so that a start reads no message again. */
export interface CaughtEmail {
  /** Ours, never the sender's: time of arrival and chance, so that sorting by id sorts by arrival. */
  id: string
  /** Address in the From header, '' when there is none. */
  from: string
  fromName: string
  /** Addresses in the To header. */
  to: string[]
  subject: string
  /** What the Date header says, as ISO 8601 in UTC, or null when it says nothing that is a date. */
  date: string | null
  /** With its angle brackets, or null. */
  messageId: string | null
  /** ISO 8601 in UTC. */
  receivedAt: string
  /** Bytes. */
  size: number
  hasCalendar: boolean
  /** Who really sent and gets it (RFC 5321), whatever the headers say. */
  envelope: Envelope
}

export interface Envelope {
  from: string
  to: string[]
}

export interface CalendarPart {
  filename: string
  /** Of the Content-Type (RFC 6047 2.4), for example REQUEST; '' when missing. */
  method: string
  content: string
}

/** A caught email, opened. */
export interface OpenedEmail extends CaughtEmail {
  headers: { name: string; value: string }[]
  text: string | null
  html: string | null
  calendars: CalendarPart[]
  attachments: { filename: string; mimeType: string; size: number }[]
}

export interface EmailSearch {
  /** Part of a recipient's address. */
  to?: string | undefined
  /** Part of the subject. */
  subject?: string | undefined
  /** Part of either. */
  q?: string | undefined
  /** At most this many. */
  first: number
  /** Only emails older than the one with this id, even when that one is gone. */
  after?: string | undefined
}

export interface MailboxStore {
  /** Keeps an email. When the promise is fulfilled, the email survives the death of this process. */
  add(raw: Buffer, envelope: Envelope): Promise<CaughtEmail>
  /** Newest first. */
  list(search: EmailSearch): { emails: CaughtEmail[]; hasMore: boolean }
  find(id: string): CaughtEmail | undefined
  /** The bytes as they came; undefined when there is no such email (any more). */
  raw(id: string): Promise<Buffer | undefined>
  open(id: string): Promise<OpenedEmail | undefined>
  /** Fulfilled when everything that has been begun is done. */
  settle(): Promise<void>
}

/**
 * Opens the folder of caught emails, one `.eml` and one `.json` for each, and makes it when it is not there. The `.json`
 * is written last: an email without one was never confirmed to its sender and is removed here.
 */
export async function openMailboxStore(folder: string, capacity = MAILBOX_CAPACITY): Promise<MailboxStore> {
  // Emails hold addresses and personal links: for the owner only.
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  const emails = await readFolder(folder)
  let lastArrival = 0
  let pending: Promise<unknown> = Promise.resolve()

  const fileOf = (id: string, kind: 'eml' | 'json') => path.join(folder, `${id}.${kind}`)

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = pending.then(work)
    pending = done.catch(() => {})
    return done
  }

  async function add(raw: Buffer, envelope: Envelope): Promise<CaughtEmail> {
    const parsed = await parse(raw)
    return inTurn(async () => {
      // Strictly growing, also when two arrive in one millisecond or the clock is set back.
      lastArrival = Math.max(Date.now(), lastArrival + 1)
      const email = summarise(newId(lastArrival), lastArrival, raw.length, envelope, parsed)
      await writeWhole(fileOf(email.id, 'eml'), raw, { lasts: false })
      await writeWhole(fileOf(email.id, 'json'), Buffer.from(JSON.stringify(email)), { lasts: false })
      emails.unshift(email)
      for (const old of emails.splice(capacity)) await remove(old.id)
      return email
    })
  }

  async function remove(id: string): Promise<void> {
    await fs.rm(fileOf(id, 'json'), { force: true })
    await fs.rm(fileOf(id, 'eml'), { force: true })
  }

  function list({ to, subject, q, first, after }: EmailSearch) {
    const found = emails.filter(
      (email) =>
        (after === undefined || email.id < after) &&
        (to === undefined || isFor(email, to)) &&
        (subject === undefined || contains(email.subject, subject)) &&
        (q === undefined || isFor(email, q) || contains(email.subject, q)),
    )
    return { emails: found.slice(0, first), hasMore: found.length > first }
  }

  // Only ids that are in the list ever become a file name.
  const find = (id: string) => emails.find((email) => email.id === id)

  async function raw(id: string): Promise<Buffer | undefined> {
    if (!find(id)) return undefined
    return fs.readFile(fileOf(id, 'eml')).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
  }

  async function open(id: string): Promise<OpenedEmail | undefined> {
    const email = find(id)
    const bytes = await raw(id)
    return email && bytes && { ...email, ...contentOf(await parse(bytes)) }
  }

  lastArrival = emails[0] ? Date.parse(emails[0].receivedAt) : 0
  for (const old of emails.splice(capacity)) await remove(old.id)
  return { add, list, find, raw, open, settle: () => inTurn(async () => {}) }
}

async function readFolder(folder: string): Promise<CaughtEmail[]> {
  const names = new Set(await fs.readdir(folder))
  const kept = await Promise.all(
    [...names].map(async (name): Promise<CaughtEmail | undefined> => {
      const [, id, kind] = ID_FILE.exec(name) ?? []
      const file = path.join(folder, name)
      if (kind === 'json' && names.has(`${id}.eml`)) return readSummary(file)
      const unconfirmed = kind === 'eml' ? !names.has(`${id}.json`) : kind === 'json' || name.endsWith(unfinished(''))
      if (unconfirmed) await fs.rm(file)
      return undefined
    }),
  )
  return kept.filter((email) => email !== undefined).sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** A file that lost its content, to a full disk for example, hides its own email and no other. */
async function readSummary(file: string): Promise<CaughtEmail | undefined> {
  const text = await fs.readFile(file, 'utf8')
  try {
    return JSON.parse(text) as CaughtEmail
  } catch {
    return undefined
  }
}

const ID_FILE = /^([0-9a-z]{9}-[0-9a-f]{12})\.(eml|json)$/

function newId(arrival: number): string {
  return `${arrival.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`
}

/** Any bytes may arrive; what cannot be read is kept as it is and shown raw. */
async function parse(raw: Buffer): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer', maxNestingDepth: 20 })
  } catch {
    return undefined
  }
}

function summarise(
  id: string,
  arrival: number,
  size: number,
  envelope: Envelope,
  email: Email | undefined,
): CaughtEmail {
  const date = email?.date ? new Date(email.date) : undefined
  return {
    id,
    from: addresses([email?.from])[0] ?? '',
    fromName: email?.from?.name ?? '',
    to: addresses(email?.to ?? []),
    subject: email?.subject ?? '',
    date: date && !Number.isNaN(date.getTime()) ? date.toISOString() : null,
    messageId: email?.messageId ?? null,
    receivedAt: new Date(arrival).toISOString(),
    size,
    hasCalendar: email?.attachments.some(isCalendar) ?? false,
    envelope,
  }
}

function contentOf(email: Email | undefined): Omit<OpenedEmail, keyof CaughtEmail> {
  const attachments = email?.attachments ?? []
  return {
    headers: (email?.headers ?? []).map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: email?.text ?? null,
    html: email?.html ?? null,
    calendars: attachments.filter(isCalendar).map((part) => ({
      filename: part.filename ?? '',
      method: part.method ?? '',
      content: calendarText(part),
    })),
    attachments: attachments
      .filter((part) => !isCalendar(part))
      .map((part) => ({ filename: part.filename ?? '', mimeType: part.mimeType, size: bytesOf(part).byteLength })),
  }
}

/**
 * The parser gives lines of unencoded parts a bare LF, where the message has CRLF (RFC 2045 2.7) and a calendar needs it
 * (RFC 5545 3.1). Base64 parts come as they are.
 */
function calendarText(part: Attachment): string {
  const text = new TextDecoder().decode(bytesOf(part))
  return text.includes('\r') ? text : text.replaceAll('\n', '\r\n')
}

function addresses(list: readonly (Address | undefined)[]): string[] {
  return list.flatMap((each) => (each?.group ? addresses(each.group) : each?.address ? [each.address] : []))
}

function isCalendar(part: Attachment): boolean {
  return part.mimeType === 'text/calendar' || part.mimeType === 'application/ics'
}

function bytesOf(part: Attachment): Uint8Array {
  return typeof part.content === 'string' ? new TextEncoder().encode(part.content) : new Uint8Array(part.content)
}

function isFor(email: CaughtEmail, part: string): boolean {
  return [...email.to, ...email.envelope.to].some((address) => contains(address, part))
}

function contains(text: string, part: string): boolean {
  const plain = (words: string) => words.normalize('NFC').toLowerCase()
  return plain(text).includes(plain(part.trim()))
}
