import type { AdmissionWindow } from '../candidate-access/admission.rules.ts'
import { phaseOf } from '../candidate-access/admission.rules.ts'
import { expectedAt, lateFrom, type Arrival, type ArrivalState } from '../interviews/arrival.rules.ts'
import type { InterviewMode, InterviewStatus } from '../interviews/interview.rules.ts'
import { liveStatus } from '../interviews/interview.rules.ts'

export type SayRefusal =
  | { kind: 'InterviewIsOver'; status: InterviewStatus }
  | { kind: 'NobodyWaits' }
  | { kind: 'ArrivalIsEarly'; from: string }
  | { kind: 'TimeIsPast'; startsAt: string; now: string }

interface Met {
  status: InterviewStatus
  mode: InterviewMode
  startsAt: Date
  candidateArrival?: ArrivalState | null | undefined
}

/**
 * Why somebody cannot say that they are here or late, or null where they can: here from the opening of the lobby on,
 * late from an hour before the start on, both until the interview is over.
 */
export function whyNotSay(
  { status, mode, startsAt }: Met,
  { opensAt }: AdmissionWindow,
  said: Arrival,
  now: Date,
): SayRefusal | null {
  if (!liveStatus.some((live) => live === status)) return { kind: 'InterviewIsOver', status }
  if (mode === 'SELF_GUIDED') return { kind: 'NobodyWaits' }
  const from = said.state === 'HERE' ? opensAt : lateFrom(startsAt, opensAt)
  if (now < from) return { kind: 'ArrivalIsEarly', from: from.toISOString() }
  const expected = expectedAt(startsAt, said)
  // Who is late by five minutes and says so after six has said nothing.
  return expected && expected <= now
    ? { kind: 'TimeIsPast', startsAt: expected.toISOString(), now: now.toISOString() }
    : null
}

/** The same for the candidate, whom the room lets in only until the window closes. */
export function whyNotSayOneself(
  interview: Met,
  window: AdmissionWindow,
  said: Arrival,
  now: Date,
): SayRefusal | { kind: 'LinkHasExpired'; closedAt: string } | null {
  const isMet = interview.mode !== 'SELF_GUIDED'
  return isMet && interview.status === 'SCHEDULED' && phaseOf(interview, window, now) === 'EXPIRED'
    ? { kind: 'LinkHasExpired', closedAt: window.closesAt.toISOString() }
    : whyNotSay(interview, window, said, now)
}
