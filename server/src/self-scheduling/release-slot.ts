import { z } from 'zod'
import { heldBy } from '../booking/hold-place.ts'
import { lockSlot } from '../slots/lock-places.ts'
import { releaseHold } from '../booking/places.ts'
import { useCase } from '../shared/use-case.ts'
import { choiceOf } from './choice-of.ts'

/** A candidate who looks for another time gives the place back that they held, so that nobody waits for two minutes. */
export const makeReleaseSlot = useCase(
  'releaseSlot',
  z.object({}),
  async (tx): Promise<{ kind: 'CandidateChoice' }> => {
    const { applicationId } = await choiceOf(tx)
    const held = await heldBy(tx, applicationId)
    if (held) {
      const [slot, still] = await Promise.all([lockSlot(tx, held.slotId), heldBy(tx, applicationId)])
      if (still?.id === held.id) releaseHold(tx, slot, held.id)
    }
    return { kind: 'CandidateChoice' }
  },
)
