interface Changeable {
  /** Whether the company ever lets candidates do it by themselves. */
  readonly candidateMayReschedule: boolean
  readonly candidateMayCancel: boolean
  /** Whether they may now. */
  readonly mayReschedule: boolean
  readonly mayCancel: boolean
  /** ISO 8601 instant. */
  readonly changeUntil: string
}

export interface OwnChange {
  move: boolean
  callOff: boolean
  /** What the person is told about it. */
  told: 'both' | 'move' | 'callOff' | 'neither' | 'tooLate'
}

/** What candidates may do to their interview by themselves; `now` is the server's clock, in milliseconds since 1970. */
export function ownChangeAt(interview: Changeable, now: number): OwnChange {
  const { candidateMayReschedule, candidateMayCancel, mayReschedule, mayCancel, changeUntil } = interview
  // Where they never may, it is not for being late.
  if (!candidateMayReschedule && !candidateMayCancel) return { move: false, callOff: false, told: 'neither' }
  // The last moment counts: the server lets in time who presses at it.
  if (Date.parse(changeUntil) < now) return { move: false, callOff: false, told: 'tooLate' }
  const told = mayReschedule && mayCancel ? 'both' : mayReschedule ? 'move' : mayCancel ? 'callOff' : 'neither'
  return { move: mayReschedule, callOff: mayCancel, told }
}
