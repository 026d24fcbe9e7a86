/** How far a device's clock may be off, in milliseconds, before the person is told about it. */
export const CLOCK_TOLERANCE_MS = 2 * 60_000

/** Quartz in phones drifts by up to some tens of parts per million; taken generously, so that old samples give way. */
const DRIFT_PER_MS = 100e-6

/** Two clocks of one device that part by more than this since the last look: it slept, or somebody set its clock. */
const JUMP_MS = 1_500

/** One reading of the server's clock. Every value is in milliseconds; instants are since the Unix epoch. */
export interface ClockSample {
  /** What to add to the device's clock to get the server's. */
  readonly offset: number
  /** Half of the round trip: the true offset lies within `offset` plus or minus this. */
  readonly uncertainty: number
  /** The device's clock when the answer came in. */
  readonly takenAt: number
}

/**
 * The server's clock as read over a network, in the manner of Cristian's algorithm: the server is taken to have looked
 * at its clock in the middle of the round trip, which is wrong by half of the trip at most.
 * @returns null when the readings make no sense (an unreadable time, or a device clock that went back on the way).
 */
export function readServerClock(sentAt: number, receivedAt: number, serverNow: string): ClockSample | null {
  const server = Date.parse(serverNow)
  const trip = receivedAt - sentAt
  if (!Number.isFinite(server) || !(trip >= 0)) return null
  return { offset: server - (sentAt + trip / 2), uncertainty: trip / 2, takenAt: receivedAt }
}

/**
 * Which of two readings to believe. A quick answer says more than a slow one, so a slow one does not replace it; unless
 * the old reading has aged past it, or the two contradict each other, which means that a clock was set in between.
 */
export function betterSample(known: ClockSample | null, fresh: ClockSample): ClockSample {
  if (!known) return fresh
  const age = fresh.takenAt - known.takenAt
  if (age < 0) return fresh
  const knownUncertainty = known.uncertainty + age * DRIFT_PER_MS
  const contradiction = Math.abs(fresh.offset - known.offset) > knownUncertainty + fresh.uncertainty
  return contradiction || fresh.uncertainty <= knownUncertainty ? fresh : known
}

/** Whether the device's clock is wrong beyond doubt and by more than {@link CLOCK_TOLERANCE_MS}. */
export function isClockWrong(sample: ClockSample | null): boolean {
  return sample !== null && Math.abs(sample.offset) - sample.uncertainty > CLOCK_TOLERANCE_MS
}

/**
 * Whether the wall clock went another way than the steady one since the last look. Both are in milliseconds and read
 * at the same two moments. True after sleep (the steady clock stands still) and after somebody set the clock.
 */
export function hasJumped(wallElapsed: number, steadyElapsed: number): boolean {
  return Math.abs(wallElapsed - steadyElapsed) > JUMP_MS
}
