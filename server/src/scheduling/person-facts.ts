import { sql, type RawBuilder } from 'kysely'
import { blockedPeriodsBetween } from '../companies/blocked-periods-between.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { daysOfWeeks, wallStretches, type LocalDay } from '../shared/local-days.ts'
import type { PersonCalendar, Surroundings, Taken, TakenCause } from './person.rules.ts'
import { schedulingRulesOf, type Reader } from './scheduling-rules.ts'
import { dayMs, type Stretch } from './stretches.rules.ts'
import { usualHours, type WorkingTime } from './working-hours.rules.ts'

/** What the rules need to know of some people, in a range of time. */
export interface SchedulingFacts {
  /** The zone in which the company counts days and weeks. */
  timeZone: string
  around: Surroundings
  calendars: Map<string, PersonCalendar>
}

/** A meeting that is to be moved is not in its own way. */
export type Moving = { slotId: string } | { interviewId: string }

export interface FactsWanted {
  moving?: Moving | undefined
  /**
   * Whether time is about to be taken, with people and places locked. Then what is stored as taken is taken: places that
   * were kept for too long have been given back under the locks, and one that another transaction declared over since
   * then still stands in the way of whatever is written. Who only looks does not count it any more.
   */
  underLocks?: boolean
}

/** The week of an instant lies within these days around it, in any zone. */
const weekAround = 8 * dayMs
/** Nothing that is taken lasts longer; the database holds it to that. */
const longestTaken = 2 * dayMs

/**
 * Reads what the rules need, in four statements that leave together: one for the rules, one for the people with their
 * limits and hours, one for what takes their time, one for the days on which the company is closed.
 * @param range half-open; times outside it are known as far as whole weeks around it reach
 * @param wanted what is left out of everybody's taken time, and whether what is read is to stay true
 * @throws NOT_FOUND where somebody is nobody of this company, or has left
 */
export async function schedulingFacts(
  reader: Reader,
  now: Date,
  people: readonly string[],
  range: Stretch,
  { moving, underLocks = false }: FactsWanted = {},
): Promise<SchedulingFacts> {
  if (!people.every(looksLikeId)) throw notFound()
  const from = new Date(range.startsAt.getTime() - weekAround)
  const to = new Date(range.endsAt.getTime() + weekAround)
  const [{ rules, timeZone }, persons, taken, blocked] = await Promise.all([
    schedulingRulesOf(reader),
    personsOf(reader, people, from),
    takenOf(reader, people, from, to, { moving, notHeldSince: underLocks ? null : now }),
    blockedPeriodsBetween(reader, from, to),
  ])
  if (persons.length !== new Set(people).size) throw notFound()
  const days = daysOfWeeks(range, timeZone)
  const takenBy = Map.groupBy(taken, ({ personId }) => personId)
  const workingOf = workingStretches(days, timeZone)
  const calendars = new Map(
    persons.map(({ hours, ...person }) => [
      person.id,
      {
        ...person,
        working: workingOf(hours.length > 0 ? hours : usualHours),
        taken: takenBy.get(person.id) ?? [],
      } satisfies PersonCalendar,
    ]),
  )
  return { timeZone, around: { now, rules, days, blocked }, calendars }
}

/** Turns weekly hours into stretches of time. Many people have the same hours, so equal ones are laid out once. */
function workingStretches(days: readonly LocalDay[], timeZone: string) {
  const known = new Map<string, Stretch[]>()
  return (hours: readonly WorkingTime[]): Stretch[] => {
    const key = JSON.stringify(hours)
    let stretches = known.get(key)
    if (!stretches) {
      stretches = days.flatMap((day) =>
        hours
          .filter(({ weekday }) => weekday === day.weekday)
          .flatMap(({ fromMinute, toMinute }) => wallStretches(day, fromMinute, toMinute, timeZone)),
      )
      known.set(key, stretches)
    }
    return stretches
  }
}

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

async function personsOf(reader: Reader, people: readonly string[], from: Date) {
  const rows = await reader.rows(sql<{
    id: string
    limitPerDay: number | null
    limitPerWeek: number | null
    hours: [weekday: number, fromMinute: number, toMinute: number][] | null
    lastMeetingBefore: string | null
  }>`select person.id, limits.per_day as "limitPerDay", limits.per_week as "limitPerWeek",
      (select json_agg(json_build_array(weekday, from_minute, to_minute) order by weekday, from_minute)
        from working_hours hours where hours.company_id = person.company_id and hours.staff_member_id = person.id
      ) as hours,
      (select max(occupied_from) from interviewer_time past
        where past.company_id = person.company_id and past.interviewer_id = person.id
          and past.occupied_from < ${instant(from)}
      ) as "lastMeetingBefore"
    from staff_member person
    left join interviewer_limits limits on limits.company_id = person.company_id and limits.staff_member_id = person.id
    where person.company_id = ${reader.companyId} and person.id = any(${people}) and person.active`)
  return rows.map(({ hours, lastMeetingBefore, ...person }) => ({
    ...person,
    hours: (hours ?? []).map(([weekday, fromMinute, toMinute]) => ({ weekday, fromMinute, toMinute })),
    lastMeetingBefore: lastMeetingBefore ? new Date(lastMeetingBefore) : null,
  }))
}

/**
 * What takes the time of people.
 * @param notHeldSince an instant at which a slot takes none if each of its places was kept, and for none any longer; null
 *   where what is stored counts
 */
async function takenOf(
  reader: Reader,
  people: readonly string[],
  from: Date,
  to: Date,
  { moving, notHeldSince }: { moving: Moving | undefined; notHeldSince: Date | null },
): Promise<(Taken & { personId: string })[]> {
  // Meetings lie within the time that they take: said again, so that however large these tables grow, only this range
  // of them is read.
  const earliest = instant(new Date(from.getTime() - longestTaken))
  const latest = instant(new Date(to.getTime() + longestTaken))
  const within = (table: 'slot' | 'interview') =>
    sql`and ${sql.ref(`${table}.starts_at`)} >= ${earliest} and ${sql.ref(`${table}.starts_at`)} < ${latest}`
  const rows = await reader.rows(sql<{
    personId: string
    cause: TakenCause
    startsAt: string
    endsAt: string
    meetingStartsAt: string | null
    calendar: string | null
  }>`select taken.interviewer_id as "personId", case when taken.slot_id is null then 'INTERVIEW' else 'SLOT' end as cause,
      taken.occupied_from as "startsAt", taken.occupied_until as "endsAt",
      coalesce(slot.starts_at, interview.starts_at) as "meetingStartsAt", null as calendar
    from interviewer_time taken
    left join slot on slot.company_id = taken.company_id and slot.id = taken.slot_id ${within('slot')}
    ${notHeldSince ? placesOver(reader, notHeldSince) : sql``}
    left join interview on interview.company_id = taken.company_id and interview.id = taken.interview_id
      ${within('interview')}
    where taken.company_id = ${reader.companyId} and taken.interviewer_id = any(${people})
      and taken.occupied_from > ${earliest} and taken.occupied_from < ${instant(to)}
      and taken.occupied_until > ${instant(from)} ${notHeldSince ? someoneComes : sql``} ${moving ? leftOut(moving) : sql``}
    union all
    select away.staff_member_id, 'TIME_OFF', away.starts_at, away.ends_at, null, null
    from time_off away
    where away.company_id = ${reader.companyId} and away.staff_member_id = any(${people})
      and away.starts_at < ${instant(to)} and away.ends_at > ${instant(from)}
    union all
    select busy.staff_member_id, 'EXTERNAL_CALENDAR', busy.starts_at, busy.ends_at, null, source.name
    from busy_period busy
    join calendar_source source on source.company_id = busy.company_id and source.id = busy.source_id
    where busy.company_id = ${reader.companyId} and busy.staff_member_id = any(${people})
      and busy.starts_at > ${earliest} and busy.starts_at < ${instant(to)} and busy.ends_at > ${instant(from)}`)
  return rows.map(({ startsAt, endsAt, meetingStartsAt, calendar, ...row }) => ({
    ...row,
    ...(calendar ? { calendar } : {}),
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    meetingStartsAt: meetingStartsAt ? new Date(meetingStartsAt) : null,
  }))
}

const placesOver = (reader: Reader, now: Date) => sql`left join (select slot_id, count(*) as places from slot_hold
    where company_id = ${reader.companyId} and expires_at <= ${instant(now)} group by slot_id) over
  on over.slot_id = taken.slot_id`
const someoneComes = sql`and (over.places is null or over.places < slot.places_taken)`

const leftOut = (moving: Moving): RawBuilder<unknown> =>
  'slotId' in moving
    ? sql`and taken.slot_id is distinct from ${moving.slotId}`
    : sql`and taken.interview_id is distinct from ${moving.interviewId}`
