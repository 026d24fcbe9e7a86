/** How long a failed question waits before it is put again, the first time; doubled for each further failure. */
const FIRST_PAUSE_MS = 2_000

/** How often the page asks by itself: events may be late or lost, and the server's clock is read along the way. */
const PAUSE_LIVE_MS = 60_000
const PAUSE_WITHOUT_SOCKET_MS = 30_000

/** Half a pause each way would be fairer still, but nobody should wait much longer than what is promised. */
const SPREAD = 0.2

/**
 * Milliseconds until the page asks the server again.
 * @param failures how many questions in a row went unanswered
 * @param live whether events come in by themselves
 * @param chance a number from 0 up to 1, so that many pages do not ask in the same moment
 */
export function pauseBeforeAsking(failures: number, live: boolean, chance: number): number {
  const regular = live ? PAUSE_LIVE_MS : PAUSE_WITHOUT_SOCKET_MS
  const pause = failures > 0 ? Math.min(PAUSE_WITHOUT_SOCKET_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)) : regular
  return pause * (1 - SPREAD * chance)
}

/**
 * Whether a key can be sent at all: a header takes visible ASCII only. A key that cannot is not one of ours, and gets
 * the answer that every unknown key gets.
 */
export function isSendable(accessKey: string): boolean {
  return /^[\x21-\x7e]{1,512}$/.test(accessKey)
}

/**
 * Whether an error says that the key opens nothing. The server may say it in the answer's errors or, where it turns
 * down the whole request, with status 401.
 */
export function isUnknownKey(error: unknown): boolean {
  const { status, codes = [] } = (error ?? {}) as { status?: unknown; codes?: readonly unknown[] }
  return status === 401 || codes.includes('UNAUTHENTICATED')
}
