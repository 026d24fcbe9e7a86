/** What a mail server reports of one recipient (RFC 3464 section 2.3). */
export interface RecipientReport {
  /** In lower case, null where it is not said. */
  address: string | null
  action: 'FAILED' | 'DELAYED' | 'DELIVERED' | 'OTHER'
  /** Enhanced status code (RFC 3463), such as `5.1.1`; null where there is none. */
  status: string | null
  /** The line by which the server said it, on one line. */
  diagnostic: string | null
}

const actions: Record<string, RecipientReport['action']> = {
  failed: 'FAILED',
  delayed: 'DELAYED',
  delivered: 'DELIVERED',
}

/** Reads a `message/delivery-status` part: blocks of fields, the first about the message, each other about a recipient. */
export function readDeliveryStatus(text: string): RecipientReport[] {
  return text
    .slice(0, 64 * 1024)
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .slice(0, 50)
    .map(fieldsOf)
    .filter((fields) => fields.has('action') || fields.has('final-recipient'))
    .map((fields) => ({
      address: addressIn(fields.get('final-recipient') ?? fields.get('original-recipient') ?? ''),
      action: actions[(fields.get('action') ?? '').toLowerCase().split(/[\s(]/)[0]!] ?? 'OTHER',
      status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? null,
      diagnostic: fields.get('diagnostic-code')?.slice(0, 500) ?? null,
    }))
}

/** Header-like fields of a block, folded lines joined, names in lower case; the first of each counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** `rfc822; <ada@example.com>` is an address with its type before it. */
function addressIn(value: string): string | null {
  const address = value
    .slice(value.indexOf(';') + 1)
    .trim()
    .replace(/^<|>$/g, '')
    .toLowerCase()
  return address.includes('@') ? address : null
}

export type BounceVerdict = 'FAILED' | 'DELAYED' | 'DELIVERED' | 'UNKNOWN'

/**
 * What a report means for the one recipient that each of our messages has. Failed for good is only what says so twice,
 * by its action and by its code: a mailbox that is full today may have room tomorrow.
 */
export function verdictOf(reports: readonly RecipientReport[]): {
  verdict: BounceVerdict
  report: RecipientReport | null
} {
  const worst = reports.find(({ action }) => action === 'FAILED') ?? reports[0] ?? null
  if (!worst) return { verdict: 'UNKNOWN', report: null }
  const code = worst.status ?? /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(worst.diagnostic ?? '')?.[1] ?? null
  if (worst.action === 'FAILED')
    return { verdict: code?.startsWith('5') ? 'FAILED' : code ? 'DELAYED' : 'UNKNOWN', report: worst }
  if (worst.action === 'DELAYED') return { verdict: 'DELAYED', report: worst }
  return { verdict: worst.action === 'DELIVERED' ? 'DELIVERED' : 'UNKNOWN', report: worst }
}

/** The report on one line, for whoever has to act on it: without the kind of diagnostic before it, such as `smtp;`. */
export const reportLine = ({ status, diagnostic }: RecipientReport): string =>
  (diagnostic?.replace(/^[a-z][a-z0-9-]*\s*;\s*/i, '') || status || '').slice(0, 500)
