import { sql } from 'kysely'
import { z } from 'zod'
import { heldBy } from '../booking/hold-place.ts'
import { lockPlaces } from '../booking/lock-places.ts'
import { releasePlace } from '../booking/places.ts'
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
      const [slots, still] = await Promise.all([lockPlaces(tx, { slotIds: [held.slotId] }), heldBy(tx, applicationId)])
      if (still?.id === held.id) {
        tx.write(sql`delete from slot_hold where company_id = ${tx.companyId} and id = ${held.id}`)
        releasePlace(tx, slots.get(held.slotId)!)
      }
    }
    return { kind: 'CandidateChoice' }
  },
)
