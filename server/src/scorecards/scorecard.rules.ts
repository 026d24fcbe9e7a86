import type { InterviewStatus } from '../interviews/interview.rules.ts'

/** What an interviewer recommends, from the clearest no to the clearest yes. */
export const recommendation = ['STRONG_NO', 'NO', 'YES', 'STRONG_YES'] as const
export type Recommendation = (typeof recommendation)[number]

/** How long words may be, in characters. The database holds the same bounds. */
export const longestWords = 10_000

export type WriteRefusal =
  | { kind: 'InterviewHasNotBegun'; startsAt: string }
  | { kind: 'InterviewWasNotHeld'; status: InterviewStatus }
  | { kind: 'NotOnThePanel' }

/**
 * Why somebody cannot write a scorecard of an interview, or null where they can: its hour has come, it is not known as
 * called off or missed, and they are one of those who meet the candidate.
 */
export function whyNotWrite(
  interview: { status: InterviewStatus; startsAt: Date },
  isOnPanel: boolean,
  now: Date,
): WriteRefusal | null {
  if (!isOnPanel) return { kind: 'NotOnThePanel' }
  switch (interview.status) {
    case 'IN_PROGRESS':
    case 'COMPLETED':
      return null
    case 'SCHEDULED':
      return now < interview.startsAt
        ? { kind: 'InterviewHasNotBegun', startsAt: interview.startsAt.toISOString() }
        : null
    default:
      return { kind: 'InterviewWasNotHeld', status: interview.status }
  }
}

interface Card {
  authorId: string
  isSubmitted: boolean
}

interface Reader {
  id: string
  /** None of a program, which meets nobody. */
  role?: 'ADMIN' | 'RECRUITER' | 'INTERVIEWER'
}

/**
 * Whether somebody may read what the others say of an interview. Blind: who meets the candidate may once their own
 * scorecard is submitted, so that nobody writes what they have read; who runs the hiring may at once.
 * @param cards of the interview
 */
export const readsOthers = (reader: Reader, cards: readonly Card[]): boolean =>
  reader.role !== 'INTERVIEWER' || cards.some((card) => card.isSubmitted && card.authorId === reader.id)

/** The scorecards of one interview that somebody may read. Drafts are their writer's alone and not among them. */
export const readableBy = <C extends Card>(reader: Reader, cards: readonly C[]): C[] =>
  readsOthers(reader, cards) ? cards.filter((card) => card.isSubmitted) : []

/** The lowest and the highest score of a criterion. The database holds the same bounds. */
export const scoreBounds = [1, 5] as const

/** What is said by one criterion. */
export interface Score {
  criterionId: string
  /** From 1 to 5; null where none is given. */
  score: number | null
  /** Whether the interview showed nothing of it, as its interviewer says. Never together with a score. */
  notSeen: boolean
  words: string | null
}

/** What a scorecard says. */
export interface ScorecardContent {
  recommendation: Recommendation | null
  words: string | null
  scores: readonly Score[]
}

/** Whether anything at all is said by a criterion. */
export const saysSomething = ({ score, notSeen, words }: Score): boolean => score !== null || notSeen || words !== null

export type ContentRefusal =
  | { kind: 'CriterionIsNotInKit'; criterionId: string }
  | { kind: 'ScorecardIsIncomplete'; lacksRecommendation: boolean; criterionIds: string[] }

interface AskedCriterion {
  id: string
  mustBeScored: boolean
}

/** Why something cannot be said of this interview: its kit has no such criterion. */
export function whyNotJudged(
  scores: readonly Pick<Score, 'criterionId'>[],
  criteria: readonly AskedCriterion[],
): ContentRefusal | null {
  const foreign = scores.find(({ criterionId }) => !criteria.some(({ id }) => id === criterionId))
  return foreign ? { kind: 'CriterionIsNotInKit', criterionId: foreign.criterionId } : null
}

/**
 * What a scorecard still needs before it can be submitted: a recommendation, and a score by each criterion of the kit
 * that must be scored. That nothing was seen of it is no score.
 */
export function whyIncomplete(content: ScorecardContent, criteria: readonly AskedCriterion[]): ContentRefusal | null {
  const scored = new Set(content.scores.filter(({ score }) => score !== null).map(({ criterionId }) => criterionId))
  const criterionIds = criteria.filter(({ id, mustBeScored }) => mustBeScored && !scored.has(id)).map(({ id }) => id)
  const lacksRecommendation = content.recommendation === null
  return lacksRecommendation || criterionIds.length > 0
    ? { kind: 'ScorecardIsIncomplete', lacksRecommendation, criterionIds }
    : null
}

/** Which parts of a scorecard differ, by their names. */
export function changedFields(before: ScorecardContent, after: ScorecardContent): string[] {
  const said = ({ scores }: ScorecardContent) =>
    JSON.stringify(
      scores
        .filter(saysSomething)
        .map(({ criterionId, score, notSeen, words }) => [criterionId, score, notSeen, words])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    )
  return [
    ...(before.recommendation === after.recommendation ? [] : ['recommendation']),
    ...(before.words === after.words ? [] : ['words']),
    ...(said(before) === said(after) ? [] : ['scores']),
  ]
}

/** How often each score was given by one criterion. */
export interface CriterionSummary {
  criterionId: string
  /** The mean of the scores that were given; null where none was. */
  average: number | null
  /** How many gave 1, 2, 3, 4 and 5. */
  counts: number[]
  notSeen: number
}

/** What several scorecards say together. */
export interface ScorecardSummary {
  submitted: number
  recommendations: Record<Recommendation, number>
  /** In the order in which criteria are met first. */
  criteria: CriterionSummary[]
}

/**
 * Sums scorecards up.
 * @param criterionIds by which to sum, in this order; those of the scorecards come after them
 */
export function summaryOf(cards: readonly ScorecardContent[], criterionIds: readonly string[] = []): ScorecardSummary {
  const recommendations = { STRONG_NO: 0, NO: 0, YES: 0, STRONG_YES: 0 }
  for (const { recommendation: given } of cards) if (given) recommendations[given]++
  const scores = cards.flatMap((card) => card.scores)
  const judged = [...new Set([...criterionIds, ...scores.filter(saysSomething).map(({ criterionId }) => criterionId)])]
  const [lowest, highest] = scoreBounds
  return {
    submitted: cards.length,
    recommendations,
    criteria: judged.map((criterionId) => {
      const own = scores.filter((each) => each.criterionId === criterionId)
      const given = own.flatMap(({ score }) => (score === null ? [] : [score]))
      return {
        criterionId,
        average: given.length > 0 ? given.reduce((sum, score) => sum + score, 0) / given.length : null,
        counts: Array.from(
          { length: highest - lowest + 1 },
          (_, index) => given.filter((score) => score === lowest + index).length,
        ),
        notSeen: own.filter(({ notSeen }) => notSeen).length,
      }
    }),
  }
}
