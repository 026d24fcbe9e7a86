/** Where an interview stands that is to be changed together with others. */
export interface Standing {
  interviewId: string
  startsAt: Date
  slotId: string | null
  jobId: string
}

export interface SlotWithRoom {
  id: string
  startsAt: Date
  capacity: number
  placesTaken: number
  /** The job it is for; null where any application fits. */
  jobId: string | null
}

const byStart = <T extends { startsAt: Date }>(things: readonly T[], idOf: (thing: T) => string): T[] =>
  things.toSorted((one, other) => +one.startsAt - +other.startsAt || (idOf(one) < idOf(other) ? -1 : 1))

/**
 * Which slot each interview gets when some slots are filled in the order of their start: the first interview the first
 * place that fits its job. The places that these interviews have in the slots now are free for them.
 * @returns the slot of each interview; null where none is left for it
 */
export function fillSlots(interviews: readonly Standing[], slots: readonly SlotWithRoom[]): Map<string, string | null> {
  const leaving = Map.groupBy(interviews, ({ slotId }) => slotId)
  const room = byStart(slots, ({ id }) => id).map((slot) => ({
    ...slot,
    left: slot.capacity - slot.placesTaken + (leaving.get(slot.id)?.length ?? 0),
  }))
  return new Map(
    byStart(interviews, ({ interviewId }) => interviewId).map(({ interviewId, jobId }) => {
      const slot = room.find(({ left, jobId: only }) => left > 0 && (!only || only === jobId))
      if (slot) slot.left--
      return [interviewId, slot?.id ?? null]
    }),
  )
}

/** A change of one of several interviews, as far as it gives places and time away and takes others. */
export interface Shift {
  startsAt: Date
  slotId: string | null
  toStartsAt: Date | null
  toSlotId: string | null
}

/**
 * The order in which most of several changes are possible: who leaves a slot goes before who comes into it, who moves
 * to later goes before who moves to where they were. Around a circle there is no such order.
 */
export function freeingFirst<T extends Shift>(changes: readonly T[]): T[] {
  const inTheWay = Map.groupBy(changes, ({ slotId }) => slotId)
  const ordered = new Set<T>()
  const begun = new Set<T>()
  const put = (change: T) => {
    if (begun.has(change)) return
    begun.add(change)
    if (change.toSlotId && change.toSlotId !== change.slotId) inTheWay.get(change.toSlotId)?.forEach(put)
    ordered.add(change)
  }
  inOrderOfTime(changes).forEach(put)
  return [...ordered]
}

/** Whoever moves to later: the latest first. Then everybody else, the earliest first. */
function inOrderOfTime<T extends Shift>(changes: readonly T[]): T[] {
  const goesLater = ({ startsAt, toStartsAt }: T) => toStartsAt !== null && toStartsAt > startsAt
  const later = changes.filter(goesLater).toSorted((one, other) => +other.startsAt - +one.startsAt)
  const others = changes
    .filter((change) => !goesLater(change))
    .toSorted((one, other) => +one.startsAt - +other.startsAt)
  return [...later, ...others]
}

/** Refusals that another change of the same plan may take away. */
const mayPass: readonly string[] = [
  'SlotIsFull',
  'InterviewerIsBusy',
  'DailyLimitReached',
  'WeeklyLimitReached',
  'PanelIsNotFree',
]

/**
 * Tries each change, and those that were refused again for as long as others succeed: one that leaves makes room for one
 * that comes.
 * @param done the kind of the answer that is no refusal
 * @param attempt tries one for the number-th time, from 1
 * @returns the last answer to each
 */
export async function allThatIsPossible<T, A extends { kind: string }>(
  changes: readonly T[],
  done: A['kind'],
  attempt: (change: T, number: number) => Promise<A>,
): Promise<Map<T, A>> {
  const answers = new Map<T, A>()
  let left = [...changes]
  for (let number = 1; left.length > 0; number++) {
    for (const change of left) answers.set(change, await attempt(change, number))
    const hasHelped = left.some((change) => answers.get(change)!.kind === done)
    left = hasHelped ? left.filter((change) => mayPass.includes(answers.get(change)!.kind)) : []
  }
  return answers
}
