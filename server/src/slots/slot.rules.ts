/** What is stored of a slot's status. FULL is not: it follows from the places taken and the capacity. */
export const storedSlotStatus = ['OPEN', 'CLOSED', 'CANCELLED'] as const
export type StoredSlotStatus = (typeof storedSlotStatus)[number]
export type SlotStatus = StoredSlotStatus | 'FULL'

export interface SlotFacts {
  status: StoredSlotStatus
  placesTaken: number
  capacity: number
}

export const slotStatus = (slot: SlotFacts): SlotStatus =>
  slot.status === 'OPEN' && slot.placesTaken >= slot.capacity ? 'FULL' : slot.status
