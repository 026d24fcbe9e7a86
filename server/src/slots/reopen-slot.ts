import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockSlot } from './lock-places.ts'
import { whyNotReopen } from './slot.rules.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** Lets a closed slot take bookings again. */
export const makeReopenSlot = useCase('reopenSlot', input, async (tx, { slotId }) => {
  const refusal = whyNotReopen(await lockSlot(tx, slotId), tx.now)
  if (refusal) return refusal
  tx.write(sql`update slot set status = 'OPEN' where company_id = ${tx.companyId} and id = ${slotId}`)
  tx.record({ name: 'SlotReopened', about: { type: 'Slot', id: slotId }, fields: ['status'] })
  return { kind: 'Slot' as const, id: slotId }
})
