import type { Arrival } from './arrival.rules.ts'
import type { Interview } from './interview.ts'

/** Writes down what the candidate says of their coming to a locked interview. @returns false where that was known */
export function noteArrival(interview: Interview, { state, lateMinutes }: Arrival, now: Date): boolean {
  if (interview.candidateArrival === state && interview.candidateLateMinutes === lateMinutes) return false
  interview.candidateArrival = state
  interview.candidateLateMinutes = lateMinutes
  interview.candidateArrivalAt = now
  return true
}
