/*
 * A question that goes back to what a candidate has answered. A program outside of Greenroom proposes it, and nothing waits
 * for it: what is not there when the candidate goes on is asked later, or not at all.
 */

/**
 * WAITING: the service was not asked yet, or is asked again. PROPOSED: it is asked when the candidate goes on. ASKED: it is a
 * question of the interview. DROPPED: there is none to ask, or it is not wanted. FAILED: the service did not answer.
 */
export const followUpStatus = ['WAITING', 'PROPOSED', 'ASKED', 'DROPPED', 'FAILED'] as const
export type FollowUpStatus = (typeof followUpStatus)[number]

/** Why a service did not answer, one stable word each. */
export const followUpFailure = ['UNREACHABLE', 'TIMEOUT', 'REFUSED', 'NO_REPLY', 'INTERRUPTED'] as const
/** Why nothing is asked. */
export const followUpDropped = [
  'NO_QUESTION',
  'UNFIT',
  'OTHER_LANGUAGE',
  'REPEATED',
  'ANSWER_CHANGED',
  'CONSENT_WITHDRAWN',
  'TOO_LATE',
] as const
export const followUpProblem = [...followUpFailure, ...followUpDropped] as const
export type FollowUpProblem = (typeof followUpProblem)[number]

/** The longest question that is asked, in characters. */
export const longestFollowUp = 300
