import { sql } from 'kysely'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { lockApplication } from './lock-applications.ts'
import { lockPlaces } from '../slots/lock-places.ts'
import { findPlace, releaseHold, takePlace, type NoPlace } from './places.ts'
import { roundsOf } from './rounds-of.ts'

/** How long a place is kept while somebody confirms, in milliseconds. */
export const holdLength = 120_000

export interface Held {
  kind: 'Held'
  holdId: string
  expiresAt: string
}

/**
 * Keeps one place of a slot for an application for two minutes, by the database's clock. It counts like a booking; one
 * that the application holds elsewhere is given up for it, and the same place is kept anew.
 */
export async function holdPlace(
  tx: Transaction,
  { slotId, applicationId, round }: { slotId: string; applicationId: string; round: number },
): Promise<Held | NoPlace | ApplicationRefusal> {
  if (!looksLikeId(slotId)) throw notFound()
  const before = await heldBy(tx, applicationId)
  const [slots, application, { liveInterviewId, betweenRounds }, { rules }, held] = await Promise.all([
    lockPlaces(tx, { slotIds: before ? [...new Set([slotId, before.slotId])] : [slotId] }),
    lockApplication(tx, applicationId),
    roundsOf(tx, applicationId, round),
    schedulingRulesOf(tx),
    heldBy(tx, applicationId),
  ])
  const slot = slots.get(slotId)!
  const refusal = whyNotSchedule(application.status, liveInterviewId, betweenRounds)
  if (refusal) return refusal
  const expiresAt = new Date(tx.now.getTime() + holdLength)
  const own = held?.slotId === slotId ? held.id : null
  const other = held && !own ? slots.get(held.slotId) : null
  // Another request of theirs has taken up another place meanwhile: all of this is done again.
  if (other === undefined) throw new ChangedMeanwhile()
  const moving = other?.placesTaken === 1 ? { slotId: other.id } : undefined
  const taker = { jobId: application.jobId, holdId: own, overrideReason: null }
  const place = await findPlace(tx, slot, taker, rules, moving)
  if (place.kind !== 'Place') return place
  if (held && other) releaseHold(tx, other, held.id)
  takePlace(tx, place, rules)
  const holdId = newId()
  tx.insert('slot_hold', {
    company_id: tx.companyId,
    id: holdId,
    slot_id: slotId,
    application_id: applicationId,
    expires_at: expiresAt,
    created_at: tx.now,
  })
  if (own) tx.record({ name: 'PlaceKept', about: { type: 'Slot', id: slotId } })
  return { kind: 'Held', holdId, expiresAt: expiresAt.toISOString() }
}

/** The place that an application itself keeps, if it is not over. An offer from a waitlist is another thing. */
export async function heldBy(tx: Transaction, applicationId: string): Promise<{ id: string; slotId: string } | null> {
  const [hold] = await tx.rows(sql<{ id: string; slotId: string }>`select id, slot_id as "slotId" from slot_hold
    where company_id = ${tx.companyId} and application_id = ${applicationId} and expires_at > ${tx.now}
      and waitlist_entry_id is null`)
  return hold ?? null
}

/** A place of this slot that is kept for an application, by itself or as an offer from the waitlist. */
export async function heldIn(tx: Transaction, slotId: string, applicationId: string): Promise<string | null> {
  const [hold] = await tx.rows(sql<{ id: string }>`select id from slot_hold
    where company_id = ${tx.companyId} and application_id = ${applicationId} and slot_id = ${slotId}
      and expires_at > ${tx.now} order by waitlist_entry_id nulls last limit 1`)
  return hold?.id ?? null
}
