import { z } from 'zod'
import { holdPlace, type Held } from '../booking/hold-place.ts'
import { useCase } from '../shared/use-case.ts'
import { choiceOf } from './choice-of.ts'
import type { ChoiceRefusal } from './choice.rules.ts'
import { inTurn } from './in-turn.ts'
import { waitFor } from './waiting.ts'

const input = z.object({ slotId: z.string() })

interface SlotHeld {
  kind: 'BookableSlot'
  id: string
}

/**
 * Keeps a place for a candidate for two minutes while they look at it and confirm. One that they held elsewhere is free
 * again; one that is offered to them from the waitlist is kept for them already, and for longer.
 */
export const makeHoldSlot = useCase('holdSlot', input, async (tx, { slotId }): Promise<SlotHeld | ChoiceRefusal> => {
  const choice = await choiceOf(tx)
  const answer = await inTurn<Held | { kind: 'Held' }>(tx, choice, slotId, 'Held', async () => {
    const wait = await waitFor(tx, slotId, choice.applicationId)
    return wait?.status === 'OFFERED' ? { kind: 'Held' } : holdPlace(tx, { slotId, ...choice })
  })
  return answer.kind === 'Held' ? { kind: 'BookableSlot', id: slotId } : answer
})
