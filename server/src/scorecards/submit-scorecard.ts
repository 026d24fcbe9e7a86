import { useCase } from '../shared/use-case.ts'
import type { ScorecardAnswer } from './save-scorecard.ts'
import { isRefused, openDesk } from './scorecard-desk.ts'
import { scorecardInput } from './scorecard-input.ts'
import { changedFields, whyIncomplete, whyNotJudged, type ScorecardContent } from './scorecard.rules.ts'
import { removeDraft, writeVersion } from './write-scorecard.ts'

const nothing: ScorecardContent = { recommendation: null, words: null, scores: [] }

/**
 * Hands a scorecard in: others may read it from now on. Handed in again it is a correction: what was said before stays
 * in its history, and the corrected one is shown.
 */
export const makeSubmitScorecard = useCase(
  'submitScorecard',
  scorecardInput,
  async (tx, { interviewId, revision, ...content }): Promise<ScorecardAnswer> => {
    const desk = await openDesk(
      tx,
      interviewId,
      content.scores.map(({ criterionId }) => criterionId),
    )
    if (isRefused(desk)) return desk
    if (desk.revision !== revision) return { kind: 'ScorecardHasChanged', revision: desk.revision }
    const criteria = desk.kit?.criteria ?? []
    const refusal = whyNotJudged(content.scores, criteria) ?? whyIncomplete(content, criteria)
    if (refusal) return refusal
    const about = { type: 'Scorecard', id: desk.scorecardId }
    const fields = changedFields(desk.submitted ?? nothing, content)
    if (fields.length === 0) {
      // Who changes nothing has corrected nothing.
      removeDraft(tx, desk)
      tx.record({ name: 'ScorecardSaved', about })
    } else {
      writeVersion(tx, desk, content, 'SUBMITTED')
      tx.record({ name: desk.submitted ? 'ScorecardCorrected' : 'ScorecardSubmitted', about, fields })
    }
    return { kind: 'Scorecard', id: desk.scorecardId }
  },
)
