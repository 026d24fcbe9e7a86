import { sql, type RawBuilder } from 'kysely'
import type { LocalDay } from '../shared/local-days.ts'

/** An instant and the day it belongs to, by the calendar of a company. */
export interface Today {
  now: Date
  day: LocalDay
}

/**
 * What begins within a day of this one's ends, by the index on the start: whatever else is asked of a day, rows of
 * other weeks are not looked at. A day more on both sides, for what runs over midnight or is to come soon after it.
 */
const around = ({ day }: Today) =>
  sql`interview.starts_at > ${day.startsAt}::timestamptz - interval '1 day'
    and interview.starts_at < ${day.endsAt}::timestamptz + interval '1 day'`

const opensAt = sql`interview.starts_at - (select company.admission_opens_minutes_before * interval '1 minute'
  from company where company.id = interview.company_id)`

/** Over `interview`: under way, or its lobby is open and its time is not over. */
export const isOnNow = (today: Today): RawBuilder<unknown> => {
  const at = sql`${today.now}::timestamptz`
  return sql`${around(today)} and (interview.status = 'IN_PROGRESS'
    or interview.status = 'SCHEDULED' and ${opensAt} <= ${at} and interview.ends_at > ${at})`
}

/** Over `interview`: still to come on this day, and its lobby is not open yet. */
export const isNextToday = (today: Today): RawBuilder<unknown> =>
  sql`interview.status = 'SCHEDULED' and interview.starts_at > ${today.now}::timestamptz
    and ${opensAt} > ${today.now}::timestamptz and interview.starts_at < ${today.day.endsAt}::timestamptz`

/** Over `interview`: on a later day. */
export const isAfterToday = ({ day }: Today): RawBuilder<unknown> =>
  sql`interview.status = 'SCHEDULED' and interview.starts_at >= ${day.endsAt}::timestamptz`

/** Over `interview`: of this day, and held. */
export const wasHeldToday = ({ day }: Today): RawBuilder<unknown> =>
  sql`interview.status = 'COMPLETED' and interview.starts_at >= ${day.startsAt}::timestamptz
    and interview.starts_at < ${day.endsAt}::timestamptz`
