import { sql } from 'kysely'
import type { Moving } from '../scheduling/person-facts.ts'
import { whyNotAtThisTime, type NoticeRefusal, type SchedulingRules } from '../scheduling/settings.rules.ts'
import type { Transaction } from '../shared/use-case.ts'
import { whyNotBook, type BookingRefusal } from './booking.rules.ts'
import { choosePeople, unlessOverridden, type PanelRefusal } from './choose-people.ts'
import type { LockedSlot } from '../slots/lock-places.ts'
import { freeTime, occupyTime } from './occupy-time.ts'

/** Who takes a place, and what speaks for them. */
export interface Taker {
  jobId: string
  /** The place that is kept for them in this slot, where there is one. */
  holdId: string | null
  /** A recruiter's reason to pass by notice, horizon and limits. */
  overrideReason: string | null
}

export type NoPlace = BookingRefusal | NoticeRefusal | PanelRefusal

export interface Place {
  kind: 'Place'
  slot: LockedSlot
  holdId: string | null
  /** Who meets the candidates of the slot. */
  interviewerIds: string[]
}

/**
 * Whether a locked slot has a place for somebody, and who meets its candidates.
 * @param moving what they leave for it: it is not in its own way
 */
export async function findPlace(
  tx: Transaction,
  slot: LockedSlot,
  { jobId, holdId, overrideReason }: Taker,
  rules: SchedulingRules,
  moving?: Moving,
): Promise<Place | NoPlace> {
  const override = overrideReason !== null
  // A place that is kept for them is theirs already.
  const placesTaken = slot.placesTaken - (holdId ? 1 : 0)
  const refusal =
    whyNotBook({ ...slot, placesTaken }, { jobId }, tx.now) ??
    unlessOverridden(holdId ? null : whyNotAtThisTime(slot, tx.now, rules), override)
  if (refusal) return refusal
  if (slot.placesTaken > 0) return { kind: 'Place', slot, holdId, interviewerIds: slot.holders }
  const chosen = await choosePeople(tx, slot.panel, slot, { rules, override, ...(moving ? { moving } : {}) })
  if (chosen.kind !== 'PanelChosen') return chosen
  return { kind: 'Place', slot, holdId, interviewerIds: chosen.interviewerIds }
}

/** Takes the place. The first to come takes the time of the slot's people for all that follow. */
export function takePlace(tx: Transaction, { slot, holdId, interviewerIds }: Place, rules: SchedulingRules): void {
  if (slot.placesTaken === 0) occupyTime(tx, interviewerIds, slot, { slotId: slot.id }, rules)
  if (holdId) tx.write(sql`delete from slot_hold where company_id = ${tx.companyId} and id = ${holdId}`)
  else changePlaces(tx, slot, +1)
}

/** Gives one place of a locked slot back, and the time of its people with the last one. */
export function releasePlace(tx: Transaction, slot: LockedSlot): void {
  changePlaces(tx, slot, -1)
  if (slot.placesTaken === 0) freeTime(tx, { slotId: slot.id })
}

/** Keeps a place no longer. */
export function releaseHold(tx: Transaction, slot: LockedSlot, holdId: string): void {
  tx.write(sql`delete from slot_hold where company_id = ${tx.companyId} and id = ${holdId}`)
  releasePlace(tx, slot)
}

function changePlaces(tx: Transaction, slot: LockedSlot, by: 1 | -1): void {
  slot.placesTaken += by
  tx.write(sql`update slot set places_taken = places_taken + ${by}::int
    where company_id = ${tx.companyId} and id = ${slot.id}`)
  const name = by > 0 ? 'PlaceTaken' : 'PlaceFreed'
  tx.record({ name, about: { type: 'Slot', id: slot.id }, fields: ['placesTaken'] })
}
