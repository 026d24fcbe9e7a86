import { sql } from 'kysely'
import { idOrNobody } from '../shared/id.ts'
import type { List } from '../shared/graphql/page.ts'
import { beginsInPeriod, stepAt, type Scope } from './scope.ts'

export interface InterviewerLoadRow {
  interviewerId: string
  interviews: number
  held: number
  minutes: number
  busiestWeek: number
  limitPerDay: number | null
  limitPerWeek: number | null
  weeksOverLimit: number
}

/** How much each interviewer meets candidates, who has the most first. What was called off took nobody's time. */
export const interviewerLoads = (companyId: string, scope: Scope): List<InterviewerLoadRow> => ({
  select: sql<InterviewerLoadRow>`load.interviewer_id as "interviewerId", load.interviews, load.held, load.minutes,
    load.busiest as "busiestWeek", load.per_day as "limitPerDay", load.per_week as "limitPerWeek",
    load.over as "weeksOverLimit"`,
  from: sql`(select weekly.interviewer_id, sum(weekly.interviews)::integer as interviews, sum(weekly.held)::integer as held,
        sum(weekly.minutes)::integer as minutes, max(weekly.interviews)::integer as busiest,
        limits.per_day, limits.per_week, count(*) filter (where weekly.interviews > limits.per_week)::integer as over
      from (select held.interviewer_id, ${stepAt(sql`interview.starts_at`, scope.period.weeks)} as week, count(*) as interviews,
            count(*) filter (where interview.status = 'COMPLETED') as held,
            sum(extract(epoch from interview.ends_at - interview.starts_at) / 60) as minutes
          from interview
          join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
          where ${beginsInPeriod(companyId, scope)} and interview.status <> 'CANCELLED'
            ${scope.interviewerId === null ? sql`` : sql`and held.interviewer_id = ${idOrNobody(scope.interviewerId)}`}
          group by 1, 2) weekly
      left join interviewer_limits limits
        on limits.company_id = ${companyId} and limits.staff_member_id = weekly.interviewer_id
      group by weekly.interviewer_id, limits.per_day, limits.per_week) load`,
  where: [],
  order: [
    { column: sql`load.interviews`, cast: 'integer' },
    { column: sql`load.interviewer_id`, cast: 'uuid' },
  ],
  descending: true,
})
