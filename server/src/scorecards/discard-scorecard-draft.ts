import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { isRefused, openDesk } from './scorecard-desk.ts'
import type { WriteRefusal } from './scorecard.rules.ts'
import { removeDraft } from './write-scorecard.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

/** Throws away what was written since the scorecard was submitted, or all of it where it never was. */
export const makeDiscardScorecardDraft = useCase(
  'discardScorecardDraft',
  input,
  async (tx, { interviewId }): Promise<{ kind: 'Scorecard'; id: string } | WriteRefusal> => {
    const desk = await openDesk(tx, interviewId)
    if (isRefused(desk)) return desk
    if (desk.isNew) throw notFound()
    removeDraft(tx, desk)
    tx.record({ name: 'ScorecardSaved', about: { type: 'Scorecard', id: desk.scorecardId } })
    return { kind: 'Scorecard', id: desk.scorecardId }
  },
)
