import type { Grade } from './verdict.rules.ts'

/** By what an answer came: an email, the candidate's page, or the page behind an email's links. */
export const answerWay = ['EMAIL', 'PAGE', 'LINK'] as const
export type AnswerWay = (typeof answerWay)[number]

export const givenAnswer = ['ACCEPTED', 'TENTATIVE', 'DECLINED'] as const
export type GivenAnswer = (typeof givenAnswer)[number]

/** What became of an answer: it counts, it answers a time that is no longer true, or a newer one was there already. */
export const answerOutcome = ['APPLIED', 'OLD_TIME', 'OUTDATED'] as const
export type AnswerOutcome = (typeof answerOutcome)[number]

/**
 * Whether an answer counts, wherever it comes from.
 * @param sequence of the event that it answers; null for who saw the time of this moment, on a page
 */
export function outcomeOf(
  answer: { sequence: number | null; givenAt: Date },
  known: { timeSequence: number; answeredAt: Date | null },
): AnswerOutcome {
  if (answer.sequence !== null && answer.sequence < known.timeSequence) return 'OLD_TIME'
  return known.answeredAt !== null && answer.givenAt < known.answeredAt ? 'OUTDATED' : 'APPLIED'
}

/** When an answer was given by email: by the clock of its program, which may be wrong, but never later than it came. */
export const givenAt = (stamp: Date | null, receivedAt: Date): Date =>
  stamp && stamp < receivedAt ? stamp : receivedAt

interface Attendee {
  address: string
  partstat: string
}

/** The line of who was invited: by their address, or the only one there is. */
export function answererIn(attendees: readonly Attendee[], invited: readonly string[]): Attendee | null {
  return attendees.find(({ address }) => invited.includes(address)) ?? (attendees.length === 1 ? attendees[0]! : null)
}

export const answerOf = (attendee: Attendee | null): GivenAnswer | null =>
  givenAnswer.find((answer) => answer === attendee?.partstat) ?? null

/** Why a message has no effect until somebody has looked at it. */
export const quarantineReason = [
  'UNKNOWN_EVENT',
  'ANOTHER_PERSON',
  'OTHER_ADDRESS',
  'FORGED',
  'NOT_PROVEN',
  'NO_ATTENDEE',
  'UNREADABLE_TIME',
  'UNREADABLE',
  'UNKNOWN_BOUNCE',
] as const
export type QuarantineReason = (typeof quarantineReason)[number]

/**
 * Why an answer is not believed by itself, or null where it is.
 * @param hasToken whether it came to the address that only this person has; without one, the event's UID is all there is
 */
export function whyNotBelieve(
  proof: Grade,
  { hasToken, attendeeIsInvited }: { hasToken: boolean; attendeeIsInvited: boolean },
): QuarantineReason | null {
  if (proof === 'D') return 'FORGED'
  if (!hasToken && proof !== 'A') return 'NOT_PROVEN'
  return proof === 'C' && !attendeeIsInvited ? 'OTHER_ADDRESS' : null
}
