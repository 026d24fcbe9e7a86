export interface Recorded {
  readonly questionId: string
  readonly status: 'RECORDING' | 'SENDING' | 'KEPT' | 'REPLACED' | 'LOST' | 'REMOVED'
}

export interface AnswersOfQuestion<Question, Take> {
  question: Question
  /** The answer that counts, or did until it was removed, or else the latest that is on its way or was lost; null where nobody tried. */
  take: Take | null
  /** Every other attempt, oldest first: what was replaced or lost, and what may count once it is here. */
  others: Take[]
}

/**
 * What came of each question.
 * @param takes all of the interview, oldest first
 */
export function answersByQuestion<Question extends { readonly id: string }, Take extends Recorded>(
  questions: readonly Question[],
  takes: readonly Take[],
): AnswersOfQuestion<Question, Take>[] {
  return questions.map((question) => {
    const own = takes.filter(({ questionId }) => questionId === question.id)
    const standing = own.filter(({ status }) => status !== 'REPLACED')
    const take =
      standing.findLast(({ status }) => status === 'KEPT' || status === 'REMOVED') ??
      standing.findLast(isArriving) ??
      standing.at(-1) ??
      null
    return { question, take, others: own.filter((each) => each !== take) }
  })
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
