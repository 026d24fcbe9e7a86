import type { ArrivalState, InterviewStatus } from '../gql/graphql'

/** What of an interview says how it stands at its hour. Instants are ISO 8601. */
export interface AtItsHour {
  status: InterviewStatus
  startsAt: string
  endsAt: string
  noShowSuggestedSince?: string | null
  candidateArrival?: { state: ArrivalState } | null
  presence?: { isPageOpen: boolean } | null
}

/** Of an interview that is on: held, somebody waits for it to begin, they are late or missing, or it is about to begin. */
export type Standing = 'underWay' | 'inLobby' | 'late' | 'missing' | 'opening'

/** @param now by the server's clock, in milliseconds since the Unix epoch */
export function standingOf(
  { status, startsAt, noShowSuggestedSince, candidateArrival, presence }: AtItsHour,
  now: number,
): Standing {
  if (status === 'IN_PROGRESS') return 'underWay'
  if (noShowSuggestedSince) return 'missing'
  if (candidateArrival?.state === 'HERE' || presence?.isPageOpen) return 'inLobby'
  return candidateArrival?.state === 'LATE' || now >= Date.parse(startsAt) ? 'late' : 'opening'
}

/** How many stand how. */
export function countStandings(interviews: readonly AtItsHour[], now: number): Record<Standing, number> {
  const counts = { underWay: 0, inLobby: 0, late: 0, missing: 0, opening: 0 }
  for (const interview of interviews) counts[standingOf(interview, now)]++
  return counts
}

/** Where an interview is in its time, in whole minutes: how long until it begins or ends, or since it should have. */
export interface Timing {
  word: 'beginsIn' | 'begunFor' | 'leftOf' | 'over'
  minutes: number
}

const minuteMs = 60_000

/** What is left is rounded up and what has gone by down: nobody is told that they have less time, or lost more, than is so. */
export function timingOf({ status, startsAt, endsAt }: AtItsHour, now: number): Timing {
  const left = (until: string) => Math.ceil((Date.parse(until) - now) / minuteMs)
  const gone = (since: string) => Math.floor((now - Date.parse(since)) / minuteMs)
  if (now >= Date.parse(endsAt)) return { word: 'over', minutes: gone(endsAt) }
  if (status === 'IN_PROGRESS') return { word: 'leftOf', minutes: left(endsAt) }
  return now < Date.parse(startsAt)
    ? { word: 'beginsIn', minutes: left(startsAt) }
    : { word: 'begunFor', minutes: gone(startsAt) }
}

/** Minutes as a person counts them: `{ hours: 2, minutes: 5 }`. */
export const hoursAndMinutes = (minutes: number) => ({ hours: Math.floor(minutes / 60), minutes: minutes % 60 })

/**
 * When the day must be asked for again because of the clock alone: a lobby opens, or the next day begins. Null where
 * nothing of that lies ahead.
 */
export function nextTurn(opens: readonly string[], endsAt: string | undefined, now: number): number | null {
  const turns = [...opens, ...(endsAt ? [endsAt] : [])].map((at) => Date.parse(at)).filter((at) => at > now)
  return turns.length > 0 ? Math.min(...turns) : null
}
