export type DoorState = 'waiting' | 'ready' | 'refused' | 'unreachable'

/** What a page behind a personal link can show. What is known stays on show while the line is down. */
export function doorState({
  isKeyUnknown,
  isKnown,
  isUnreachable,
}: {
  isKeyUnknown: boolean
  /** The answer is here, and its language too. */
  isKnown: boolean
  isUnreachable: boolean
}): DoorState {
  if (isKeyUnknown) return 'refused'
  if (isKnown) return 'ready'
  return isUnreachable ? 'unreachable' : 'waiting'
}
