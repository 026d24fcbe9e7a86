import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBase32, toBase32 } from '../shared/base32.ts'
import { bytesOfId, idOfBytes } from '../shared/id.ts'

/*
 * The addresses that emails come from: `local+token@domain`. The token is the id of what the address belongs to and a
 * proof over it, 24 bytes in lower-case base32, which survives services that fold case. It is derived whenever it is
 * needed and stored nowhere. 39 characters leave 24 of the 64 that RFC 5321 (section 4.5.3.1.1) allows for the rest.
 */

const tokenBytes = 24
const idBytes = 16

/** What an address of ours belongs to: a candidate or staff member, an email, or to nobody in particular. */
export type AddressMeaning = { kind: 'PERSON' | 'DELIVERY'; id: string } | { kind: 'NOBODY' }

export interface MailAddresses {
  /** The address under which one person's calendar program answers; the same for all their interviews. */
  replyAddressOf(personId: string): string
  /** The envelope sender of one email: where a server reports that it could not be delivered. */
  bounceAddressOf(deliveryId: string): string
  /** What an address belongs to, as somebody wrote it; null for one that we never gave to anybody. */
  meaningOf(address: string): AddressMeaning | null
}

/**
 * @param mailFrom the bare address emails come from
 * @param secrets the newest first: it makes tokens. The others still know theirs
 */
export function makeMailAddresses(mailFrom: string, secrets: readonly [string, ...string[]]): MailAddresses {
  const at = mailFrom.lastIndexOf('@')
  const [local, domain] = [mailFrom.slice(0, at), mailFrom.slice(at)]
  const purposes = { PERSON: 'reply-address', DELIVERY: 'bounce-address' } as const

  const tokenOf = (secret: string, kind: keyof typeof purposes, id: Buffer) =>
    Buffer.concat([
      id,
      createHmac('sha256', secret)
        .update(`${purposes[kind]}\n`)
        .update(id)
        .digest()
        .subarray(0, tokenBytes - idBytes),
    ])
  const addressOf = (kind: keyof typeof purposes, id: string) =>
    `${local}+${toBase32(tokenOf(secrets[0], kind, bytesOfId(id)))}${domain}`

  return {
    replyAddressOf: (personId) => addressOf('PERSON', personId),
    bounceAddressOf: (deliveryId) => addressOf('DELIVERY', deliveryId),
    meaningOf(address) {
      const given = address.trim().toLowerCase()
      if (given === mailFrom.toLowerCase()) return { kind: 'NOBODY' }
      const start = `${local}+`.toLowerCase()
      if (!given.startsWith(start) || !given.endsWith(domain.toLowerCase())) return null
      const token = fromBase32(given.slice(start.length, -domain.length))
      if (token?.length !== tokenBytes) return null
      const id = token.subarray(0, idBytes)
      const kind = (['PERSON', 'DELIVERY'] as const).find((each) =>
        secrets.map((secret) => timingSafeEqual(token, tokenOf(secret, each, id))).includes(true),
      )
      return kind ? { kind, id: idOfBytes(id) } : null
    },
  }
}
