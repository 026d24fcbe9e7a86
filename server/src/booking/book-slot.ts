import { z } from 'zod'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { heldIn } from './hold-place.ts'
import { lockApplication } from './lock-applications.ts'
import { lockSlot } from '../slots/lock-places.ts'
import { findPlace, takePlace, type NoPlace } from './places.ts'
import { alreadyScheduled, roundsOf } from './rounds-of.ts'

const input = z.object({
  slotId: z.string(),
  applicationId: z.string(),
  round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
  notes: optional(prose(2000)),
  overrideReason: optional(prose(500)),
  idempotencyKey,
})

type BookSlotAnswer = { kind: 'Booking'; id: string } | NoPlace | ApplicationRefusal

/** Takes one place in a slot for an application: the interview, its link and its email come with it, or nothing does. */
export const makeBookSlot = useCase(
  'bookSlot',
  input,
  async (tx, wish): Promise<BookSlotAnswer> => {
    const booked = await bookPlace(tx, wish)
    return booked.kind === 'Booked' ? { kind: 'Booking', id: booked.bookingId } : booked
  },
  {
    interview_one_live_per_round: async (tx, { applicationId, round }) => alreadyScheduled(tx, applicationId, round),
  },
)

export interface PlaceWish {
  slotId: string
  applicationId: string
  /** The next one where none is named. */
  round?: number | null | undefined
  notes: string | null
  overrideReason: string | null
}

export interface Booked {
  kind: 'Booked'
  bookingId: string
  interviewId: string
}

/** The same within a transaction: for a recruiter, and for a candidate who chooses. */
export async function bookPlace(
  tx: Transaction,
  { slotId, applicationId, round: wished, notes, overrideReason }: PlaceWish,
): Promise<Booked | NoPlace | ApplicationRefusal> {
  if (!looksLikeId(slotId) || !looksLikeId(applicationId)) throw notFound()
  // Asked together, run one after the other: the locks in the house's order, then what only counts under them.
  const [slot, application, { round, liveInterviewId, betweenRounds }, holdId, { rules }] = await Promise.all([
    lockSlot(tx, slotId),
    lockApplication(tx, applicationId),
    roundsOf(tx, applicationId, wished),
    heldIn(tx, slotId, applicationId),
    schedulingRulesOf(tx),
  ])
  const refusal = whyNotSchedule(application.status, liveInterviewId, betweenRounds)
  if (refusal) return refusal
  const place = await findPlace(tx, slot, { jobId: application.jobId, holdId, overrideReason }, rules)
  if (place.kind !== 'Place') return place

  takePlace(tx, place, rules)
  const interviewId = arrangeInterview(tx, application, { ...slot, round, notes, overrideReason }, place.interviewerIds)
  const bookingId = newId()
  tx.insert('booking', {
    company_id: tx.companyId,
    id: bookingId,
    slot_id: slotId,
    interview_id: interviewId,
    notes,
    created_at: tx.now,
  })
  return { kind: 'Booked', bookingId, interviewId }
}
