import { sql } from 'kysely'
import type { Reading } from '../shared/reading.ts'
import { analyse, beginsInPeriod, isToAnotherTime, stepAt, type Scope } from './scope.ts'

/** What became of interviews. */
export type InterviewCounts = {
  arranged: number
  held: number
  noShow: number
  expired: number
  cancelled: number
  ahead: number
  /** How many were moved to another time at least once, and how often all of them were. */
  moved: number
  moves: number
}

export const noInterviews: InterviewCounts = {
  arranged: 0,
  held: 0,
  noShow: 0,
  expired: 0,
  cancelled: 0,
  ahead: 0,
  moved: 0,
  moves: 0,
}

/** What became of the interviews that begin in each step that has any. */
export const interviewCounts = (reading: Reading, scope: Scope): Promise<(InterviewCounts & { step: number })[]> =>
  analyse(
    reading,
    sql`select ${stepAt(sql`interview.starts_at`, scope.period.steps)} as step,
        count(*)::integer as arranged,
        count(*) filter (where interview.status = 'COMPLETED')::integer as held,
        count(*) filter (where interview.status = 'NO_SHOW')::integer as "noShow",
        count(*) filter (where interview.status = 'EXPIRED')::integer as expired,
        count(*) filter (where interview.status = 'CANCELLED')::integer as cancelled,
        count(*) filter (where interview.status in ('SCHEDULED', 'IN_PROGRESS'))::integer as ahead,
        count(moves.times)::integer as moved, coalesce(sum(moves.times), 0)::integer as moves
      from interview
      left join (select moved.interview_id, count(*) as times from interview_move moved
          where moved.company_id = ${reading.companyId} and ${isToAnotherTime} group by moved.interview_id) moves
        on moves.interview_id = interview.id
      where ${beginsInPeriod(reading.companyId, scope)}
      group by 1`,
  )
