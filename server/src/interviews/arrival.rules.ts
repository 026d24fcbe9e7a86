/** What somebody who takes part in a live interview says of themselves around its hour. */
export const arrivalState = ['HERE', 'LATE'] as const
export type ArrivalState = (typeof arrivalState)[number]

export interface Arrival {
  state: ArrivalState
  /** How many minutes after the start they expect to be there; null where they are here. */
  lateMinutes: number | null
}

/** By how many minutes somebody may say that they are late. Whoever needs longer needs another time. */
export const mostLateMinutes = 60

/** How many minutes before the start one may know that one will be late. */
export const lateKnownMinutes = 60

/** From when on somebody may say that they are late: an hour before the start, or with the lobby where that opens sooner. */
export const lateFrom = (startsAt: Date, opensAt: Date): Date =>
  new Date(Math.min(opensAt.getTime(), startsAt.getTime() - lateKnownMinutes * 60_000))

/** When somebody who is late expects to be there. */
export const expectedAt = (startsAt: Date, { lateMinutes }: Arrival): Date | null =>
  lateMinutes === null ? null : new Date(startsAt.getTime() + lateMinutes * 60_000)

/** Whether a live interview has begun by itself: the candidate is here, and so is one of those who meet them. */
export const areBothHere = (candidate: ArrivalState | null, panel: readonly (ArrivalState | null)[]): boolean =>
  candidate === 'HERE' && (panel.length === 0 || panel.includes('HERE'))
