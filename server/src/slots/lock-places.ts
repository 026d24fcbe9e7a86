import { sql } from 'kysely'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import type { Panel } from '../scheduling/panel.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { StoredSlotStatus } from './slot.rules.ts'

/** A slot that nobody else changes until the transaction ends, as it is under the lock. */
export interface LockedSlot {
  id: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  capacity: number
  /** Bookings and holds; those that are over are no longer counted. */
  placesTaken: number
  status: StoredSlotStatus
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  jobId: string | null
  /** Who may be asked to meet its candidates. */
  panel: Panel
  /** Who has given the slot their time; nobody while no place is taken. */
  holders: string[]
}

export interface ToLock {
  slotIds: readonly string[]
  /** People beside those of the slots. */
  interviewerIds?: readonly string[]
  /** The same for people who may have left. */
  formerIds?: readonly string[]
}

/** What locking needs of a transaction. */
export type Locking = Pick<Transaction, 'companyId' | 'now' | 'rows' | 'recordAnyway'>

/**
 * Takes the locks of everything that gives places and time away, in the house's order: slots by id, then people by id.
 * On the way it ends the holds that are over by the database's clock, so that no place and no time waits for a cleaner.
 * All statements leave together; what is asked after this, even in the same breath, is read under the locks.
 * @throws NOT_FOUND where a slot is none of this company, or one of the named people is not or has left
 */
export async function lockPlaces(
  tx: Locking,
  { slotIds, interviewerIds = [], formerIds = [] }: ToLock,
): Promise<Map<string, LockedSlot>> {
  if (![...slotIds, ...interviewerIds, ...formerIds].every(looksLikeId)) throw notFound()
  const [slots, freed, people, named] = await Promise.all([
    lockSlots(tx, slotIds),
    endHoldsThatAreOver(tx),
    peopleOfSlots(tx, slotIds),
    lockPeople(tx, slotIds, interviewerIds, formerIds),
  ])
  if (slots.length !== new Set(slotIds).size || named !== new Set(interviewerIds).size) throw notFound()
  const emptied = freed.filter((slot) => slot.placesTaken === 0).map((slot) => slot.id)
  if (emptied.length > 0)
    await tx.rows(sql`delete from interviewer_time where company_id = ${tx.companyId} and slot_id = any(${emptied})`)
  for (const { id } of freed)
    tx.recordAnyway({ name: 'PlaceFreed', about: { type: 'Slot', id }, fields: ['placesTaken'] })

  const placesTaken = new Map(freed.map((slot) => [slot.id, slot.placesTaken]))
  return new Map(
    slots.map((slot) => {
      const own = people.filter((person) => person.slotId === slot.id)
      const pools = [...Map.groupBy(own, ({ pool }) => pool)].filter(([pool]) => pool !== null)
      return [
        slot.id,
        {
          ...slot,
          startsAt: new Date(slot.startsAt),
          endsAt: new Date(slot.endsAt),
          placesTaken: placesTaken.get(slot.id) ?? slot.placesTaken,
          panel: {
            all: own.filter(({ pool, holds }) => pool === null && !holds).map(({ id }) => id),
            anyOf: pools.map(([, members]) => members.map(({ id }) => id)),
          },
          holders: emptied.includes(slot.id) ? [] : own.filter(({ holds }) => holds).map(({ id }) => id),
        },
      ]
    }),
  )
}

type SlotRow = Omit<LockedSlot, 'startsAt' | 'endsAt' | 'panel' | 'holders'> & { startsAt: string; endsAt: string }

/** The slots that are asked for, and with them those whose holds are over: whoever finds them ends them. */
async function lockSlots(tx: Locking, slotIds: readonly string[]): Promise<SlotRow[]> {
  const rows = await tx.rows(sql<SlotRow>`select
      id, starts_at as "startsAt", ends_at as "endsAt", time_zone as "timeZone", capacity, places_taken as "placesTaken",
      status, mode, location, meeting_url as "meetingUrl", job_id as "jobId"
    from slot where company_id = ${tx.companyId} and (id = any(${slotIds}) or id in (${withHoldsOver(tx)}))
    order by id for update`)
  return rows.filter(({ id }) => slotIds.includes(id))
}

const withHoldsOver = (tx: Locking) => sql`select slot_id from slot_hold
  where company_id = ${tx.companyId} and expires_at <= ${tx.now}`

const endHoldsThatAreOver = (tx: Locking) =>
  tx.rows(sql<{ id: string; placesTaken: number }>`with over as (
      delete from slot_hold where company_id = ${tx.companyId} and expires_at <= ${tx.now} returning slot_id)
    update slot set places_taken = places_taken - over.places
      from (select slot_id, count(*)::int as places from over group by slot_id) over
      where slot.company_id = ${tx.companyId} and slot.id = over.slot_id
      returning slot.id, slot.places_taken as "placesTaken"`)

const peopleOfSlots = (tx: Locking, slotIds: readonly string[]) =>
  tx.rows(sql<{ slotId: string; pool: number | null; id: string; holds: boolean }>`
    select slot_id as "slotId", null::int as pool, interviewer_id as id, false as holds from slot_interviewer named
      where company_id = ${tx.companyId} and slot_id = any(${slotIds}) and exists (select from staff_member
        where staff_member.company_id = named.company_id and staff_member.id = named.interviewer_id and active)
    union all select slot_id, pool, interviewer_id, false from slot_pool_member member
      where company_id = ${tx.companyId} and slot_id = any(${slotIds}) and exists (select from staff_member
        where staff_member.company_id = member.company_id and staff_member.id = member.interviewer_id and active)
    union all select slot_id, null, interviewer_id, true from interviewer_time
      where company_id = ${tx.companyId} and slot_id = any(${slotIds})
    order by 2, 3`)

/** @returns how many of the named people are there to be locked */
async function lockPeople(
  tx: Locking,
  slotIds: readonly string[],
  interviewerIds: readonly string[],
  formerIds: readonly string[],
): Promise<number> {
  const rows = await tx.rows(sql<{ named: boolean }>`select id = any(${interviewerIds}) and active as named
    from staff_member where company_id = ${tx.companyId} and (id = any(${[...interviewerIds, ...formerIds]}) or id in (
      select interviewer_id from slot_interviewer where company_id = ${tx.companyId} and slot_id = any(${slotIds})
      union all select interviewer_id from slot_pool_member
        where company_id = ${tx.companyId} and slot_id = any(${slotIds})))
    order by id for no key update`)
  return rows.filter(({ named }) => named).length
}

/** One slot, locked with its people. @throws NOT_FOUND */
export const lockSlot = async (tx: Locking, slotId: string): Promise<LockedSlot> =>
  (await lockPlaces(tx, { slotIds: [slotId] })).get(slotId)!
