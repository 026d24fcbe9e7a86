import { sql } from 'kysely'
import { z } from 'zod'
import { whyNotSchedule } from '../booking/booking.rules.ts'
import { isBetweenRounds } from '../candidates/between-rounds.ts'
import { lockSlot, type LockedSlot } from '../slots/lock-places.ts'
import { findPlace, takePlace } from '../booking/places.ts'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import type { SchedulingRules } from '../scheduling/settings.rules.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'
import { newId } from '../shared/id.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { lapseOffers } from './waiting.ts'

const input = z.object({ slotId: z.string() })

/** How many of those who wait are looked at in one transaction; the others have their turn in the next. */
const atOnce = 50

interface Waiting {
  id: string
  applicationId: string
  round: number
  status: ApplicationStatus
  jobId: string
  liveInterviewId: string | null
  betweenRounds: boolean
  /** Until when their link works; null where it does not. */
  linkExpiresAt: string | null
}

/**
 * Offers the free places of a slot to those who wait for one, the first of them first. Each place is held for exactly
 * that person until their offer ends, by the database's clock; then the next one gets it. Those who need no place any
 * more, or could not come to take it, wait no longer.
 */
export const makeOfferPlaces = useCase(
  'offerPlaces',
  input,
  async (tx, { slotId }): Promise<{ kind: 'PlacesOffered'; offered: number }> => {
    const [slot, , { rules }, waiting] = await Promise.all([
      lockSlot(tx, slotId),
      lapseOffers(tx, slotId),
      schedulingRulesOf(tx),
      lockWaiting(tx, slotId),
    ])
    let offered = 0
    for (const person of waiting) {
      if (slot.placesTaken >= slot.capacity) break
      if (whyNotSchedule(person.status, person.liveInterviewId, person.betweenRounds) || !person.linkExpiresAt) {
        tx.write(sql`update waitlist_entry set status = 'WITHDRAWN'
          where company_id = ${tx.companyId} and id = ${person.id}`)
        tx.record({ name: 'WaitlistLeft', about: { type: 'WaitlistEntry', id: person.id }, fields: ['status'] })
      } else if (await offer(tx, slot, person, new Date(person.linkExpiresAt), rules)) offered++
      // What is in the way of one (the slot is closed, its people are busy) is in the way of all.
      else break
    }
    return { kind: 'PlacesOffered', offered }
  },
)

async function offer(
  tx: Transaction,
  slot: LockedSlot,
  { id, applicationId, jobId }: Waiting,
  linkExpiresAt: Date,
  rules: SchedulingRules,
): Promise<boolean> {
  const place = await findPlace(tx, slot, { jobId, holdId: null, overrideReason: null }, rules)
  if (place.kind !== 'Place') return false
  takePlace(tx, place, rules)
  const offerEnds = tx.now.getTime() + rules.waitlistOfferMinutes * minuteMs
  const expiresAt = new Date(Math.min(offerEnds, slot.startsAt.getTime(), linkExpiresAt.getTime()))
  tx.insert('slot_hold', {
    company_id: tx.companyId,
    id: newId(),
    slot_id: slot.id,
    application_id: applicationId,
    waitlist_entry_id: id,
    expires_at: expiresAt,
    created_at: tx.now,
  })
  tx.write(sql`update waitlist_entry set status = 'OFFERED', offered_at = ${tx.now}, offer_expires_at = ${expiresAt}
    where company_id = ${tx.companyId} and id = ${id}`)
  tx.record({ name: 'WaitlistOffered', about: { type: 'WaitlistEntry', id }, fields: ['status', 'offerExpiresAt'] })
  return true
}

/**
 * Those who wait for a locked slot, in their order, with their applications locked: nobody schedules or decides them
 * meanwhile. Locked in the order of their ids, as everywhere.
 */
async function lockWaiting(tx: Transaction, slotId: string): Promise<Waiting[]> {
  const theirs = sql`from waitlist_entry entry
    where entry.company_id = ${tx.companyId} and entry.slot_id = ${slotId} and entry.status = 'WAITING'
    order by entry.created_at, entry.id limit ${atOnce}`
  const [, waiting] = await Promise.all([
    tx.rows(sql`select id from application where company_id = ${tx.companyId}
      and id in (select entry.application_id ${theirs}) order by id for update`),
    tx.rows(sql<Waiting>`select entry.id, entry.application_id as "applicationId", entry.round, application.status,
        application.job_id as "jobId",
        (select interview.id from interview where interview.company_id = entry.company_id
          and interview.application_id = entry.application_id and interview.round = entry.round
          and interview.status in ('SCHEDULED', 'IN_PROGRESS')) as "liveInterviewId",
        ${isBetweenRounds(sql`entry.company_id`, sql`entry.application_id`)} as "betweenRounds",
        (select to_json(link.expires_at) from scheduling_link link where link.company_id = entry.company_id
          and link.application_id = entry.application_id and link.round = entry.round
          and link.revoked_at is null and link.expires_at > ${tx.now}) as "linkExpiresAt"
      from (select entry.* ${theirs}) entry
      join application on application.company_id = entry.company_id and application.id = entry.application_id
      order by entry.created_at, entry.id`),
  ])
  return waiting
}
