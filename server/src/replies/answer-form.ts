import { createHmac, timingSafeEqual } from 'node:crypto'

/** For how long a page that was opened may be answered from, in milliseconds. */
const goodFor = 12 * 3_600_000

const proofOf = (secret: string, key: string, until: string) =>
  createHmac('sha256', secret).update(`answer-form\n${key}\n${until}`).digest().subarray(0, 16)

/** What a form carries as the proof that it stood on a page of ours, for this very link. */
export function formNonce(secret: string, key: string, now: Date): string {
  const until = (now.getTime() + goodFor).toString(36)
  return `${until}.${proofOf(secret, key, until).toString('base64url')}`
}

export function isFormNonce(nonce: string, secrets: readonly string[], key: string, now: Date): boolean {
  const [, until = '', proof = ''] = /^([0-9a-z]{8,10})\.([\w-]{22})$/.exec(nonce) ?? []
  const given = Buffer.from(proof, 'base64url')
  if (given.length !== 16 || parseInt(until, 36) < now.getTime()) return false
  return secrets.map((secret) => timingSafeEqual(given, proofOf(secret, key, until))).includes(true)
}
