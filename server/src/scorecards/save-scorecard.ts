import { useCase } from '../shared/use-case.ts'
import { isRefused, openDesk } from './scorecard-desk.ts'
import { scorecardInput } from './scorecard-input.ts'
import { whyNotJudged, type ContentRefusal, type WriteRefusal } from './scorecard.rules.ts'
import { writeVersion } from './write-scorecard.ts'

export type ScorecardAnswer =
  { kind: 'Scorecard'; id: string } | WriteRefusal | ContentRefusal | { kind: 'ScorecardHasChanged'; revision: number }

/**
 * Keeps what an interviewer has written so far, as a draft that nobody else sees. What they have submitted still
 * counts; a draft after that is a correction that they have begun.
 */
export const makeSaveScorecard = useCase(
  'saveScorecard',
  scorecardInput,
  async (tx, { interviewId, revision, ...content }): Promise<ScorecardAnswer> => {
    const desk = await openDesk(
      tx,
      interviewId,
      content.scores.map(({ criterionId }) => criterionId),
    )
    if (isRefused(desk)) return desk
    if (desk.revision !== revision) return { kind: 'ScorecardHasChanged', revision: desk.revision }
    const refusal = whyNotJudged(content.scores, desk.kit?.criteria ?? [])
    if (refusal) return refusal
    writeVersion(tx, desk, content, 'DRAFT')
    // Nobody else hears of a draft, and the audit trail has no line for each pause in somebody's typing.
    tx.record({ name: 'ScorecardSaved', about: { type: 'Scorecard', id: desk.scorecardId } })
    return { kind: 'Scorecard', id: desk.scorecardId }
  },
)
