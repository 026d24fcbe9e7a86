import type { Recommendation, ScorecardInput } from '../gql/graphql'
import type { Problem } from '../shared/problems'

export const recommendations: Recommendation[] = ['STRONG_NO', 'NO', 'YES', 'STRONG_YES']
export const scores = [1, 2, 3, 4, 5] as const

/** What somebody says by one criterion, as they write it. */
export interface ScoreDraft {
  score: number | null
  notSeen: boolean
  words: string
}

/** A scorecard as somebody writes it. */
export interface ScorecardDraft {
  recommendation: Recommendation | null
  words: string
  /** By the id of the criterion, each of them. */
  scores: Record<string, ScoreDraft>
}

interface Version {
  recommendation: Recommendation | null
  words: string | null
  scores: readonly { criterion: { id: string }; score: number | null; notSeen: boolean; words: string | null }[]
}

/** What is there already, or nothing, with a place for each criterion. */
export function draftOf(version: Version | null | undefined, criterionIds: readonly string[]): ScorecardDraft {
  const said = new Map(version?.scores.map((each) => [each.criterion.id, each]))
  return {
    recommendation: version?.recommendation ?? null,
    words: version?.words ?? '',
    scores: Object.fromEntries(
      criterionIds.map((id) => {
        const { score = null, notSeen = false, words = null } = said.get(id) ?? {}
        return [id, { score, notSeen, words: words ?? '' }]
      }),
    ),
  }
}

const isSaid = ({ score, notSeen, words }: ScoreDraft) => score !== null || notSeen || words.trim() !== ''

/** What is sent: nothing by a criterion by which nothing is said. */
export const contentOf = (draft: ScorecardDraft): Pick<ScorecardInput, 'recommendation' | 'words' | 'scores'> => ({
  recommendation: draft.recommendation,
  words: draft.words,
  scores: Object.entries(draft.scores)
    .filter(([, score]) => isSaid(score))
    .map(([criterionId, score]) => ({ criterionId, ...score })),
})

/** Whether two say the same; blanks around words are none. */
export const sameContent = (one: ScorecardDraft, other: ScorecardDraft): boolean => plain(one) === plain(other)

const plain = (draft: ScorecardDraft) =>
  JSON.stringify([
    draft.recommendation,
    draft.words.trim(),
    Object.entries(draft.scores)
      .filter(([, score]) => isSaid(score))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, { score, notSeen, words }]) => [id, score, notSeen, words.trim()]),
  ])

/** What a scorecard still needs before it can be submitted; a field is named after its criterion. */
export function problemsOf(
  draft: ScorecardDraft,
  criteria: readonly { id: string; mustBeScored: boolean }[],
): Problem[] {
  return [
    ...criteria
      .filter(({ id, mustBeScored }) => mustBeScored && draft.scores[id]?.score == null)
      .map(({ id }) => ({ name: id, code: 'scoreMissing' })),
    ...(draft.recommendation ? [] : [{ name: 'recommendation', code: 'recommendationMissing' }]),
  ]
}

/** Why an interview takes no feedback now, as the key of its words; null where it does. */
export function whyNoFeedback(
  { status, startsAt }: { status: string; startsAt: string },
  now: number,
): 'notBegun' | 'notHeld' | null {
  if (['IN_PROGRESS', 'COMPLETED'].includes(status)) return null
  if (status !== 'SCHEDULED') return 'notHeld'
  return Date.parse(startsAt) <= now ? null : 'notBegun'
}

/** Whether somebody meets the candidate, may write their scorecard by now, and has not submitted it. */
export const mustStillWrite = (
  interview: {
    status: string
    startsAt: string
    interviewers: readonly { id: string }[]
    ownScorecard?: { submittedAt?: string | null } | null
  },
  personId: string,
  now: number,
): boolean =>
  interview.interviewers.some(({ id }) => id === personId) &&
  !whyNoFeedback(interview, now) &&
  !interview.ownScorecard?.submittedAt
