import { sql } from 'kysely'
import type { Moving } from '../scheduling/person-facts.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Reading } from '../shared/reading.ts'

/** An interview that somebody thinks of moving. */
export interface MovableInterview {
  applicationId: string
  jobId: string
  /** Where it has its place; null where its time is its own. */
  currentSlotId: string | null
  /** What is given up with it: the time of its people, unless others have a place in its slot. */
  moving: Moving | undefined
}

/** What an interview is and would give back, before anything is locked; null where the company has none of this id. */
export async function whatMoves(reading: Reading, interviewId: string): Promise<MovableInterview | null> {
  if (!looksLikeId(interviewId)) return null
  const now = await reading.now()
  const [found] = await reading.rows(sql<Omit<MovableInterview, 'moving'> & { isAlone: boolean }>`
    select interview.application_id as "applicationId", application.job_id as "jobId",
      booking.slot_id as "currentSlotId",
      (select slot.places_taken - (select count(*) from slot_hold
          where slot_hold.company_id = slot.company_id and slot_hold.slot_id = slot.id
            and slot_hold.expires_at <= ${now.toISOString()}::timestamptz) = 1
        from slot where slot.company_id = booking.company_id and slot.id = booking.slot_id) is not false as "isAlone"
    from interview
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
      and booking.released_at is null
    where interview.company_id = ${reading.companyId} and interview.id = ${interviewId}`)
  if (!found) return null
  const { isAlone, ...place } = found
  const { currentSlotId } = place
  return { ...place, moving: currentSlotId ? (isAlone ? { slotId: currentSlotId } : undefined) : { interviewId } }
}
