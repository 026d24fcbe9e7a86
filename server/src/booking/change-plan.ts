import { sql } from 'kysely'
import { z } from 'zod'
import type { InterviewMode, InterviewStatus } from '../interviews/interview.rules.ts'
import type { Reader } from '../scheduling/scheduling-rules.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { optional, prose } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { sameTimeOfDay } from '../shared/when.ts'
import { fillSlots, freeingFirst, type SlotWithRoom } from './change-interviews.rules.ts'

/** How many interviews are changed at once. */
export const mostAtOnce = 200

const ids = z.array(z.string()).min(1, 'At least one.').max(mostAtOnce, `At most ${mostAtOnce}.`)

/** Which interviews, and what is done to them: one of offset, slots, interviewer and cancelling. */
export const changeInput = z.object({
  interviewIds: ids.refine((given) => new Set(given).size === given.length, 'Each of them once.'),
  days: z.int().min(-366, 'At most 366 days back.').max(366, 'At most 366 days ahead.').nullish(),
  minutes: z.int().min(-1440, 'At most 24 hours back.').max(1440, 'At most 24 hours ahead.').nullish(),
  slotIds: ids.nullish(),
  pairwise: z.boolean().nullish(),
  insteadOfId: z.string().nullish(),
  interviewerId: z.string().nullish(),
  oneOfIds: z.array(z.string()).min(1, 'At least one.').max(50, 'At most 50.').nullish(),
  cancel: z.boolean().nullish(),
  reason: optional(prose(1000)),
  overrideReason: optional(prose(500)),
})

export type ChangeWish = z.output<typeof changeInput>

/** When, where and with whom an interview is; instants by ISO 8601. */
export interface InterviewState {
  status: InterviewStatus
  startsAt: string
  endsAt: string
  timeZone: string
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  slotId: string | null
  interviewerIds: string[]
}

/** What stands in the way of a change before it is tried. */
export type PlanRefusal =
  | { kind: 'TimeDoesNotExist'; timeZone: string }
  | { kind: 'NoSlotIsLeft' }
  | { kind: 'InterviewerDoesNotMeet'; interviewerId: string }
  | { kind: 'InterviewerHasLeft'; interviewerIds: string[] }

/** What is to be done with one interview: plain values, so that a plan can be stored. */
export interface PlannedChange {
  interviewId: string
  before: InterviewState
  does: Doing
}

type Doing =
  | { kind: 'MOVE'; slotId?: string; startsAt?: string; interviewerIds?: string[]; anyOf?: string[][] }
  | { kind: 'CANCEL' }
  | { kind: 'NOTHING'; refusal: PlanRefusal }

export interface ChangePlan {
  kind: 'ChangePlan'
  /** When it was made, by ISO 8601. */
  at: string
  /** In the order in which they are tried. */
  changes: PlannedChange[]
}

/**
 * Finds out what a wish means for each interview. It holds no locks: what it says is tried later, one by one.
 * @throws NOT_FOUND where one of the ids names nothing in this company
 */
export async function planChanges(
  reader: Reader & { now: Date },
  wish: ChangeWish,
): Promise<ChangePlan | InvalidInput> {
  const slotIds = [...new Set(wish.slotIds ?? [])]
  const coming = comingOf(wish)
  const people = [...(wish.insteadOfId ? [wish.insteadOfId] : []), ...coming]
  if (![...wish.interviewIds, ...slotIds, ...people].every(looksLikeId)) throw notFound()
  const [interviews, slots, known] = await Promise.all([
    selectedInterviews(reader, wish.interviewIds),
    slotsWithRoom(reader, slotIds),
    peopleWith(reader, people),
  ])
  if (interviews.length !== wish.interviewIds.length || slots.length !== slotIds.length) throw notFound()
  const isHere = (id: string) => known.some((person) => person.id === id && person.active)
  if (known.length !== new Set(people).size || !coming.every(isHere)) throw notFound()
  const problem = whatIsWrong(wish)
  if (problem) return problem

  const whatToDo = waysToChange(wish, interviews, slots)
  const planned = interviews.map((interview) => {
    // What does not lie ahead is not moved, and refuses to be by itself.
    const does: Doing = interview.status === 'SCHEDULED' || wish.cancel ? whatToDo(interview) : { kind: 'MOVE' }
    const to = does.kind === 'MOVE' ? does : null
    return {
      change: { interviewId: interview.id, before: stateOf(interview), does },
      startsAt: new Date(interview.startsAt),
      slotId: interview.slotId,
      toStartsAt: to?.startsAt ? new Date(to.startsAt) : null,
      toSlotId: to?.slotId ?? null,
    }
  })
  const changes = freeingFirst(planned).map(({ change }) => change)
  return { kind: 'ChangePlan', at: reader.now.toISOString(), changes }
}

/** Who may come instead of somebody. */
export const comingOf = ({ interviewerId, oneOfIds }: ChangeWish): string[] =>
  interviewerId ? [interviewerId] : (oneOfIds ?? [])

function whatIsWrong(wish: ChangeWish): InvalidInput | null {
  const { days, minutes, slotIds, pairwise, insteadOfId, interviewerId, oneOfIds, cancel, interviewIds } = wish
  const offset = days != null || minutes != null
  const exchanged = insteadOfId != null || interviewerId != null || oneOfIds != null
  const ways = [offset, slotIds != null, exchanged, cancel === true]
  if (ways.filter(Boolean).length !== 1)
    return invalidInput({ path: 'days', message: 'Say one thing: days and minutes, slotIds, insteadOfId, or cancel.' })
  if (offset && !days && !minutes) return invalidInput({ path: 'minutes', message: 'Must not be nothing.' })
  if (pairwise && slotIds?.length !== interviewIds.length)
    return invalidInput({ path: 'slotIds', message: 'Pairwise, there is one slot for each interview.' })
  if (interviewerId != null && oneOfIds != null)
    return invalidInput({ path: 'oneOfIds', message: 'Name one person, or several of whom one comes.' })
  const coming = comingOf(wish)
  if (exchanged && (!insteadOfId || coming.length === 0 || coming.includes(insteadOfId)))
    return invalidInput({
      path: oneOfIds ? 'oneOfIds' : 'interviewerId',
      message: 'Name who comes instead of whom, two people.',
    })
  return null
}

function waysToChange(
  wish: ChangeWish,
  interviews: readonly SelectedInterview[],
  slots: readonly SlotWithRoom[],
): (interview: SelectedInterview) => Doing {
  const { slotIds, pairwise, insteadOfId } = wish
  if (wish.cancel) return () => ({ kind: 'CANCEL' })
  if (insteadOfId) return (interview) => exchange(interview, insteadOfId, wish)
  if (!slotIds) return (interview) => shift(interview, wish)
  const scheduled = interviews.filter(({ status }) => status === 'SCHEDULED')
  const chosen = pairwise
    ? new Map(wish.interviewIds.map((id, place) => [id, slotIds[place]!]))
    : fillSlots(
        scheduled.map((one) => ({ ...one, interviewId: one.id, startsAt: new Date(one.startsAt) })),
        slots,
      )
  return ({ id }) => {
    const slotId = chosen.get(id)
    return slotId ? { kind: 'MOVE', slotId } : { kind: 'NOTHING', refusal: { kind: 'NoSlotIsLeft' } }
  }
}

/** Some days and minutes later or earlier. Over a change of the clocks, days keep the time of day and minutes do not. */
function shift(interview: SelectedInterview, { days, minutes }: ChangeWish): Doing {
  if (interview.leftIds.length > 0) return hasLeft(interview.leftIds)
  // Where the clocks show it twice it is the first time, as for slots.
  const { timeZone } = interview
  const [day] = days ? sameTimeOfDay(new Date(interview.startsAt), days, timeZone) : [new Date(interview.startsAt)]
  if (!day) return { kind: 'NOTHING', refusal: { kind: 'TimeDoesNotExist', timeZone } }
  return { kind: 'MOVE', startsAt: new Date(day.getTime() + (minutes ?? 0) * minuteMs).toISOString() }
}

function exchange(interview: SelectedInterview, insteadOfId: string, { interviewerId, oneOfIds }: ChangeWish): Doing {
  const { interviewerIds, leftIds } = interview
  if (!interviewerIds.includes(insteadOfId))
    return { kind: 'NOTHING', refusal: { kind: 'InterviewerDoesNotMeet', interviewerId: insteadOfId } }
  const others = interviewerIds.filter((id) => id !== insteadOfId)
  const gone = leftIds.filter((id) => id !== insteadOfId)
  if (gone.length > 0) return hasLeft(gone)
  if (interviewerId) return { kind: 'MOVE', interviewerIds: [...new Set([...others, interviewerId])].toSorted() }
  return { kind: 'MOVE', interviewerIds: others, anyOf: [oneOfIds!] }
}

const hasLeft = (interviewerIds: string[]) =>
  ({ kind: 'NOTHING', refusal: { kind: 'InterviewerHasLeft', interviewerIds } }) as const

interface SelectedInterview extends InterviewState {
  id: string
  jobId: string
  /** Those of its interviewers who work here no more. */
  leftIds: string[]
}

/** What of it is shown, and stored with a plan. */
export function stateOf(interview: SelectedInterview): InterviewState {
  const { status, startsAt, endsAt, timeZone, mode, location, meetingUrl, slotId, interviewerIds } = interview
  return { status, startsAt, endsAt, timeZone, mode, location, meetingUrl, slotId, interviewerIds }
}

/** Interviews as they are now, in any order. Unknown ones are left out. */
export async function selectedInterviews(reader: Reader, ids: readonly string[]): Promise<SelectedInterview[]> {
  const rows = await reader.rows(sql<SelectedInterview>`select interview.id, interview.status,
      interview.starts_at as "startsAt", interview.ends_at as "endsAt", interview.time_zone as "timeZone",
      interview.mode, interview.location, interview.meeting_url as "meetingUrl", booking.slot_id as "slotId",
      application.job_id as "jobId",
      array(select interviewer_id from interview_interviewer held where held.company_id = interview.company_id
        and held.interview_id = interview.id order by 1) as "interviewerIds",
      array(select id from staff_member where company_id = interview.company_id and not active and id in (
        select interviewer_id from interview_interviewer held where held.company_id = interview.company_id
          and held.interview_id = interview.id) order by 1) as "leftIds"
    from interview
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    left join booking on booking.company_id = interview.company_id and booking.interview_id = interview.id
      and booking.released_at is null
    where interview.company_id = ${reader.companyId} and interview.id = any(${ids})`)
  return rows.map((row) => ({
    ...row,
    startsAt: new Date(row.startsAt).toISOString(),
    endsAt: new Date(row.endsAt).toISOString(),
  }))
}

async function slotsWithRoom(reader: Reader, ids: readonly string[]): Promise<SlotWithRoom[]> {
  const rows = await reader.rows(sql<SlotWithRoom & { startsAt: string }>`select id, starts_at as "startsAt", capacity,
      places_taken as "placesTaken", job_id as "jobId"
    from slot where company_id = ${reader.companyId} and id = any(${ids})`)
  return rows.map((row) => ({ ...row, startsAt: new Date(row.startsAt) }))
}

const peopleWith = (reader: Reader, ids: readonly string[]) =>
  reader.rows(sql<{ id: string; active: boolean }>`select id, active from staff_member
    where company_id = ${reader.companyId} and id = any(${ids})`)
