import { sql } from 'kysely'
import { oneByKey } from '../shared/loader.ts'

/**
 * Since when a no-show is suggested for the row `interview`, or null: its start and the company's grace are over, with
 * what the candidate said to be late by on top, and neither have they said that they are here nor was it started. A
 * self-guided one expires by itself instead.
 * @param now the database's clock, ISO 8601
 */
export const noShowSuggestedSince = (now: string) => sql<string | null>`(select due.since from
  (select interview.starts_at + (company.no_show_grace_minutes + coalesce(interview.candidate_late_minutes, 0))
      * interval '1 minute' as since
    from company where company.id = interview.company_id) due
  where interview.status = 'SCHEDULED' and interview.mode <> 'SELF_GUIDED'
    and interview.candidate_arrival is distinct from 'HERE' and due.since <= ${now}::timestamptz)`

/** Interviews for which a no-show is suggested. The first two parts say no more; by them the rows are found. */
export const isNoShowSuggested = (now: string) => sql<boolean>`interview.status = 'SCHEDULED'
  and interview.starts_at <= ${now}::timestamptz and ${noShowSuggestedSince(now)} is not null`

/** For each interview since when a no-show is suggested; only those of whom it is. */
export const noShowSuggestionOf = oneByKey<{ id: string; since: string }>(
  async (reading, ids) => {
    const now = (await reading.now()).toISOString()
    return reading.rows(sql`select interview.id, ${noShowSuggestedSince(now)} as since from interview
      where interview.company_id = ${reading.companyId} and interview.id = any(${ids}) and ${isNoShowSuggested(now)}`)
  },
  (row) => row.id,
)
