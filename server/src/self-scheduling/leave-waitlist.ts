import { sql } from 'kysely'
import { z } from 'zod'
import { lockSlot } from '../slots/lock-places.ts'
import { releasePlace } from '../booking/places.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { choiceOf } from './choice-of.ts'
import { waitFor } from './waiting.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** A candidate waits no longer. A place that was held for them is free again, and offered to the next one. */
export const makeLeaveWaitlist = useCase(
  'leaveWaitlist',
  input,
  async (tx, { slotId }): Promise<{ kind: 'CandidateChoice' }> => {
    if (!looksLikeId(slotId)) throw notFound()
    const { applicationId } = await choiceOf(tx)
    const [slot, wait] = await Promise.all([lockSlot(tx, slotId), waitFor(tx, slotId, applicationId)])
    if (wait) {
      tx.write(
        sql`update waitlist_entry set status = 'WITHDRAWN' where company_id = ${tx.companyId} and id = ${wait.id}`,
      )
      if (wait.status === 'OFFERED') {
        tx.write(sql`delete from slot_hold where company_id = ${tx.companyId} and waitlist_entry_id = ${wait.id}`)
        releasePlace(tx, slot)
      }
      tx.record({ name: 'WaitlistLeft', about: { type: 'WaitlistEntry', id: wait.id }, fields: ['status'] })
    }
    return { kind: 'CandidateChoice' }
  },
)
