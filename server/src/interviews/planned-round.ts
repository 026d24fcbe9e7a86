import { sql } from 'kysely'
import { manyByKey } from '../shared/loader.ts'
import type { InterviewMode } from './interview.rules.ts'

/** One row of `job_round`, with its people. */
export interface PlannedRound {
  jobId: string
  number: number
  name: string
  durationMinutes: number
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  kitId: string | null
  /** Pairs of a pool (0 for those who all come) and a person; who has left is asked no more. */
  members: [pool: number, interviewerId: string][] | null
}

export const plannedRoundColumns = sql<PlannedRound>`job_round.job_id as "jobId", job_round.number, job_round.name,
  job_round.duration_minutes as "durationMinutes", job_round.mode, job_round.location,
  job_round.meeting_url as "meetingUrl", job_round.kit_id as "kitId",
  (select json_agg(json_build_array(member.pool, member.interviewer_id) order by member.pool, member.interviewer_id)
    from job_round_member member
    join staff_member on staff_member.company_id = member.company_id and staff_member.id = member.interviewer_id
    where member.company_id = job_round.company_id and member.job_id = job_round.job_id
      and member.number = job_round.number and staff_member.active) as members`

/** Who meets the candidates of a round: all of these people, and any one of each pool. */
export function panelOf({ members }: PlannedRound): { all: string[]; anyOf: string[][] } {
  const pools = Map.groupBy(members ?? [], ([pool]) => pool)
  const ids = (pairs: [number, string][]) => pairs.map(([, id]) => id)
  return {
    all: ids(pools.get(0) ?? []),
    anyOf: [...pools].filter(([pool]) => pool > 0).map(([, pairs]) => ids(pairs)),
  }
}

export const roundsOfJob = manyByKey<PlannedRound>(
  (reading, jobIds) =>
    reading.rows(sql`select ${plannedRoundColumns} from job_round
      where company_id = ${reading.companyId} and job_id = any(${jobIds}) order by job_id, number`),
  (row) => row.jobId,
)
