/* How often and when something outside of Greenroom is asked again after a failure. */

/** Up to so much longer is waited, by chance, so that many do not come back at once. */
const spread = 0.5

/**
 * When it is tried again.
 * @param pauses how long is waited after each try that failed, in milliseconds; after the last one nothing more is tried
 * @param tries how many there were, at least one
 * @param chance a number from 0 up to 1
 * @returns null where it is given up
 */
export function nextTryAfter(pauses: readonly number[], tries: number, now: Date, chance: number): Date | null {
  const pause = pauses[tries - 1]
  return pause === undefined ? null : new Date(now.getTime() + pause * (1 + spread * chance))
}

/** Answers over HTTP that will not change: what was sent is not what a service takes (RFC 9110 section 15.5). */
const finalStatuses: readonly number[] = [400, 413, 415, 422]
export const isFinal = (status: number): boolean => finalStatuses.includes(status)
