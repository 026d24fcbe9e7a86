/* What a program may use within a window of time, and how an answer says what is left of it. */

export const limited = ['requests', 'cost'] as const
export type Limited = (typeof limited)[number]
export type Amounts = Record<Limited, number>

export interface TokenLimits {
  /** How much of each a token has in a window. */
  most: Amounts
  /** How long a window is, in seconds. */
  seconds: number
}

/** Ten operations a second, and of the largest ones ten a minute. */
export const usualLimits: TokenLimits = { most: { requests: 600, cost: 300_000 }, seconds: 60 }

/** How many sockets of one token a process holds. */
export const socketsPerToken = 20

/** How much is taken from what all instances share at a time: small enough that little lies about unused elsewhere. */
export const shareOf = (most: number): number => Math.ceil(most / 20)

/** What is left in this window, and in how many seconds the next one begins. */
export interface Standing {
  left: Amounts
  seconds: number
}

/**
 * The headers that tell a program where it stands: `RateLimit` and `RateLimit-Policy` as the working group writes them now
 * (draft-ietf-httpapi-ratelimit-headers-10), and of its requests in three headers as it wrote them before, which most
 * programs read.
 */
export function limitHeaders({ most, seconds: window }: TokenLimits, { left, seconds }: Standing): [string, string][] {
  const list = (item: (name: Limited) => string) => limited.map((name) => `"${name}";${item(name)}`).join(', ')
  return [
    ['RateLimit-Policy', list((name) => `q=${most[name]};w=${window}`)],
    ['RateLimit', list((name) => `r=${left[name]};t=${seconds}`)],
    ['RateLimit-Limit', String(most.requests)],
    ['RateLimit-Remaining', String(left.requests)],
    ['RateLimit-Reset', String(seconds)],
  ]
}
