import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Slot } from './slot.ts'
import type { SlotIsClosed } from './slot.rules.ts'

const input = z.object({ slotId: z.string(), idempotencyKey })

/** Takes no more bookings for a slot. Those who have a place keep it. */
export const makeCloseSlot = useCase('closeSlot', input, async (tx, { slotId }) => {
  const slot = await findAndLock(tx, Slot, slotId)
  if (slot.status !== 'OPEN') return { kind: 'SlotIsClosed', status: slot.status } satisfies SlotIsClosed
  slot.status = 'CLOSED'
  tx.record({ name: 'SlotClosed', about: { type: 'Slot', id: slot.id }, fields: ['status'] })
  return { kind: 'Slot' as const, id: slot.id }
})
