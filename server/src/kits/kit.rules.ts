/** One question of a kit. It keeps its id from version to version, whatever becomes of its words. */
export interface KitQuestion {
  readonly id: string
  /** What is asked, by language: in that of its version always, in others where somebody wrote it. */
  readonly texts: Readonly<Record<string, string>>
  /** Ids of the voices that speak these texts, by language; left out where nobody has recorded any. */
  readonly voices?: Readonly<Record<string, string>>
  /** How long a candidate may prepare before they answer; 0 where they answer at once. */
  readonly prepareSeconds: number
  readonly answerSeconds: number
  /** How often they may answer anew. */
  readonly retakes: number
  /** How many follow-up questions may be asked after its answer; left out where none may. */
  readonly maxFollowUps?: number
}

/** One thing by which interviewers judge. It keeps its id from version to version. */
export interface Criterion {
  readonly id: string
  readonly name: string
  readonly lookFor: string | null
  /** Whether an interviewer's feedback has to score it. */
  readonly mustBeScored: boolean
}

/** What a version of a kit holds. */
export interface KitContent {
  readonly questions: readonly KitQuestion[]
  readonly criteria: readonly Criterion[]
}

/** How many follow-up questions a question may have at most. */
export const mostFollowUps = 2

/** What a question takes where nothing is said. */
export const usualQuestion = { prepareSeconds: 30, answerSeconds: 120, retakes: 1 } as const

/**
 * A text in the language that is wished, or else in its own, in which there always is one; and which it is.
 * @param ownLanguage that of its kit, or the one in which a follow-up question was written
 */
export function wordsIn<Language extends string>(
  texts: KitQuestion['texts'],
  wished: Language,
  ownLanguage: Language,
): { text: string; language: Language } {
  const text = texts[wished]
  return text === undefined ? { text: texts[ownLanguage]!, language: ownLanguage } : { text, language: wished }
}
