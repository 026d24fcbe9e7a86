import { sql } from 'kysely'
import { z } from 'zod'
import {
  interviewMode,
  whyNoPlace,
  whyNotAt,
  whyNotMove,
  type InterviewMode,
  type InterviewStatus,
  type MoveRefusal,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'
import { peopleOf, type Panel } from '../scheduling/panel.rules.ts'
import type { Moving } from '../scheduling/person-facts.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { whyNotAtThisTime, type NoticeRefusal, type SchedulingRules } from '../scheduling/settings.rules.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import {
  durationMinutes,
  idempotencyKey,
  interviewerIdsOrNot,
  line,
  meetingUrl,
  optional,
  poolsOrNot,
  prose,
  startsAt,
  timeZone,
} from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { choosePeople, unlessOverridden, type PanelRefusal } from './choose-people.ts'
import { heldIn } from './hold-place.ts'
import { lockApplication } from './lock-applications.ts'
import { lockPlaces, type LockedSlot } from '../slots/lock-places.ts'
import { freeTime, occupyTime } from './occupy-time.ts'
import { findPlace, releasePlace, takePlace, type NoPlace } from './places.ts'

/** Which interview goes where, and why. */
export const rescheduleInput = z.object({
  interviewId: z.string(),
  slotId: z.string().nullish(),
  startsAt: startsAt.nullish(),
  durationMinutes: durationMinutes.nullish(),
  timeZone: optional(timeZone),
  mode: z.enum(interviewMode).nullish(),
  location: optional(line(500)),
  meetingUrl: optional(meetingUrl),
  interviewerIds: interviewerIdsOrNot,
  anyOf: poolsOrNot,
  reason: optional(prose(1000)),
  overrideReason: optional(prose(500)),
  idempotencyKey,
})

/** Where an interview is to go: a slot, or whatever of its own time, place and people changes. */
export interface Destination {
  slotId?: string | null | undefined
  startsAt?: Date | null | undefined
  durationMinutes?: number | null | undefined
  timeZone?: string | null
  mode?: InterviewMode | null | undefined
  location?: string | null
  meetingUrl?: string | null
  interviewerIds?: string[] | null
  anyOf?: string[][] | null
}

export type RescheduleAnswer =
  | { kind: 'Interview'; id: string }
  | MoveRefusal
  | TimeRefusal
  | PlaceRefusal
  | NoPlace
  | NoticeRefusal
  | PanelRefusal
  | InvalidInput

/** Moves an interview: the new place is taken and the old one freed, or neither. Its link and its history stay. */
export const makeRescheduleInterview = useCase(
  'rescheduleInterview',
  rescheduleInput,
  async (tx, { interviewId, reason, overrideReason, ...to }): Promise<RescheduleAnswer> =>
    moveInterviewTo(tx, interviewId, to, { reason, overrideReason }),
)

interface Reasons {
  reason: string | null
  overrideReason: string | null
}

/** The same within a transaction: for a recruiter, for a candidate on their page, and for many interviews at once. */
export async function moveInterviewTo(
  tx: Transaction,
  interviewId: string,
  to: Destination,
  { reason, overrideReason }: Reasons,
): Promise<RescheduleAnswer> {
  if (!looksLikeId(interviewId)) throw notFound()
  const { slotId, ...own } = to
  if (slotId && Object.values(own).some((value) => value != null))
    return invalidInput({ path: 'slotId', message: 'A slot brings its own time, place and people: give nothing else.' })

  // Which slots and people are to be locked stands in rows that may change before they are locked. They are read again
  // under the locks, and where they have changed, all of this is done again.
  const before = await whereItIs(tx, interviewId)
  const [slots, application, interview, { rules }, holdId] = await Promise.all([
    lockPlaces(tx, {
      slotIds: [...new Set([before.slotId, slotId].filter((id) => id != null))],
      interviewerIds: slotId ? [] : peopleOf(panelFor(own, before.interviewerIds)),
    }),
    lockApplication(tx, before.applicationId),
    lockInterview(tx, interviewId),
    schedulingRulesOf(tx),
    slotId ? heldIn(tx, slotId, before.applicationId) : null,
  ])
  if (interview.slotId !== before.slotId || String(interview.interviewerIds) !== String(before.interviewerIds))
    throw new ChangedMeanwhile()
  const refusal = whyNotMove(interview.status, 'CANCELLED')
  if (refusal) return refusal

  const oldSlot = interview.slotId ? slots.get(interview.slotId)! : null
  const leaving = { interview, oldSlot, rules, overrideReason }
  const arrival = slotId
    ? await intoSlot(tx, slots.get(slotId)!, leaving, { jobId: application.jobId, holdId })
    : await toOwnTime(tx, own, leaving)
  if (arrival.kind !== 'Arrival') return arrival
  const changed = meetingFields.filter((field) => String(arrival.meeting[field]) !== String(interview[field]))
  if (changed.length > 0) {
    arrival.settle()
    writeMove(tx, interview, arrival.meeting, changed, { reason, overrideReason })
  }
  return { kind: 'Interview', id: interviewId }
}

/** What of an interview may be moved. */
interface Meeting {
  startsAt: Date
  endsAt: Date
  timeZone: string
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  slotId: string | null
  /** In the order of the ids. */
  interviewerIds: string[]
}

const meetingFields = [
  'startsAt',
  'endsAt',
  'timeZone',
  'mode',
  'location',
  'meetingUrl',
  'slotId',
  'interviewerIds',
] as const satisfies (keyof Meeting)[]

interface LockedInterview extends Meeting {
  id: string
  status: InterviewStatus
}

interface Leaving {
  interview: LockedInterview
  /** The slot it has a place in. */
  oldSlot: LockedSlot | null
  rules: SchedulingRules
  overrideReason: string | null
}

/** A place was found: how the interview will be, and how its old place and time are given for the new. */
interface Arrival {
  kind: 'Arrival'
  meeting: Meeting
  settle: () => void
}

async function intoSlot(
  tx: Transaction,
  slot: LockedSlot,
  { interview, oldSlot, rules, overrideReason }: Leaving,
  { jobId, holdId }: { jobId: string; holdId: string | null },
): Promise<Arrival | NoPlace> {
  if (slot.id === oldSlot?.id) return { kind: 'Arrival', meeting: interview, settle: () => {} }
  const taker = { jobId, holdId, overrideReason }
  const place = await findPlace(tx, slot, taker, rules, whatIsLeft(interview, oldSlot))
  if (place.kind !== 'Place') return place
  return {
    kind: 'Arrival',
    meeting: { ...slot, slotId: slot.id, interviewerIds: place.interviewerIds.toSorted() },
    settle() {
      giveBack(tx, interview, oldSlot)
      takePlace(tx, place, rules)
    },
  }
}

async function toOwnTime(
  tx: Transaction,
  own: Omit<Destination, 'slotId'>,
  { interview, oldSlot, rules, overrideReason }: Leaving,
): Promise<Arrival | TimeRefusal | PlaceRefusal | NoticeRefusal | PanelRefusal> {
  const override = overrideReason !== null
  const startsAt = own.startsAt ?? interview.startsAt
  const length = own.durationMinutes
    ? own.durationMinutes * minuteMs
    : interview.endsAt.getTime() - interview.startsAt.getTime()
  const time = { startsAt, endsAt: new Date(startsAt.getTime() + length) }
  const mode = own.mode ?? interview.mode
  // A place belongs to its mode: with another one the old room or link leads nowhere.
  const before = mode === interview.mode ? interview : { location: null, meetingUrl: null }
  const place = {
    timeZone: own.timeZone ?? interview.timeZone,
    mode,
    location: own.location ?? before.location,
    meetingUrl: own.meetingUrl ?? before.meetingUrl,
  }
  const sameTime = +time.startsAt === +interview.startsAt && +time.endsAt === +interview.endsAt
  const refusal =
    (sameTime ? null : whyNotAt(startsAt, tx.now)) ??
    whyNoPlace(place) ??
    unlessOverridden(sameTime ? null : whyNotAtThisTime(time, tx.now, rules), override)
  if (refusal) return refusal
  // Only where people meet changes: the place in the slot and everybody's time stay as they are.
  if (sameTime && !own.interviewerIds && !own.anyOf)
    return { kind: 'Arrival', meeting: { ...interview, ...place }, settle: () => {} }

  const chosen = await choosePeople(tx, panelFor(own, interview.interviewerIds), time, {
    rules,
    override,
    ...moving(whatIsLeft(interview, oldSlot)),
  })
  if (chosen.kind !== 'PanelChosen') return chosen
  const interviewerIds = chosen.interviewerIds.toSorted()
  return {
    kind: 'Arrival',
    meeting: { ...time, ...place, slotId: null, interviewerIds },
    settle() {
      giveBack(tx, interview, oldSlot)
      occupyTime(tx, interviewerIds, time, { interviewId: interview.id }, rules)
    },
  }
}

/** Who is asked for: the people who were named, or those who come already. */
const panelFor = ({ interviewerIds, anyOf }: Omit<Destination, 'slotId'>, before: readonly string[]): Panel => ({
  all: interviewerIds ?? (anyOf ? [] : before),
  anyOf: anyOf ?? [],
})

/** Whose time an interview gives back when it goes; a slot keeps it while others have a place in it. */
function whatIsLeft(interview: LockedInterview, oldSlot: LockedSlot | null): Moving | undefined {
  if (!oldSlot) return { interviewId: interview.id }
  return oldSlot.placesTaken === 1 ? { slotId: oldSlot.id } : undefined
}

const moving = (left: Moving | undefined) => (left ? { moving: left } : {})

function giveBack(tx: Transaction, interview: LockedInterview, oldSlot: LockedSlot | null): void {
  if (oldSlot) releasePlace(tx, oldSlot)
  else freeTime(tx, { interviewId: interview.id })
}

async function whereItIs(tx: Transaction, interviewId: string) {
  const [found] = await tx.rows(sql<{ applicationId: string; slotId: string | null; interviewerIds: string[] }>`
    select interview.application_id as "applicationId", ${placeColumns} from ${interviewWithPlace(tx, interviewId)}`)
  if (!found) throw notFound()
  return found
}

async function lockInterview(tx: Transaction, interviewId: string): Promise<LockedInterview> {
  const [found] = await tx.rows(sql<LockedInterview & { startsAt: string; endsAt: string }>`
    select interview.id, interview.status, interview.starts_at as "startsAt", interview.ends_at as "endsAt",
      interview.time_zone as "timeZone", interview.mode, interview.location, interview.meeting_url as "meetingUrl",
      ${placeColumns} from ${interviewWithPlace(tx, interviewId)} for update of interview`)
  if (!found) throw notFound()
  return { ...found, startsAt: new Date(found.startsAt), endsAt: new Date(found.endsAt) }
}

const placeColumns = sql`booking.slot_id as "slotId", array(select interviewer_id from interview_interviewer held
  where held.company_id = interview.company_id and held.interview_id = interview.id order by 1) as "interviewerIds"`

const interviewWithPlace = (tx: Transaction, interviewId: string) => sql`interview
  left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
    and booking.released_at is null
  where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`

function writeMove(
  tx: Transaction,
  before: LockedInterview,
  after: Meeting,
  changed: readonly (keyof Meeting)[],
  { reason, overrideReason }: Reasons,
): void {
  const { companyId: company_id, actor, now } = tx
  const { id } = before
  const timeChanged = changed.includes('startsAt') || changed.includes('endsAt')
  // Who has answered has answered the old time.
  const unanswered = timeChanged ? sql`, rsvp = 'NEEDS_ACTION', rsvp_at = null` : sql``
  // What was said of coming was said of the old time and way to meet, and so was that nobody came.
  const meetsAnew = changed.includes('startsAt') || changed.includes('mode')
  const unsaid = meetsAnew
    ? sql`, candidate_arrival = null, candidate_late_minutes = null, candidate_arrival_at = null, no_show_told_at = null`
    : sql``
  const overridden = overrideReason ? sql`, override_reason = ${overrideReason}` : sql``
  tx.write(sql`update interview set starts_at = ${after.startsAt}, ends_at = ${after.endsAt},
      time_zone = ${after.timeZone}, mode = ${after.mode}, location = ${after.location},
      meeting_url = ${after.meetingUrl}, updated_at = ${now} ${unanswered} ${unsaid} ${overridden}
    where company_id = ${company_id} and id = ${id}`)
  if (timeChanged || changed.includes('slotId'))
    tx.insert('interview_move', {
      company_id,
      id: newId(),
      interview_id: id,
      at: now,
      actor_kind: actor.kind,
      actor_id: actor.id,
      from_starts_at: before.startsAt,
      from_ends_at: before.endsAt,
      to_starts_at: after.startsAt,
      to_ends_at: after.endsAt,
      from_slot_id: before.slotId,
      to_slot_id: after.slotId,
      reason,
    })
  if (changed.includes('slotId')) moveBooking(tx, id, after.slotId)
  if (changed.includes('interviewerIds')) changePeople(tx, before, after)
  if (timeChanged)
    tx.write(sql`update interview_interviewer set rsvp = 'NEEDS_ACTION', rsvp_at = null
      where company_id = ${company_id} and interview_id = ${id}`)
  if (meetsAnew)
    tx.write(sql`update interview_interviewer set arrival = null, late_minutes = null, arrival_at = null
      where company_id = ${company_id} and interview_id = ${id}`)
  tx.record({
    name: 'InterviewRescheduled',
    about: { type: 'Interview', id },
    fields: [...changed, ...(overrideReason ? ['overrideReason'] : [])],
    interviewerIds: after.interviewerIds,
  })
}

/** Who comes as before keeps the answer that they gave. */
function changePeople(tx: Transaction, before: LockedInterview, after: Meeting): void {
  const { companyId: company_id } = tx
  const gone = before.interviewerIds.filter((id) => !after.interviewerIds.includes(id))
  const added = after.interviewerIds.filter((id) => !before.interviewerIds.includes(id))
  if (gone.length > 0)
    tx.write(sql`delete from interview_interviewer
      where company_id = ${company_id} and interview_id = ${before.id} and interviewer_id = any(${gone})`)
  tx.insert(
    'interview_interviewer',
    ...added.map((interviewer_id) => ({ company_id, interview_id: before.id, interviewer_id })),
  )
}

/**
 * A booking follows its interview. One that leaves the slots for a time of its own is given back and stays as a row: who
 * made it may ask for it again.
 */
function moveBooking(tx: Transaction, interviewId: string, to: string | null): void {
  const { companyId, now } = tx
  if (to)
    tx.write(sql`insert into booking (company_id, id, slot_id, interview_id, created_at)
      values (${companyId}, ${newId()}, ${to}, ${interviewId}, ${now})
      on conflict (company_id, interview_id) do update set slot_id = excluded.slot_id, released_at = null`)
  else
    tx.write(sql`update booking set released_at = ${now}
      where company_id = ${companyId} and interview_id = ${interviewId}`)
}
