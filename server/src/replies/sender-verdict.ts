import { Resolver } from 'node:dns/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { authenticate as Authenticate, DNSResolver } from 'mailauth'
import { policyOf, type Verdict } from './verdict.rules.ts'

/** How long one question to the DNS may take, and all of them for one message, in milliseconds. */
const patience = { question: 3_000, message: 12_000 }

/** Who hands a message over, as the connection tells. */
export interface Handover {
  /** Address of the server that connects. */
  ip: string
  /** How it greeted. */
  helo: string
  /** MAIL FROM; '' for nobody. */
  sender: string
}

export type AskDns = (name: string, type: string) => Promise<string[][] | string[]>

/** Asks the DNS of this machine, not for long. */
export const makeAskDns = (): AskDns => {
  const resolver = new Resolver({ timeout: patience.question, tries: 1 })
  return (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>
}

/**
 * Finds out where a message comes from when it comes to our own door: SPF (RFC 7208), DKIM (RFC 6376) and DMARC
 * (RFC 7489).
 * @returns null where nothing could be found out in time
 */
export async function verifySender(
  raw: Buffer,
  { ip, helo, sender }: Handover,
  { mta, askDns }: { mta: string; askDns: AskDns },
): Promise<Verdict | null> {
  const stop = new AbortController()
  try {
    return await Promise.race([
      verify(raw, { ip, helo, sender, mta, resolver: askDns as DNSResolver }),
      pause(patience.message, null, { signal: stop.signal }),
    ])
  } finally {
    stop.abort()
  }
}

async function verify(raw: Buffer, options: Parameters<typeof Authenticate>[1]): Promise<Verdict | null> {
  // Large, and needed first when a message comes: no start waits for it.
  const { authenticate } = await import('mailauth')
  const { dkim, dmarc } = await authenticate(raw, { ...options, disableArc: true, disableBimi: true })
  const good = dkim.results.filter(({ status }) => status.result === 'pass' && !status.underSized)
  const result = dmarc ? dmarc.status.result : 'none'
  // A name server that is silent today says nothing of the sender.
  if (result === 'temperror' && good.length === 0) return null
  return {
    dmarc: result === 'pass' ? 'PASS' : result === 'fail' ? 'FAIL' : 'NONE',
    policy: dmarc ? policyOf(dmarc.policy) : null,
    alignedDkim: good.some(({ status }) => Boolean(status.aligned)),
    dkimDomains: good.map(({ signingDomain }) => signingDomain.toLowerCase()),
  }
}
