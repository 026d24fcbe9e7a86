import type { TokenScope } from '../shared/token-scope.rules.ts'

export const longestName = 80

/** For how many days a token works at most. */
export const longestLife = 366
/** How many tokens of a company work at the same time. */
export const mostTokens = 50

export const tokenState = ['ACTIVE', 'EXPIRED', 'REVOKED'] as const
export type TokenState = (typeof tokenState)[number]

const day = 24 * 3_600_000

export function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }, now: Date): TokenState {
  if (revokedAt) return 'REVOKED'
  return expiresAt <= now ? 'EXPIRED' : 'ACTIVE'
}

/** What was wished for, each once, and READ with it: who may change something may see what they change. */
export const withRead = (wished: readonly TokenScope[]): TokenScope[] => [...new Set<TokenScope>(['READ', ...wished])]

export type EndRefusal = { kind: 'TokenEndIsPast' } | { kind: 'TokenEndIsTooFar'; latest: Date }

/** Why a token cannot end at this time; null where it can. */
export function whyNotEnd(expiresAt: Date, now: Date): EndRefusal | null {
  if (expiresAt <= now) return { kind: 'TokenEndIsPast' }
  const latest = new Date(now.getTime() + longestLife * day)
  return expiresAt > latest ? { kind: 'TokenEndIsTooFar', latest } : null
}
