export const applicationStatus = ['PENDING', 'INTERVIEW_SCHEDULED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const
export type ApplicationStatus = (typeof applicationStatus)[number]

/** Statuses in which nothing is left to decide. */
export const decidedStatus = ['APPROVED', 'REJECTED', 'WITHDRAWN'] as const satisfies readonly ApplicationStatus[]

export const isDecided = (status: ApplicationStatus): boolean =>
  (decidedStatus as readonly ApplicationStatus[]).includes(status)

/** The whole life of an application: from a status to those it may move to. */
export const applicationMoves: Record<ApplicationStatus, readonly ApplicationStatus[]> = {
  PENDING: ['INTERVIEW_SCHEDULED', 'APPROVED', 'REJECTED', 'WITHDRAWN'],
  INTERVIEW_SCHEDULED: ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'],
  APPROVED: [],
  REJECTED: [],
  WITHDRAWN: [],
}

export const mayApplicationMove = (from: ApplicationStatus, to: ApplicationStatus): boolean =>
  applicationMoves[from].includes(to)

export type DecisionRefusal =
  { kind: 'ApplicationIsDecided'; status: ApplicationStatus } | { kind: 'DecisionNeedsReason' }

/**
 * Why a decision cannot be taken now, or null where it can. A decision belongs after a completed interview; taken
 * earlier it needs a reason, because someone will ask for it.
 */
export function whyNotDecide(
  status: ApplicationStatus,
  decision: 'APPROVED' | 'REJECTED',
  facts: { hasCompletedInterview: boolean; reason: string | null },
): DecisionRefusal | null {
  if (!mayApplicationMove(status, decision)) return { kind: 'ApplicationIsDecided', status }
  if (!facts.hasCompletedInterview && !facts.reason) return { kind: 'DecisionNeedsReason' }
  return null
}

export type WithdrawalRefusal = Extract<DecisionRefusal, { kind: 'ApplicationIsDecided' }>

/** Why nobody can note that a candidate has withdrawn, or null where they can. No reason is asked for: it is theirs. */
export const whyNotWithdraw = (status: ApplicationStatus): WithdrawalRefusal | null =>
  mayApplicationMove(status, 'WITHDRAWN') ? null : { kind: 'ApplicationIsDecided', status }
