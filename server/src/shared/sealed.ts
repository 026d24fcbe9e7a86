import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/*
 * What must be read again and may open a door elsewhere, such as the password of somebody's calendar, is stored encrypted
 * (AES-256-GCM, NIST SP 800-38D) with a key derived from the server's secret (HKDF, RFC 5869). The database alone, or a
 * backup of it, opens nothing.
 */

const nonceLength = 12
const tagLength = 16

const keyFor = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `greenroom sealed\n${purpose}`, 32))

/**
 * @param secret the newest of the server's secrets
 * @param purpose what it is for; with another one it cannot be opened
 * @param place to which row it belongs; moved to another one it cannot be opened
 */
export function seal(secret: string, purpose: string, place: string, text: string): string {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** What was sealed; null where none of the secrets opens it, because the one it was sealed with is gone. */
export function unseal(secrets: readonly string[], purpose: string, place: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < nonceLength + tagLength) return null
  for (const secret of secrets)
    try {
      const cipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), bytes.subarray(0, nonceLength))
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
      const text = cipher.update(bytes.subarray(nonceLength + tagLength))
      return Buffer.concat([text, cipher.final()]).toString('utf8')
    } catch {
      // Not this secret's work: an older one may have done it.
    }
  return null
}
