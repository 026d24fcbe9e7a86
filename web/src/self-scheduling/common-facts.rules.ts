interface Facts {
  readonly durationMinutes: number
  readonly mode: string
}

/** Length and mode where all times are alike, so that they need to be said only once; null where they differ. */
export function commonFacts<Slot extends Facts>(slots: readonly Slot[]): Slot | null {
  const [first] = slots
  const isCommon = slots.every(
    ({ durationMinutes, mode }) => durationMinutes === first?.durationMinutes && mode === first.mode,
  )
  return first && isCommon ? first : null
}
