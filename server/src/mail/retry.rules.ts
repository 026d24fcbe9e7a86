const MINUTE = 60_000
const HOUR = 60 * MINUTE

// Short at first, because most troubles are short; hourly later, because a tired server is not helped by asking.
const PAUSES = [1, 5, 15, 60].map((minutes) => minutes * MINUTE)

/**
 * When a message that failed for the moment is tried again, or null when it no longer is: a day after it was queued, or
 * when it would come too late to help. Telling the recruiter early beats one more late attempt.
 * @param attempts how many attempts have failed, at least 1
 * @param notAfter until when the message helps: the start of the interview, or the end of an offer
 * @param random 0 up to 1; stretches the pause by up to a quarter, so that what failed together is not tried together
 */
export function nextAttempt({
  attempts,
  queuedAt,
  notAfter,
  now,
  random,
}: {
  attempts: number
  queuedAt: Date
  notAfter: Date
  now: Date
  random: number
}): Date | null {
  const pause = PAUSES[Math.min(Math.max(attempts, 1), PAUSES.length) - 1]!
  const next = now.getTime() + Math.round(pause * (1 + random / 4))
  const limit = Math.min(queuedAt.getTime() + 24 * HOUR, notAfter.getTime())
  return next <= limit ? new Date(next) : null
}
