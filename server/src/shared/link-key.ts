import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBase32, toBase32 } from './base32.ts'
import { bytesOfId, idOfBytes } from './id.ts'

/*
 * The secret at the end of a personal link: the id of what it opens and an HMAC over its purpose, that id and a version,
 * 32 bytes in lower-case base32. It is derived whenever it is needed, so nothing in the database opens a door; raising
 * the version revokes it. Base32 survives mail programs that fold case or cut a link at punctuation.
 */

const keyLength = 52

export interface LinkKeys {
  /**
   * @param secret the server's secret; 128 bits of the HMAC go into the key
   * @returns 52 characters of a–z and 2–7
   */
  keyOf(secret: string, id: string, version: number): string
  /** Whether the key opens what has this id, at this version. Every secret is tried, so that an old one can be retired. */
  opens(key: string, secrets: readonly string[], id: string, version: number): boolean
}

/** Keys for one purpose; those of another never open its doors, whatever they name. */
export function linkKeys(purpose: string): LinkKeys {
  const keyBytes = (secret: string, id: string, version: number) =>
    Buffer.concat([
      bytesOfId(id),
      createHmac('sha256', secret).update(`${purpose}\n${id}\n${version}`).digest().subarray(0, 16),
    ])
  return {
    keyOf: (secret, id, version) => toBase32(keyBytes(secret, id, version)),
    opens(key, secrets, id, version) {
      const given = fromBase32(key)
      if (!given || given.length !== 32) return false
      return secrets.map((secret) => timingSafeEqual(given, keyBytes(secret, id, version))).includes(true)
    },
  }
}

/** The id that a key names, or null for a text that is no key. It proves nothing yet. */
export function idOfKey(key: string): string | null {
  if (key.length !== keyLength) return null
  const bytes = fromBase32(key)
  return bytes && idOfBytes(bytes.subarray(0, 16))
}
