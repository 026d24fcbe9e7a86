import { sql } from 'kysely'
import { z } from 'zod'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import type { StoredSlotStatus } from '../slots/slot.rules.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { whyNotBook, whyNotSchedule, type ApplicationRefusal, type BookingRefusal } from './booking.rules.ts'
import { liveInterviewOf } from './live-interview.ts'
import { lockApplication } from './lock-application.ts'
import { occupyTime, type InterviewerIsBusy } from './occupy-time.ts'

const input = z.object({
  slotId: z.string(),
  applicationId: z.string(),
  round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
  notes: optional(prose(2000)),
  idempotencyKey,
})

type BookSlotAnswer = { kind: 'Booking'; id: string } | BookingRefusal | ApplicationRefusal | InterviewerIsBusy

/** Takes one place in a slot for an application: the interview, its link and its email come with it, or nothing does. */
export const makeBookSlot = useCase(
  'bookSlot',
  input,
  async (tx, { slotId, applicationId, round: givenRound, notes }): Promise<BookSlotAnswer> => {
    if (!looksLikeId(slotId) || !looksLikeId(applicationId)) throw notFound()
    const round = givenRound ?? 1
    // Asked together, run one after the other: the locks in the house's order, then what only counts under them.
    const [slot, interviewerIds, application, liveInterview, busy] = await Promise.all([
      lockSlot(tx, slotId),
      lockInterviewersOfSlot(tx, slotId),
      lockApplication(tx, applicationId),
      liveInterviewOf(tx, applicationId, round),
      whoIsBusyAtSlot(tx, slotId),
    ])
    const refusal = whyNotSchedule(application.status, liveInterview) ?? whyNotBook(slot, application, tx.now) ?? busy
    if (refusal) return refusal

    // The first booking takes the interviewers' time for all that follow.
    if (slot.placesTaken === 0) occupyTime(tx, interviewerIds, slot, { slotId })
    const interviewId = arrangeInterview(tx, application, { ...slot, round, notes }, interviewerIds)
    const id = newId()
    tx.insert('booking', {
      company_id: tx.companyId,
      id,
      slot_id: slotId,
      interview_id: interviewId,
      notes,
      created_at: tx.now,
    })
    tx.write(sql`update slot set places_taken = places_taken + 1
      where company_id = ${tx.companyId} and id = ${slotId}`)
    tx.record({ name: 'PlaceTaken', about: { type: 'Slot', id: slotId }, fields: ['placesTaken'] })
    return { kind: 'Booking', id }
  },
  {
    interview_one_live_per_round: async (tx, { applicationId, round }) =>
      alreadyScheduled(tx, applicationId, round ?? 1),
    interviewer_time_no_overlap: async (tx, { slotId }) => {
      await lockSlot(tx, slotId)
      return (await whoIsBusyAtSlot(tx, slotId)) ?? goneAgain('interviewer_time_no_overlap')
    },
  },
)

interface LockedSlot {
  startsAt: Date
  endsAt: Date
  timeZone: string
  capacity: number
  placesTaken: number
  status: StoredSlotStatus
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  jobId: string | null
}

async function lockSlot(tx: Transaction, slotId: string): Promise<LockedSlot> {
  const [slot] = await tx.rows(sql<LockedSlot & { startsAt: string; endsAt: string }>`select
      starts_at as "startsAt", ends_at as "endsAt", time_zone as "timeZone", capacity, places_taken as "placesTaken",
      status, mode, location, meeting_url as "meetingUrl", job_id as "jobId"
    from slot where company_id = ${tx.companyId} and id = ${slotId} for update`)
  if (!slot) throw notFound()
  return { ...slot, startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt) }
}

/** The people of the slot, locked as `lockInterviewers` locks them. */
async function lockInterviewersOfSlot(tx: Transaction, slotId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`select id from staff_member
    where company_id = ${tx.companyId} and id in (
      select interviewer_id from slot_interviewer where company_id = ${tx.companyId} and slot_id = ${slotId})
    order by id for no key update`)
  return rows.map((row) => row.id)
}

/** Who of the slot's people has given its time away elsewhere, as long as the slot itself has not taken it. */
async function whoIsBusyAtSlot(tx: Transaction, slotId: string): Promise<InterviewerIsBusy | null> {
  const rows = await tx.rows(sql<{ id: string }>`select distinct taken.interviewer_id as id
    from slot
    join slot_interviewer person on person.company_id = slot.company_id and person.slot_id = slot.id
    join interviewer_time taken on taken.company_id = person.company_id
      and taken.interviewer_id = person.interviewer_id and taken.occupied && tstzrange(slot.starts_at, slot.ends_at)
    where slot.company_id = ${tx.companyId} and slot.id = ${slotId} and slot.places_taken = 0`)
  return rows.length > 0 ? { kind: 'InterviewerIsBusy', interviewerIds: rows.map((row) => row.id) } : null
}

/** The refusal behind the constraint on live interviews. */
export async function alreadyScheduled(tx: Transaction, applicationId: string, round: number) {
  const interviewId = await liveInterviewOf(tx, applicationId, round)
  return interviewId ? { kind: 'AlreadyScheduled' as const, interviewId } : goneAgain('interview_one_live_per_round')
}

/** What a constraint caught was undone before anyone could look: a failure, and the client may ask again. */
export const goneAgain = (constraint: string): never => {
  throw new Error(`${constraint} was violated, but what violated it is gone again.`)
}
