import {
  whyNoPlace,
  whyNotAt,
  type InterviewMode,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'

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

/** For which job a place was wanted, and when: what could be booked instead is looked for from there. */
export interface WantedPlace {
  jobId: string
  startsAt: string
}

export interface SlotIsClosed {
  kind: 'SlotIsClosed'
  status: SlotStatus
  /** Where a place in it was to be taken. */
  wanted?: WantedPlace
}

export type ChangeRefusal =
  | SlotIsClosed
  | { kind: 'CapacityIsTooSmall'; placesTaken: number }
  | { kind: 'SlotHasPlacesTaken'; placesTaken: number }
  | TimeRefusal
  | PlaceRefusal

/** What of a slot may be changed. */
export interface SlotValues {
  startsAt: Date
  endsAt: Date
  timeZone: string
  capacity: number
  location: string | null
  meetingUrl: string | null
}

/**
 * Why a slot cannot be changed so. Its time and its place were promised to everybody who has a place in it, so they
 * stay as they are until nobody has.
 * @param changed names of the values that differ
 */
export function whyNotChange(
  slot: SlotFacts & { mode: InterviewMode },
  to: SlotValues,
  changed: readonly (keyof SlotValues)[],
  now: Date,
): ChangeRefusal | null {
  const { status, placesTaken, mode } = slot
  if (status === 'CANCELLED') return { kind: 'SlotIsClosed', status }
  if (to.capacity < placesTaken) return { kind: 'CapacityIsTooSmall', placesTaken }
  if (placesTaken > 0 && changed.some((name) => name !== 'capacity')) return { kind: 'SlotHasPlacesTaken', placesTaken }
  const isMoved = changed.includes('startsAt') || changed.includes('endsAt')
  return (isMoved ? whyNotAt(to.startsAt, now) : null) ?? whyNoPlace({ mode, ...to })
}

/** Why a slot cannot take bookings again: it does already, it was called off, or its hour has come. */
export function whyNotReopen(
  slot: SlotFacts & { startsAt: Date },
  now: Date,
): SlotIsClosed | { kind: 'SlotIsOpen'; status: SlotStatus } | TimeRefusal | null {
  if (slot.status === 'OPEN') return { kind: 'SlotIsOpen', status: slotStatus(slot) }
  if (slot.status === 'CANCELLED') return { kind: 'SlotIsClosed', status: slot.status }
  return whyNotAt(slot.startsAt, now)
}
