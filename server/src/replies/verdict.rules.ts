/** What a mail server found out about where a message comes from (RFC 7489, RFC 6376). */
export interface Verdict {
  dmarc: 'PASS' | 'FAIL' | 'NONE'
  /** What the domain in From asks to be done with what fails; null where it says nothing. */
  policy: 'none' | 'quarantine' | 'reject' | null
  /** Whether a good signature is of the domain in From. */
  alignedDkim: boolean
  /** Domains whose signature is good, in lower case. */
  dkimDomains: string[]
}

const policies = ['none', 'quarantine', 'reject'] as const

export const policyOf = (word: string | undefined): Verdict['policy'] =>
  policies.find((policy) => policy === word?.toLowerCase()) ?? null

/**
 * Reads the verdict of one's own mail server. Anybody may write such a field; only the one that the named server has put
 * on top of all others is believed.
 * @param values of Authentication-Results (RFC 8601), the topmost first
 * @param server the name by which one's own server signs them (authserv-id)
 * @param from the address in From, in lower case
 * @returns null where that server says nothing of this message
 */
export function readVerdict(values: readonly string[], server: string | null, from: string | null): Verdict | null {
  const [first = ''] = values
  const bare = withoutComments(first)
  const [id = '', ...results] = bare.split(';')
  if (!server || id.trim().split(/\s/)[0]!.toLowerCase() !== server.toLowerCase()) return null
  const domain = from?.slice(from.lastIndexOf('@') + 1) ?? ''
  const found = results.map((result) => ({
    method:
      /^\s*([a-z0-9-]+)\s*=\s*([a-z]+)/i
        .exec(result)
        ?.slice(1)
        .map((word) => word.toLowerCase()) ?? [],
    property: (name: string) =>
      new RegExp(`\\b${name.replace('.', '[.]')}\\s*=\\s*"?([^\\s";]+)`, 'i').exec(result)?.[1]?.toLowerCase(),
  }))
  const dkimDomains = found
    .filter(({ method: [name, value] }) => name === 'dkim' && value === 'pass')
    .map(({ property }) => property('header.d') ?? property('header.i')?.replace(/^.*@/, ''))
    .filter((each) => each !== undefined)
  const dmarc = found.find(
    ({ method: [name], property }) => name === 'dmarc' && (property('header.from') ?? domain) === domain,
  )
  return {
    dmarc: dmarc?.method[1] === 'pass' ? 'PASS' : dmarc?.method[1] === 'fail' ? 'FAIL' : 'NONE',
    // Gmail tells the policy in a comment, Exchange by what it would do.
    policy: policyOf(/\(\s*p=([a-z]+)/i.exec(first)?.[1] ?? /\baction=(quarantine|reject|none)\b/i.exec(first)?.[1]),
    alignedDkim: dkimDomains.some((each) => each === domain || domain.endsWith(`.${each}`)),
    dkimDomains,
  }
}

/** RFC 5322 section 3.2.2: what stands in brackets says nothing, and may be nested. */
function withoutComments(value: string): string {
  let depth = 0
  let bare = ''
  for (const sign of value.slice(0, 10_000)) {
    if (sign === '(') depth++
    else if (sign === ')' && depth > 0) depth--
    else if (depth === 0) bare += sign
  }
  return bare
}

/**
 * How sure it is that an answer is of who was invited. A: their own address, proven. B: their own address, and nothing
 * speaks against it. C: address and event fit, but it comes from another address. D: the domain in From disowns it.
 */
export const grade = ['A', 'B', 'C', 'D'] as const
export type Grade = (typeof grade)[number]

const googleCalendar = { sender: 'calendar-notification@google.com', domain: 'google.com' }

export function gradeOf(
  { from, sender }: { from: string | null; sender: string | null },
  invited: readonly string[],
  verdict: Verdict | null,
): Grade {
  const isInvited = from !== null && invited.includes(from)
  if (isInvited && (verdict?.dmarc === 'PASS' || verdict?.alignedDkim)) return 'A'
  // Google sends the answers of its calendar itself, in the name of people of any domain.
  const isGoogle = sender === googleCalendar.sender && verdict?.dkimDomains.includes(googleCalendar.domain)
  if (isInvited && isGoogle) return 'B'
  // Which policy was failed is not always told; then the strict one is assumed.
  if (verdict?.dmarc === 'FAIL' && verdict.policy !== 'none') return 'D'
  return isInvited ? 'B' : 'C'
}
