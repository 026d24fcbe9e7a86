import { sql } from 'kysely'

/** How many candidates still expect to meet each of these people; those whom nobody expects are left out. */
export const interviewsAhead = (companyId: string, ids: readonly string[], now: Date) =>
  sql<{ id: string; count: number }>`select own.interviewer_id as id, count(*)::int as count
    from interview_interviewer as own
    join interview on interview.company_id = own.company_id and interview.id = own.interview_id
    where own.company_id = ${companyId} and own.interviewer_id = any(${ids})
      and interview.status in ('SCHEDULED', 'IN_PROGRESS') and interview.ends_at > ${now.toISOString()}::timestamptz
    group by own.interviewer_id`
