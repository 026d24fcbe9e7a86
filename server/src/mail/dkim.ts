import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { DkimKey } from './smtp-transport.ts'

/** The domain of a bare address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** The key that signs what leaves under this address; null where none is set. */
export const dkimKeyOf = ({
  mailFrom,
  dkim,
}: {
  mailFrom: string
  dkim?: Pick<DkimKey, 'selector' | 'privateKey'> | null | undefined
}): DkimKey | null => (dkim ? { domain: domainOf(mailFrom), ...dkim } : null)

/** A fresh private key for DKIM, as PEM: RSA with 2048 bits, which every receiver knows (RFC 8301 section 3.2). */
export async function newDkimKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** What the DNS says about a key: one TXT record (RFC 6376 section 3.6). */
export interface DkimRecord {
  /** `<selector>._domainkey.<domain>` */
  name: string
  /** The whole text. */
  value: string
  /** The text as zone files want it: in strings of at most 255 characters (RFC 1035 section 3.3), each in quotes. */
  zoneValue: string
}

/** The record that receivers look for, so that they believe the signatures of this key. */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): DkimRecord {
  const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'der' })
  const value = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
  return {
    name: `${selector}._domainkey.${domain}`,
    value,
    zoneValue: value
      .match(/.{1,255}/g)!
      .map((part) => `"${part}"`)
      .join(' '),
  }
}
