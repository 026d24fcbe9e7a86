import { sql } from 'kysely'
import { Application } from '../candidates/application.ts'
import { Interview } from '../interviews/interview.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { findAndLock } from '../shared/find.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { Slot } from '../slots/slot.ts'
import { Booking } from './booking.ts'
import { freeTime } from './occupy-time.ts'

export interface Engagement {
  slot: Slot | null
  booking: Booking | null
  application: Application
  interview: Interview
}

/**
 * Locks all that an ending interview touches, in the house's order: slot, application, interview. In which slot it has
 * its place stands in a row that may change before it is locked: read again under the locks, and where it has changed,
 * all of this is done again.
 */
export async function lockEngagement(tx: Transaction, interviewId: string): Promise<Engagement> {
  if (!looksLikeId(interviewId)) throw notFound()
  const before = await placeOf(tx, interviewId)
  const slot = before.slotId ? await findAndLock(tx, Slot, before.slotId) : null
  const application = await findAndLock(tx, Application, before.applicationId)
  const interview = await findAndLock(tx, Interview, interviewId)
  const { slotId, bookingId } = await placeOf(tx, interviewId)
  if (slotId !== before.slotId) throw new ChangedMeanwhile()
  return { slot, application, interview, booking: bookingId ? await findAndLock(tx, Booking, bookingId) : null }
}

async function placeOf(tx: Transaction, interviewId: string) {
  const [row] = await tx.rows(sql<{ applicationId: string; slotId: string | null; bookingId: string | null }>`
    select interview.application_id as "applicationId", booking.slot_id as "slotId", booking.id as "bookingId"
    from interview
    left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
      and booking.released_at is null
    where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`)
  if (!row) throw notFound()
  return row
}

/**
 * Ends an interview that does not take place. A cancelled one gives its place and its interviewers' time back; a
 * missed or expired one has used them up. The application may be scheduled again.
 */
export async function endInterview(
  tx: Transaction,
  { slot, booking, application, interview }: Engagement,
  to: 'CANCELLED' | 'NO_SHOW' | 'EXPIRED',
): Promise<void> {
  moveInterview(tx, interview, to)
  if (to === 'CANCELLED') {
    if (slot && booking) {
      booking.releasedAt = tx.now
      slot.placesTaken--
      if (slot.placesTaken === 0) freeTime(tx, { slotId: slot.id })
      tx.record({ name: 'PlaceFreed', about: { type: 'Slot', id: slot.id }, fields: ['placesTaken'] })
    } else {
      freeTime(tx, { interviewId: interview.id })
    }
  }
  if (application.status === 'INTERVIEW_SCHEDULED') {
    application.status = 'PENDING'
    tx.record({
      name: 'ApplicationStatusChanged',
      about: { type: 'Application', id: application.id },
      fields: ['status'],
    })
  }
}
