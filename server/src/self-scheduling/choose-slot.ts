import { z } from 'zod'
import { bookPlace, type Booked } from '../booking/book-slot.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { choiceOf } from './choice-of.ts'
import type { ChoiceRefusal } from './choice.rules.ts'
import { inTurn } from './in-turn.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/**
 * A candidate takes a place for good: the one they hold, the one they are offered, or a free one. Interview, personal
 * link and email come with it, as when a recruiter books them.
 */
export const makeChooseSlot = useCase(
  'chooseSlot',
  input,
  async (tx, { slotId }): Promise<{ kind: 'CandidateChoice' } | ChoiceRefusal> => {
    const choice = await choiceOf(tx)
    const answer = await inTurn<Booked>(tx, choice, slotId, 'Booked', () =>
      bookPlace(tx, { slotId, ...choice, notes: null, overrideReason: null }),
    )
    return answer.kind === 'Booked' ? { kind: 'CandidateChoice' } : answer
  },
  { interview_one_live_per_round: async () => ({ kind: 'AlreadyChosen' }) },
)
