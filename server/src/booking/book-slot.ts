import { sql } from 'kysely'
import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { findAndLock } from '../shared/find.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { Slot } from '../slots/slot.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { Booking } from './booking.ts'
import { whyNotBook, whyNotSchedule, type ApplicationRefusal, type BookingRefusal } from './booking.rules.ts'
import { occupyTime, whoIsBusy, type InterviewerIsBusy } from './occupy-time.ts'
import { liveInterviewOf } from './live-interview.ts'

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
    const round = givenRound ?? 1
    const slot = await findAndLock(tx, Slot, slotId)
    const interviewerIds = await interviewersOf(tx, slotId)
    await lockInterviewers(tx, interviewerIds)
    const application = await findAndLock(tx, Application, applicationId)

    const refusal =
      whyNotSchedule(application.status, await liveInterviewOf(tx, applicationId, round)) ??
      whyNotBook({ ...facts(slot), jobId: slot.job?.id ?? null }, { jobId: application.job.id }, tx.now) ??
      // The first booking takes the interviewers' time for all that follow.
      (slot.placesTaken === 0 ? await whoIsBusy(tx, interviewerIds, slot) : null)
    if (refusal) return refusal

    if (slot.placesTaken === 0) occupyTime(tx, interviewerIds, { slot })
    slot.placesTaken++
    const { startsAt, endsAt, timeZone, mode, location, meetingUrl } = slot
    const interview = await arrangeInterview(
      tx,
      application,
      { round, startsAt, endsAt, timeZone, mode, location: location ?? null, meetingUrl: meetingUrl ?? null, notes },
      interviewerIds,
    )
    const booking = tx.em.create(Booking, {
      company: tx.companyId,
      id: newId(),
      slot,
      interview,
      notes,
      createdAt: tx.now,
    })
    tx.record({ name: 'PlaceTaken', about: { type: 'Slot', id: slot.id }, fields: ['placesTaken'] })
    return { kind: 'Booking', id: booking.id }
  },
  {
    interview_one_live_per_round: async (tx, { applicationId, round }) =>
      alreadyScheduled(tx, applicationId, round ?? 1),
    interviewer_time_no_overlap: async (tx, { slotId }) => {
      const slot = await findAndLock(tx, Slot, slotId)
      return (await whoIsBusy(tx, await interviewersOf(tx, slotId), slot)) ?? goneAgain('interviewer_time_no_overlap')
    },
  },
)

const facts = ({ status, placesTaken, capacity, startsAt }: Slot) => ({ status, placesTaken, capacity, startsAt })

async function interviewersOf(tx: Transaction, slotId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select interviewer_id as id from slot_interviewer
    where company_id = ${tx.companyId} and slot_id = ${slotId}`.execute(tx.em.getKysely<unknown>())
  return rows.map((row) => row.id)
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
