export interface Recorded {
  readonly questionId: string
  readonly status: 'RECORDING' | 'SENDING' | 'KEPT' | 'REPLACED' | 'LOST' | 'REMOVED'
}

/**
 * What came of each question: the answer that counts, or counted until it was removed, or else the latest that is on its way or was lost.
 * @param takes all of the interview, oldest first
 */
export function answersByQuestion<Question extends { readonly id: string }, Take extends Recorded>(
  questions: readonly Question[],
  takes: readonly Take[],
): { question: Question; take: Take | null }[] {
  return questions.map((question) => {
    const own = takes.filter(({ questionId, status }) => questionId === question.id && status !== 'REPLACED')
    return {
      question,
      take: own.findLast(({ status }) => status === 'KEPT' || status === 'REMOVED') ?? own.at(-1) ?? null,
    }
  })
}
