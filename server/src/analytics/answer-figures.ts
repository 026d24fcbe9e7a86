import { sql } from 'kysely'
import type { Reading } from '../shared/reading.ts'
import { analyse, beginsInPeriod, isToAnotherTime, stepAt, type Scope } from './scope.ts'
import { minutesBetween, spanColumns, type SpanOfStep } from './time-to-schedule.ts'

/** What candidates have answered, and how long it took those who did (`count`). */
export type AnswerCounts = SpanOfStep & { asked: number; accepted: number; tentative: number; declined: number }

export const noAnswers: Omit<AnswerCounts, 'step'> = {
  asked: 0,
  accepted: 0,
  tentative: 0,
  declined: 0,
  count: 0,
  medianMinutes: null,
  ninetiethMinutes: null,
}

/**
 * What the candidates of the interviews that begin in each step have answered. A move to another time takes the answer
 * back, so the one that stands was given after the interview was arranged or moved for the last time.
 */
export const answerCounts = (reading: Reading, scope: Scope): Promise<AnswerCounts[]> =>
  analyse(
    reading,
    sql`select step, count(*)::integer as asked,
        count(*) filter (where rsvp = 'ACCEPTED')::integer as accepted,
        count(*) filter (where rsvp = 'TENTATIVE')::integer as tentative,
        count(*) filter (where rsvp = 'DECLINED')::integer as declined, ${spanColumns}
      from (
        select ${stepAt(sql`interview.starts_at`, scope.period.steps)} as step, interview.rsvp,
          case when interview.rsvp <> 'NEEDS_ACTION'
            then ${minutesBetween(sql`greatest(interview.created_at, moves.last_at)`, sql`interview.rsvp_at`)} end as minutes
        from interview
        left join (select moved.interview_id, max(moved.at) as last_at from interview_move moved
            where moved.company_id = ${reading.companyId} and ${isToAnotherTime} group by moved.interview_id) moves
          on moves.interview_id = interview.id
        where ${beginsInPeriod(reading.companyId, scope)}
      ) each group by grouping sets ((step), ())`,
  )
