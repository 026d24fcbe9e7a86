import { sql } from 'kysely'
import { Interview } from '../interviews/interview.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { lockPlaces, type LockedSlot } from '../slots/lock-places.ts'
import { lockApplications, type LockedApplication } from './lock-applications.ts'

/** An interview with all that ends with it, locked. */
export interface Engagement {
  interview: Interview
  application: LockedApplication
  /** The slot in which it has a place, and the booking that says so. */
  place: { slot: LockedSlot; bookingId: string } | null
}

/** Where an interview has its place. */
interface Whereabouts {
  interviewId: string
  applicationId: string
  slotId: string | null
  bookingId: string | null
}

/**
 * Locks all that ending interviews touch, in the house's order: slots and people, applications, interviews. In which
 * slot one has its place stands in a row that may change before it is locked: read again under the locks, and where it
 * has changed, all of this is done again.
 * @returns in the order of the ids @throws NOT_FOUND where one is none of this company
 */
export async function lockEngagements(tx: Transaction, interviewIds: readonly string[]): Promise<Engagement[]> {
  if (!interviewIds.every(looksLikeId)) throw notFound()
  const before = await whereaboutsOf(tx, interviewIds)
  if (before.length !== new Set(interviewIds).size) throw notFound()
  const slotIds = [...new Set(before.map(({ slotId }) => slotId).filter((id) => id !== null))]
  const [slots, applications, , after] = await Promise.all([
    lockPlaces(tx, { slotIds }),
    lockApplications(tx, [...new Set(before.map(({ applicationId }) => applicationId))]),
    lockInterviews(tx, interviewIds),
    whereaboutsOf(tx, interviewIds),
  ])
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new ChangedMeanwhile()
  return engaged(tx, after, slots, applications)
}

/** The same for one. */
export const lockEngagement = async (tx: Transaction, interviewId: string): Promise<Engagement> =>
  (await lockEngagements(tx, [interviewId]))[0]!

/**
 * Everybody who has a place in a locked slot, whoever booked first coming first. While the slot is locked nobody takes a
 * place or gives one back.
 */
export async function lockEngagementsIn(tx: Transaction, slot: LockedSlot): Promise<Engagement[]> {
  const held = await tx.rows(sql<Whereabouts>`select interview.id as "interviewId",
      interview.application_id as "applicationId", booking.slot_id as "slotId", booking.id as "bookingId"
    from booking join interview
      on interview.company_id = booking.company_id and interview.id = booking.interview_id
    where booking.company_id = ${tx.companyId} and booking.slot_id = ${slot.id} and booking.released_at is null
    order by booking.created_at, booking.id`)
  const [applications] = await Promise.all([
    lockApplications(tx, [...new Set(held.map(({ applicationId }) => applicationId))]),
    lockInterviews(
      tx,
      held.map(({ interviewId }) => interviewId),
    ),
  ])
  return engaged(tx, held, new Map([[slot.id, slot]]), applications)
}

/** Interviews by their ids, after their slots, people and applications. */
export const lockInterviews = (tx: Pick<Transaction, 'companyId' | 'rows'>, ids: readonly string[]) =>
  tx.rows(sql`select id from interview where company_id = ${tx.companyId} and id = any(${ids}) order by id for update`)

const whereaboutsOf = (tx: Transaction, interviewIds: readonly string[]) =>
  tx.rows(sql<Whereabouts>`select interview.id as "interviewId", interview.application_id as "applicationId",
      booking.slot_id as "slotId", booking.id as "bookingId"
    from interview
    left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
      and booking.released_at is null
    where interview.company_id = ${tx.companyId} and interview.id = any(${interviewIds})
    order by array_position(${interviewIds}::uuid[], interview.id)`)

/** Read under the locks. */
async function engaged(
  tx: Transaction,
  whereabouts: readonly Whereabouts[],
  slots: ReadonlyMap<string, LockedSlot>,
  applications: ReadonlyMap<string, LockedApplication>,
): Promise<Engagement[]> {
  const ids = whereabouts.map(({ interviewId }) => interviewId)
  const interviews = await tx.em.find(Interview, { company: tx.companyId, id: { $in: ids } }, { refresh: true })
  const interviewOf = new Map(interviews.map((interview) => [interview.id, interview]))
  return whereabouts.map(({ interviewId, applicationId, slotId, bookingId }) => ({
    interview: interviewOf.get(interviewId)!,
    application: applications.get(applicationId)!,
    place: slotId && bookingId ? { slot: slots.get(slotId)!, bookingId } : null,
  }))
}
