import type { ApplicationStatus } from '../candidates/application.rules.ts'

/** OPEN: there is a time to choose. CHOSEN: the round has its interview. CLOSED: there is nothing to choose now. */
export const choiceStatus = ['OPEN', 'CHOSEN', 'CLOSED'] as const
export type ChoiceStatus = (typeof choiceStatus)[number]

/** Where a choice stands, whose link works. */
export function statusOfChoice(
  application: ApplicationStatus,
  hasInterview: boolean,
  betweenRounds: boolean,
): ChoiceStatus {
  if (hasInterview) return 'CHOSEN'
  return application === 'PENDING' || (application === 'INTERVIEW_SCHEDULED' && betweenRounds) ? 'OPEN' : 'CLOSED'
}

export interface PlaceFacts {
  capacity: number
  placesTaken: number
  /** Places that count as taken and are not, for this person: what they hold themselves, and holds that are over. */
  held: number
  /** How many wait for a place and come before them. */
  ahead: number
}

/** How many places of a slot somebody may choose from. Those who wait come first; what they hold is theirs. */
export const placesLeftFor = ({ capacity, placesTaken, held, ahead }: PlaceFacts, own: number): number =>
  Math.max(capacity - placesTaken + held - ahead, own, 0)

/** A time that cannot be chosen any more. To a candidate it does not matter what else is in the way. */
export interface TimeIsGone {
  kind: 'TimeIsGone'
  slotId: string
  /** Whether every place is taken, so that one may wait for one. */
  isFull: boolean
}

export interface AlreadyChosen {
  kind: 'AlreadyChosen'
}

export interface ChoiceIsClosed {
  kind: 'ChoiceIsClosed'
}

export type ChoiceRefusal = TimeIsGone | AlreadyChosen | ChoiceIsClosed
