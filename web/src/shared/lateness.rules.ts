/** By how many minutes after the start one may say to be late, as buttons offer it. */
const offered: readonly number[] = [5, 10, 15, 20, 30, 60]

/** Who says so wants at least a moment until then. */
const moment = 30_000

/**
 * By how many minutes somebody may still say to be late.
 * @param startsAt ISO 8601
 * @param now milliseconds since the Unix epoch
 */
export const lateChoices = (startsAt: string, now: number): number[] =>
  offered.filter((minutes) => Date.parse(startsAt) + minutes * 60_000 > now + moment)

/** The instant that is so many minutes after the start, as ISO 8601. */
export const lateInstant = (startsAt: string, minutes: number): string =>
  new Date(Date.parse(startsAt) + minutes * 60_000).toISOString()
