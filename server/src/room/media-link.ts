import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { bytesOfId, idOfBytes } from '../shared/id.ts'

/** How long a link to a recording is good, in milliseconds: to be fetched at once by the page that got it. */
const lifetime = 10 * 60_000
const length = 16 + 6 + 16

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'greenroom media', 32))

const proofOf = (secret: string, said: Buffer) =>
  createHmac('sha256', keyOf(secret)).update(said).digest().subarray(0, 16)

/** Makes the link behind which a recording can be fetched from now on, for ten minutes. */
export type MediaLink = (answerId: string, now: Date) => string

/**
 * The token at its end is the id of the take, when it ends (48 bits of Unix milliseconds) and 128 bits of an HMAC over both,
 * with a key derived from the server's secret for this alone (RFC 2104, RFC 5869). Nothing of it is stored.
 * @param secret the newest of the server's secrets: it signs
 */
export const makeMediaLink =
  (secret: string): MediaLink =>
  (answerId, now) => {
    const said = Buffer.alloc(22)
    bytesOfId(answerId).copy(said)
    said.writeUIntBE(now.getTime() + lifetime, 16, 6)
    return `/media/${Buffer.concat([said, proofOf(secret, said)]).toString('base64url')}`
  }

/** The take that a token opens, and until when; null for one that none of the secrets has signed. */
export function readMediaToken(secrets: readonly string[], token: string): { answerId: string; until: Date } | null {
  const bytes = Buffer.from(token, 'base64url')
  // What else decodes to the same bytes is another spelling, and there is one.
  if (bytes.length !== length || bytes.toString('base64url') !== token) return null
  const [said, proof] = [bytes.subarray(0, 22), bytes.subarray(22)]
  if (!secrets.map((secret) => timingSafeEqual(proof, proofOf(secret, said))).includes(true)) return null
  return { answerId: idOfBytes(said.subarray(0, 16)), until: new Date(said.readUIntBE(16, 6)) }
}
