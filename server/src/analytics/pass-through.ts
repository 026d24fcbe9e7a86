import { sql } from 'kysely'
import type { List } from '../shared/graphql/page.ts'
import { beginsInPeriod, type Scope } from './scope.ts'

export interface PassThroughRow {
  jobId: string
  round: number
  /** Applications, not interviews. */
  entered: number
  held: number
  wentOn: number
  approved: number
  rejected: number
  withdrawn: number
  open: number
}

/** `last` is the last round an application has come to, where that is not the first. */
const wentNoFurther = sql`last.round > each.round is not true`

/**
 * What becomes of the applications that came to a round in the period, by job and round. How far they came and how they
 * were decided is said as it is by now, whenever that was.
 */
export const passThrough = (companyId: string, scope: Scope): List<PassThroughRow> => ({
  select: sql<PassThroughRow>`passed.job_id as "jobId", passed.round, passed.entered, passed.held,
    passed.went_on as "wentOn", passed.approved, passed.rejected, passed.withdrawn, passed.open`,
  from: sql`(select application.job_id, each.round, count(*)::integer as entered,
        count(*) filter (where each.held)::integer as held,
        count(*) filter (where last.round > each.round)::integer as went_on,
        count(*) filter (where ${wentNoFurther} and application.status = 'APPROVED')::integer as approved,
        count(*) filter (where ${wentNoFurther} and application.status = 'REJECTED')::integer as rejected,
        count(*) filter (where ${wentNoFurther} and application.status = 'WITHDRAWN')::integer as withdrawn,
        count(*) filter (where ${wentNoFurther}
          and application.status in ('PENDING', 'INTERVIEW_SCHEDULED'))::integer as open
      from (select interview.application_id, interview.round, bool_or(interview.status = 'COMPLETED') as held
          from interview where ${beginsInPeriod(companyId, scope)} group by interview.application_id, interview.round) each
      join application on application.company_id = ${companyId} and application.id = each.application_id
      left join (select application_id, max(round) as round from interview where company_id = ${companyId} and round > 1
          group by application_id) last on last.application_id = each.application_id
      group by application.job_id, each.round) passed
    join job on job.company_id = ${companyId} and job.id = passed.job_id`,
  where: [],
  order: [
    { column: sql`job.title`, cast: 'text' },
    { column: sql`passed.job_id`, cast: 'uuid' },
    { column: sql`passed.round`, cast: 'integer' },
  ],
})
