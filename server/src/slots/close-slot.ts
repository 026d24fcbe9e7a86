import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockSlot } from './lock-places.ts'
import type { SlotIsClosed } from './slot.rules.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** Takes no more bookings for a slot. Those who have a place keep it. */
export const makeCloseSlot = useCase('closeSlot', input, async (tx, { slotId }) => {
  const { status } = await lockSlot(tx, slotId)
  if (status !== 'OPEN') return { kind: 'SlotIsClosed', status } satisfies SlotIsClosed
  tx.write(sql`update slot set status = 'CLOSED' where company_id = ${tx.companyId} and id = ${slotId}`)
  tx.record({ name: 'SlotClosed', about: { type: 'Slot', id: slotId }, fields: ['status'] })
  return { kind: 'Slot' as const, id: slotId }
})
