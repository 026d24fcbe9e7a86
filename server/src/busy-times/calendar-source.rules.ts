import { outgoingError } from '../shared/outgoing.rules.ts'

/** How another program's calendar is read. */
export const sourceKind = ['ICS', 'CALDAV'] as const
export type SourceKind = (typeof sourceKind)[number]

/** Why a calendar could not be read: one stable word each, for which the screens have an advice. */
export const sourceError = [
  ...outgoingError,
  'LOGIN_REFUSED',
  'NOT_FOUND',
  'SERVER_ERROR',
  'NO_CALENDAR',
  'TOO_COMPLICATED',
  'CREDENTIALS_LOST',
] as const
export type SourceError = (typeof sourceError)[number]

/** What was strange in a calendar that could be read all the same. */
export const sourceWarning = ['FLOATING_TIME', 'UNKNOWN_ZONE', 'SKIPPED_EVENT'] as const
export type SourceWarning = (typeof sourceWarning)[number]

/** How fresh is what a calendar says: NEW and FAILING have never been read, STALE is kept from before. */
export const sourceState = ['NEW', 'FRESH', 'STALE', 'FAILING'] as const
export type SourceState = (typeof sourceState)[number]

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How often a calendar is read while all is well. */
export const readEvery = 15 * minuteMs
/** Not later than this is one tried again that could not be read. */
const longestWait = 6 * hourMs
/** After this long without a reading nobody can rely on it, whatever the reason. */
const staleAfter = 2 * hourMs

/** What somebody must mend first: asking again soon is no help, and a wrong password asked often locks an account. */
const needsAPerson: readonly SourceError[] = ['ADDRESS_NOT_ALLOWED', 'LOGIN_REFUSED', 'NOT_FOUND', 'CREDENTIALS_LOST']

/**
 * How long until a calendar is read again, in milliseconds. Some chance in it keeps all calendars of a server from being
 * asked at once.
 * @param failures how often in a row it could not be read, this time included; 0 where it could
 * @param chance from 0 to 1
 */
export function waitBeforeNextReading(failures: number, error: SourceError | null, chance: number): number {
  if (failures === 0) return Math.round(readEvery * (1 + chance / 5))
  const wait =
    error && needsAPerson.includes(error) ? longestWait : Math.min(readEvery * 2 ** (failures - 1), longestWait)
  return Math.round(wait * (0.8 + chance * 0.4))
}

export function stateOf({
  failures,
  succeededAt,
  now,
}: {
  failures: number
  succeededAt: Date | null
  now: Date
}): SourceState {
  if (!succeededAt) return failures > 0 ? 'FAILING' : 'NEW'
  return failures > 0 || now.getTime() - succeededAt.getTime() > staleAfter ? 'STALE' : 'FRESH'
}

const firstWait = minuteMs

/**
 * How long until it is tried again to write into a calendar, in milliseconds: soon at first, because somebody has just
 * booked.
 * @param attempts how often it was tried, this time included
 */
export function waitBeforeNextWriting(attempts: number, error: SourceError | null, chance: number): number {
  const wait =
    error && needsAPerson.includes(error) ? longestWait : Math.min(firstWait * 2 ** (attempts - 1), longestWait)
  return Math.round(wait * (0.8 + chance * 0.4))
}
