export interface Recorded {
  readonly questionId: string
  readonly status: 'RECORDING' | 'SENDING' | 'KEPT' | 'REPLACED' | 'LOST' | 'REMOVED'
}

export interface AnswersOfQuestion<Question, Take> {
  question: Question
  /** Its place among the questions that are asked, from 1. */
  position: number
  /** The answer that counts, or did until it was removed, or else the latest that is on its way or was lost; null where nobody tried. */
  take: Take | null
  /** Every other attempt, oldest first: what was replaced or lost, and what may count once it is here. */
  others: Take[]
}

/** A question of the kit, with those that a program has proposed after its answer. */
export interface AnswersOfKitQuestion<Question, FollowUp, Take> extends AnswersOfQuestion<Question, Take> {
  /** Those that were asked, in that order. */
  followUps: AnswersOfQuestion<FollowUp, Take>[]
  /** Those that were not, the oldest first. */
  unasked: FollowUp[]
}

/**
 * What came of each question.
 * @param questions of the kit, in its order
 * @param followUps all of the interview, oldest first; `position` is null for one that was not asked
 * @param takes all of the interview, oldest first
 */
export function answersByQuestion<
  Question extends { readonly id: string },
  FollowUp extends { readonly id: string; readonly followUpTo: string; readonly position?: number | null | undefined },
  Take extends Recorded,
>(
  questions: readonly Question[],
  followUps: readonly FollowUp[],
  takes: readonly Take[],
): AnswersOfKitQuestion<Question, FollowUp, Take>[] {
  const asked = followUps.flatMap((followUp) => (followUp.position ? [{ followUp, position: followUp.position }] : []))
  // The questions of the kit have the places that follow-ups left them.
  const taken = new Set(asked.map(({ position }) => position))
  let position = 0
  return questions.map((question) => {
    do position++
    while (taken.has(position))
    const own = followUps.filter(({ followUpTo }) => followUpTo === question.id)
    return {
      ...answersTo(question, position, takes),
      followUps: asked
        .filter(({ followUp }) => own.includes(followUp))
        .toSorted((one, other) => one.position - other.position)
        .map((each) => answersTo(each.followUp, each.position, takes)),
      unasked: own.filter((followUp) => !followUp.position),
    }
  })
}

function answersTo<Question extends { readonly id: string }, Take extends Recorded>(
  question: Question,
  position: number,
  takes: readonly Take[],
): AnswersOfQuestion<Question, Take> {
  const own = takes.filter(({ questionId }) => questionId === question.id)
  const standing = own.filter(({ status }) => status !== 'REPLACED')
  const take =
    standing.findLast(({ status }) => status === 'KEPT' || status === 'REMOVED') ??
    standing.findLast(isArriving) ??
    standing.at(-1) ??
    null
  return { question, position, take, others: own.filter((each) => each !== take) }
}

/** Whether more of a take comes by itself. */
export const isArriving = ({ status }: Pick<Recorded, 'status'>): boolean =>
  status === 'RECORDING' || status === 'SENDING'

/** Whether there is something of a take that a candidate may want gone. What was replaced or lost goes by itself. */
export const isToBeRemoved = (take: Pick<Recorded, 'status'>): boolean => take.status === 'KEPT' || isArriving(take)

/** The key of the words for where a take is on its way. */
export function arrivalOf(take: {
  status: Recorded['status']
  bytes: number | null
  receivedBytes: number
}): 'recording' | 'arriving' | 'soFar' | 'checking' {
  if (take.status === 'RECORDING') return 'recording'
  if (take.bytes === null) return 'soFar'
  return take.receivedBytes < take.bytes ? 'arriving' : 'checking'
}

/** An amount of data as a person reads it: `340 kB`, `1.2 MB`. Both are powers of ten (ISO 80000-13). */
export function showBytes(bytes: number, locale: string): string {
  const [unit, size] = bytes < 1_000_000 ? ['kilobyte', 1000] : ['megabyte', 1_000_000]
  const maximumFractionDigits = unit === 'megabyte' && bytes < 100_000_000 ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(bytes / Number(size))
}

/** Until when the first of the answers that count is kept; null where nobody says so yet. */
export const keptUntilOf = (
  takes: readonly { status: Recorded['status']; keptUntil: string | null }[],
): string | null =>
  takes
    .flatMap(({ status, keptUntil }) => (status === 'KEPT' && keptUntil !== null ? [keptUntil] : []))
    .sort()
    .at(0) ?? null
