import { sql } from 'kysely'
import { staffActor } from '../companies/staff-actor.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { Engagement } from './lock-engagements.ts'
import { freeTime } from './occupy-time.ts'
import { releasePlace } from './places.ts'

/**
 * Ends an interview that does not take place. A cancelled one gives its place and its interviewers' time back; a
 * missed or expired one has used them up. The application may be scheduled again.
 */
export function endInterview(
  tx: Transaction,
  { interview, application, place }: Engagement,
  to: 'CANCELLED' | 'NO_SHOW' | 'EXPIRED',
): void {
  const { companyId, now } = tx
  moveInterview(tx, interview, to)
  if (to === 'CANCELLED') {
    // Nobody who only chooses a time has an interview to call off.
    interview.cancelledByKind = tx.actor.kind === 'CHOOSER' ? 'CANDIDATE' : tx.actor.kind
    interview.cancelledBy = staffActor(tx)
    if (place) {
      tx.write(sql`update booking set released_at = ${now}
        where company_id = ${companyId} and id = ${place.bookingId}`)
      releasePlace(tx, place.slot)
    } else {
      freeTime(tx, { interviewId: interview.id })
    }
  }
  if (application.status === 'INTERVIEW_SCHEDULED') {
    application.status = 'PENDING'
    tx.write(sql`update application set status = 'PENDING'
      where company_id = ${companyId} and id = ${application.id}`)
    tx.record({
      name: 'ApplicationStatusChanged',
      about: { type: 'Application', id: application.id },
      fields: ['status'],
    })
  }
}
