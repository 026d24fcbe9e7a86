import { sql, type RawBuilder } from 'kysely'
import { idOrNobody } from '../shared/id.ts'
import type { Reading } from '../shared/reading.ts'
import type { Period, Step } from './period.ts'

/** What figures are about: a period, and what of it. Null is everything. */
export interface Scope {
  period: Period
  jobId: string | null
  round: number | null
  interviewerId: string | null
}

/** How long one statement may take here: what needs longer would hold up those who book. */
const longestStatement = '8s'

/**
 * Prepares a reading for a statement that reads very many rows; to be asked in one breath, before it. It is planned for
 * its own values, because a plan that suits any period takes a year for a day; memory keeps what it sorts off the disk;
 * and compiling it takes longer than it saves.
 */
export const prepare = (reading: Reading): Promise<unknown> =>
  reading.rows(sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('statement_timeout', ${longestStatement}, true), set_config('work_mem', '64MB', true),
    set_config('jit', 'off', true)`)

/** Asks such a statement. */
export async function analyse<Row>(reading: Reading, query: RawBuilder<Row>): Promise<Row[]> {
  const [, rows] = await Promise.all([prepare(reading), reading.rows(query)])
  return rows
}

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** That an instant lies in the period. */
export const inPeriod = ({ period }: Scope, column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${column} >= ${instant(period.startsAt)} and ${column} < ${instant(period.endsAt)}`

/**
 * In which of some steps an instant of the period lies, from 0. Steps begin at the instants that the house has found for
 * the company's zone: the database compares and knows of no clocks.
 */
export const stepAt = (column: RawBuilder<unknown>, steps: readonly Step[]): RawBuilder<number> =>
  sql`width_bucket(${column}, ${steps.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[]) - 1`

/** That an interview is of the job, of the round and with the interviewer. @param alias what the interview is called */
export function isOfScope({ jobId, round, interviewerId }: Scope, alias = 'interview'): RawBuilder<unknown> {
  const interview = (column: string) => sql.ref(`${alias}.${column}`)
  return sql.join(
    [
      sql`true`,
      ...(jobId === null
        ? []
        : [
            sql`exists (select from application for_job where for_job.company_id = ${interview('company_id')}
              and for_job.id = ${interview('application_id')} and for_job.job_id = ${idOrNobody(jobId)})`,
          ]),
      ...(round === null ? [] : [sql`${interview('round')} = ${round}`]),
      ...(interviewerId === null
        ? []
        : [
            sql`exists (select from interview_interviewer with_one where with_one.company_id = ${interview('company_id')}
              and with_one.interview_id = ${interview('id')} and with_one.interviewer_id = ${idOrNobody(interviewerId)})`,
          ]),
    ],
    sql` and `,
  )
}

/** That an interview of the scope begins in the period; over rows that are called `interview`. */
export const beginsInPeriod = (companyId: string, scope: Scope): RawBuilder<unknown> =>
  sql`interview.company_id = ${companyId} and ${inPeriod(scope, sql`interview.starts_at`)} and ${isOfScope(scope)}`

/**
 * Moves to another time, over rows that are called `moved`. One to another slot at the same time is none: what the
 * candidate was told stays true.
 */
export const isToAnotherTime = sql`(moved.from_starts_at, moved.from_ends_at) <> (moved.to_starts_at, moved.to_ends_at)`
