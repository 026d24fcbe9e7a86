/** How often a process says which pages it holds a line to, in milliseconds. */
export const beatEvery = 20_000
/** Who was not seen for so long is gone, in milliseconds: whatever held their line has missed three beats. */
export const goneAfter = 60_000
/** For how long after their last line ended somebody is still here, in milliseconds: a reload takes a second or two. */
export const grace = 10_000

/** What one process says of the lines that it holds to the page of one interview. */
export interface Hold {
  readonly holderId: string
  /** Since when the page has been open without a break, whoever held the lines. */
  readonly openSince: Date
  readonly seenAt: Date
  /** False once the process has seen its last line end, or was not heard of for too long. */
  readonly isHeld: boolean
  readonly saidGoodbye: boolean
}

/** Whether somebody is here by the word of this process. */
export const isPresent = ({ isHeld, seenAt }: Hold, now: Date): boolean =>
  isHeld && now.getTime() - seenAt.getTime() < goneAfter

export interface Presence {
  readonly isPageOpen: boolean
  readonly since: Date
  readonly saidGoodbye: boolean
}

const earliest = (one: Date, other: Date) => (one <= other ? one : other)

/** Since when the page has been open, by all that hold a line to it; null where nobody does. */
export const openSince = (holds: readonly Hold[], now: Date): Date | null => {
  const present = holds.filter((hold) => isPresent(hold, now))
  return present.length > 0 ? present.map((hold) => hold.openSince).reduce(earliest) : null
}

/** Whoever saw them last; null where nobody has seen them. */
export const lastHold = <H extends Hold>(holds: readonly H[]): H | null =>
  holds.reduce<H | null>((last, hold) => (last && last.seenAt >= hold.seenAt ? last : hold), null)

/**
 * Whether somebody is here, from what all processes say; null where nobody has seen them since the lobby opened.
 * @param opensAt when the lobby of this interview opened: what was seen before that belongs to a time it had earlier
 */
export function presenceOf(holds: readonly Hold[], opensAt: Date, now: Date): Presence | null {
  const current = holds.filter(({ seenAt }) => seenAt >= opensAt)
  const last = lastHold(current)
  if (!last) return null
  const here = openSince(current, now)
  return here
    ? { isPageOpen: true, since: here, saidGoodbye: false }
    : { isPageOpen: false, since: last.seenAt, saidGoodbye: last.saidGoodbye }
}
