import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBase32, toBase32 } from '../shared/base32.ts'

/*
 * The key in a candidate's link: the interview's id and an HMAC over it and the interview's key version, 32 bytes in
 * lower-case base32. It is derived whenever it is needed, so nothing in the database opens a door; raising the version
 * revokes it. Base32 survives mail programs that fold case or cut a link at punctuation.
 */

const keyLength = 52

/**
 * @param secret the server's secret; 128 bits of the HMAC go into the key
 * @returns 52 characters of a–z and 2–7
 */
export function accessKey(secret: string, interviewId: string, version: number): string {
  return toBase32(Buffer.concat([idBytes(interviewId), mac(secret, interviewId, version)]))
}

/** The interview that a key names, or null for a text that is no key. It proves nothing yet: see `opens`. */
export function interviewOfKey(key: string): string | null {
  if (key.length !== keyLength) return null
  const bytes = fromBase32(key)
  if (!bytes) return null
  const hex = bytes.subarray(0, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Whether the key opens this interview at this version. Every secret is tried, so that an old one can be retired. */
export function opens(key: string, secrets: readonly string[], interviewId: string, version: number): boolean {
  const given = fromBase32(key)
  if (!given || given.length !== 32) return false
  return secrets
    .map((secret) => timingSafeEqual(given, Buffer.concat([idBytes(interviewId), mac(secret, interviewId, version)])))
    .includes(true)
}

const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

const mac = (secret: string, interviewId: string, version: number) =>
  createHmac('sha256', secret).update(`access-key\n${interviewId}\n${version}`).digest().subarray(0, 16)
