import type { ArrivalState } from '../interviews/arrival.rules.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'

/** What the candidate's page is at this moment. */
export type AdmissionPhase = 'EARLY' | 'LOBBY' | 'LIVE' | 'EXPIRED' | 'CANCELLED' | 'DONE'
export const admissionPhase = ['EARLY', 'LOBBY', 'LIVE', 'EXPIRED', 'CANCELLED', 'DONE'] as const

export interface AdmissionWindow {
  opensAt: Date
  closesAt: Date
}

/**
 * When the room lets in: from some minutes before the start until some minutes after, as the company set. Who has said
 * to be late is waited for that much longer.
 */
export const admissionWindow = (
  startsAt: Date,
  company: { admissionOpensMinutesBefore: number; admissionClosesMinutesAfter: number },
  lateMinutes: number | null = null,
): AdmissionWindow => ({
  opensAt: new Date(startsAt.getTime() - company.admissionOpensMinutesBefore * 60_000),
  closesAt: new Date(startsAt.getTime() + (company.admissionClosesMinutesAfter + (lateMinutes ?? 0)) * 60_000),
})

/**
 * The phase of an interview. The window governs admission only: who is inside, or has said that they are here, stays
 * inside, also after a reload. Each boundary belongs to the phase that it begins.
 */
export function phaseOf(
  interview: { status: InterviewStatus; startsAt: Date; candidateArrival?: ArrivalState | null | undefined },
  { opensAt, closesAt }: AdmissionWindow,
  now: Date,
): AdmissionPhase {
  switch (interview.status) {
    case 'CANCELLED':
      return 'CANCELLED'
    case 'COMPLETED':
    case 'NO_SHOW':
      return 'DONE'
    case 'EXPIRED':
      return 'EXPIRED'
    case 'IN_PROGRESS':
      return 'LIVE'
    case 'SCHEDULED':
      if (interview.candidateArrival === 'HERE') return 'LIVE'
      if (now >= closesAt) return 'EXPIRED'
      if (now >= interview.startsAt) return 'LIVE'
      return now >= opensAt ? 'LOBBY' : 'EARLY'
  }
}

export type AdmissionRefusal =
  | { kind: 'LinkIsEarly'; opensAt: string }
  | { kind: 'LinkHasExpired'; closedAt: string }
  | { kind: 'MoveIsNotAllowed'; status: InterviewStatus }

/** Why the candidate cannot start now, or null where they can: from the lobby on, until the window closes. */
export function whyNotStart(
  interview: { status: InterviewStatus; startsAt: Date; candidateArrival?: ArrivalState | null | undefined },
  window: AdmissionWindow,
  now: Date,
): AdmissionRefusal | null {
  switch (phaseOf(interview, window, now)) {
    case 'EARLY':
      return { kind: 'LinkIsEarly', opensAt: window.opensAt.toISOString() }
    case 'EXPIRED':
      return { kind: 'LinkHasExpired', closedAt: window.closesAt.toISOString() }
    case 'CANCELLED':
    case 'DONE':
      return { kind: 'MoveIsNotAllowed', status: interview.status }
    case 'LOBBY':
    case 'LIVE':
      return null
  }
}
