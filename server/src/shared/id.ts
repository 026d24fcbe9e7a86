import { randomFillSync } from 'node:crypto'

/**
 * A new UUID version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits. Rows that are made
 * together lie together in the index, which a random version 4 would scatter.
 */
export function newId(now = Date.now()): string {
  const bytes = randomFillSync(Buffer.alloc(16))
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return idOfBytes(bytes)
}

/** An id as the 16 bytes it stands for, as short secrets carry it. */
export const bytesOfId = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** The id that 16 bytes stand for. */
export const idOfBytes = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Whether a text can be one of our ids at all; anything else is answered like an id that does not exist. Ids are
 * opaque, so one has one spelling: what is found by it is looked up by the same text again.
 */
export const looksLikeId = (text: string): boolean => uuid.test(text)

/** An id that exists nowhere, and comes before every other one (RFC 9562 section 5.9). */
export const nobodysId = '00000000-0000-0000-0000-000000000000'

/** An id as a filter may use it in SQL: by something that is no id it finds nothing. */
export const idOrNobody = (text: string): string => (looksLikeId(text) ? text : nobodysId)
