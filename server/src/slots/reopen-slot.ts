import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Slot } from './slot.ts'
import { whyNotReopen } from './slot.rules.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** Lets a closed slot take bookings again. */
export const makeReopenSlot = useCase('reopenSlot', input, async (tx, { slotId }) => {
  const slot = await findAndLock(tx, Slot, slotId)
  const { status, placesTaken, capacity, startsAt } = slot
  const refusal = whyNotReopen({ status, placesTaken, capacity, startsAt }, tx.now)
  if (refusal) return refusal
  slot.status = 'OPEN'
  tx.record({ name: 'SlotReopened', about: { type: 'Slot', id: slot.id }, fields: ['status'] })
  return { kind: 'Slot' as const, id: slot.id }
})
