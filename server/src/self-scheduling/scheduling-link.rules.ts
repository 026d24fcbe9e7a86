/**
 * OPEN: the candidate may choose. CHOSEN: the round has its interview; the link leads there. EXPIRED and REVOKED: it
 * opens nothing.
 */
export const schedulingLinkStatus = ['OPEN', 'CHOSEN', 'EXPIRED', 'REVOKED'] as const
export type SchedulingLinkStatus = (typeof schedulingLinkStatus)[number]

export interface LinkFacts {
  expiresAt: Date
  revokedAt: Date | null
}

/** Whether a link opens nothing any more. Its last instant is the one before it expires. */
export const hasEnded = ({ expiresAt, revokedAt }: LinkFacts, now: Date): boolean =>
  revokedAt !== null || expiresAt <= now

/** What a link is good for, given whether its round has a live interview. */
export function statusOfLink(link: LinkFacts, hasInterview: boolean, now: Date): SchedulingLinkStatus {
  if (link.revokedAt) return 'REVOKED'
  if (hasEnded(link, now)) return 'EXPIRED'
  return hasInterview ? 'CHOSEN' : 'OPEN'
}
