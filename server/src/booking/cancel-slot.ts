import { LockMode } from '@mikro-orm/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { Interview } from '../interviews/interview.ts'
import { whyNotMove, type MoveRefusal } from '../interviews/interview.rules.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { Slot } from '../slots/slot.ts'
import type { SlotIsClosed } from '../slots/slot.rules.ts'
import { Booking } from './booking.ts'
import { emailOfCancellation, type CancellationEmail } from './booking.rules.ts'
import { endInterview, type Engagement } from './end-interview.ts'
import { freeTime } from './occupy-time.ts'

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
    const slot = await findAndLock(tx, Slot, slotId)
    if (slot.status === 'CANCELLED') return { kind: 'SlotIsClosed', status: slot.status }
    const engagements = await lockEngagementsIn(tx, slot)
    for (const { interview } of engagements) {
      const refusal = whyNotMove(interview.status, 'CANCELLED')
      if (refusal) return refusal
    }
    const places = engagements.map(({ interview, application }) => ({
      interviewId: interview.id,
      email: emailOfCancellation(interview.endsAt, application.candidate.email ?? null, tx.now),
    }))
    if (dryRun) return { kind: 'SlotCancellation', id: slot.id, isDone: false, places }

    slot.status = 'CANCELLED'
    tx.record({ name: 'SlotCancelled', about: { type: 'Slot', id: slot.id }, fields: ['status'] })
    await letGoOfWaiting(tx, slot)
    for (const engagement of engagements) {
      engagement.interview.cancellationReason = reason
      await endInterview(tx, engagement, 'CANCELLED')
    }
    return { kind: 'SlotCancellation', id: slot.id, isDone: true, places }
  },
)

/**
 * Everybody who has a place in a locked slot, with all that ends with it, locked in the house's order. While the slot is
 * locked nobody takes a place or gives one back.
 */
async function lockEngagementsIn(tx: Transaction, slot: Slot): Promise<Engagement[]> {
  const held = await tx.rows(sql<{ bookingId: string; interviewId: string; applicationId: string }>`
    select booking.id as "bookingId", interview.id as "interviewId", interview.application_id as "applicationId"
    from booking join interview
      on interview.company_id = booking.company_id and interview.id = booking.interview_id
    where booking.company_id = ${tx.companyId} and booking.slot_id = ${slot.id} and booking.released_at is null
    order by booking.created_at, booking.id`)
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true } as const
  const among = (ids: string[]) => ({ company: tx.companyId, id: { $in: ids } })
  const applications = await tx.em.find(Application, among(held.map((row) => row.applicationId)), locked)
  const interviews = await tx.em.find(Interview, among(held.map((row) => row.interviewId)), locked)
  const bookings = await tx.em.find(Booking, among(held.map((row) => row.bookingId)), locked)
  await tx.em.populate(applications, ['candidate'])
  const byId = <T extends { id: string }>(things: T[]) => new Map(things.map((thing) => [thing.id, thing]))
  const [applicationOf, interviewOf, bookingOf] = [byId(applications), byId(interviews), byId(bookings)]
  return held.map(({ bookingId, interviewId, applicationId }) => ({
    slot,
    booking: bookingOf.get(bookingId)!,
    application: applicationOf.get(applicationId)!,
    interview: interviewOf.get(interviewId)!,
  }))
}

/** Nobody waits for a place in a slot that does not take place, and none is kept for anybody. */
async function letGoOfWaiting(tx: Transaction, slot: Slot): Promise<void> {
  const holds = await tx.rows(sql`delete from slot_hold
    where company_id = ${tx.companyId} and slot_id = ${slot.id} returning id`)
  slot.placesTaken -= holds.length
  if (holds.length > 0 && slot.placesTaken === 0) freeTime(tx, { slotId: slot.id })
  tx.write(sql`update waitlist_entry set status = 'WITHDRAWN'
    where company_id = ${tx.companyId} and slot_id = ${slot.id} and status in ('WAITING', 'OFFERED')`)
}
