import { sql } from 'kysely'
import { z } from 'zod'
import { whyNotMove, type MoveRefusal } from '../interviews/interview.rules.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { lockSlot, type LockedSlot } from '../slots/lock-places.ts'
import type { SlotIsClosed } from '../slots/slot.rules.ts'
import { emailOfCancellation, type CancellationEmail } from './booking.rules.ts'
import { endInterview } from './end-interview.ts'
import { lockEngagementsIn, type Engagement } from './lock-engagements.ts'
import { releaseHold } from './places.ts'

const input = z.object({
  slotId: z.string(),
  reason: optional(prose(1000)),
  dryRun: z.boolean().nullish(),
  idempotencyKey,
})

/** What calling a slot off means for one who has a place in it. */
interface CancelledPlace {
  interviewId: string
  email: CancellationEmail
}

interface SlotCancellation {
  kind: 'SlotCancellation'
  id: string
  isDone: boolean
  places: CancelledPlace[]
}

/**
 * Calls a slot off with everybody who has a place in it: each interview is cancelled as by itself, or nothing is. A dry
 * run goes the same way up to the point where something would change, and tells what would.
 */
export const makeCancelSlot = useCase(
  'cancelSlot',
  input,
  async (tx, { slotId, reason, dryRun }): Promise<SlotCancellation | SlotIsClosed | MoveRefusal> => {
    const slot = await lockSlot(tx, slotId)
    if (slot.status === 'CANCELLED') return { kind: 'SlotIsClosed', status: slot.status }
    const engagements = await lockEngagementsIn(tx, slot)
    for (const { interview } of engagements) {
      const refusal = whyNotMove(interview.status, 'CANCELLED')
      if (refusal) return refusal
    }
    const addresses = await addressesOf(tx, engagements)
    const places = engagements.map(({ interview, application }) => ({
      interviewId: interview.id,
      email: emailOfCancellation(interview.endsAt, addresses.get(application.id) ?? null, tx.now),
    }))
    if (dryRun) return { kind: 'SlotCancellation', id: slotId, isDone: false, places }

    tx.write(sql`update slot set status = 'CANCELLED' where company_id = ${tx.companyId} and id = ${slotId}`)
    const waitlistEntryIds = await letGoOfWaiting(tx, slot)
    tx.record({ name: 'SlotCancelled', about: { type: 'Slot', id: slotId }, fields: ['status'], waitlistEntryIds })
    for (const engagement of engagements) {
      engagement.interview.cancellationReason = reason
      endInterview(tx, engagement, 'CANCELLED')
    }
    return { kind: 'SlotCancellation', id: slotId, isDone: true, places }
  },
)

/** Email addresses by the ids of the applications; null for a candidate without one. */
async function addressesOf(tx: Transaction, engagements: readonly Engagement[]): Promise<Map<string, string | null>> {
  const rows = await tx.rows(sql<{ applicationId: string; email: string | null }>`
    select application.id as "applicationId", candidate.email from application
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    where application.company_id = ${tx.companyId} and application.id = any(${engagements.map(({ application }) => application.id)})`)
  return new Map(rows.map(({ applicationId, email }) => [applicationId, email]))
}

/**
 * Nobody waits for a place in a slot that does not take place, and none is kept for anybody.
 * @returns the ids of the waits that end with it; an offer that has lapsed had ended before
 */
async function letGoOfWaiting(tx: Transaction, slot: LockedSlot): Promise<string[]> {
  const [holds, waits] = await Promise.all([
    tx.rows(sql<{ id: string }>`select id from slot_hold
      where company_id = ${tx.companyId} and slot_id = ${slot.id}`),
    tx.rows(sql<{ id: string }>`select id from waitlist_entry
      where company_id = ${tx.companyId} and slot_id = ${slot.id}
        and (status = 'WAITING' or (status = 'OFFERED' and offer_expires_at > ${tx.now})) order by id`),
  ])
  for (const { id } of holds) releaseHold(tx, slot, id)
  tx.write(sql`update waitlist_entry set status = 'WITHDRAWN'
    where company_id = ${tx.companyId} and slot_id = ${slot.id} and status in ('WAITING', 'OFFERED')`)
  return waits.map(({ id }) => id)
}
