const MINUTE = 60_000
const HOUR = 60 * MINUTE

// Short at first, because most troubles are short; hourly later, because a tired server is not helped by asking.
const PAUSES = [1, 5, 15, 60].map((minutes) => minutes * MINUTE)

/**
 * When a message that failed for the moment is tried again, or null when it no longer is: a day after it was queued, or
 * when it would come after the interview has started. Telling the recruiter early beats one more late attempt.
 * @param attempts how many attempts have failed, at least 1
 * @param startsAt start of the interview; null for a message that is not bound to one
 * @param random 0 up to 1; stretches the pause by up to a quarter, so that what failed together is not tried together
 */
export function nextAttempt({
  attempts,
  queuedAt,
  startsAt,
  now,
  random,
}: {
  attempts: number
  queuedAt: Date
  startsAt: Date | null
  now: Date
  random: number
}): Date | null {
  const pause = PAUSES[Math.min(Math.max(attempts, 1), PAUSES.length) - 1]!
  const next = now.getTime() + Math.round(pause * (1 + random / 4))
  const limit = Math.min(queuedAt.getTime() + 24 * HOUR, startsAt?.getTime() ?? Number.POSITIVE_INFINITY)
  return next <= limit ? new Date(next) : null
}
