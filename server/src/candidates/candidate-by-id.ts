import { sql } from 'kysely'
import { oneByKey } from '../shared/loader.ts'
import { applicationColumns, candidateColumns, type ApplicationRow, type CandidateRow } from './candidate.types.ts'

/** Also by the id of an entry that was merged into theirs: links keep leading to the person. */
export const candidateById = oneByKey<CandidateRow & { askedId: string }>(
  (reading, ids) =>
    reading.rows(sql`select asked.id as "askedId", ${candidateColumns} from unnest(${ids}::uuid[]) as asked(id)
      left join merged_candidate merged on merged.company_id = ${reading.companyId} and merged.id = asked.id
      join candidate
        on candidate.company_id = ${reading.companyId} and candidate.id = coalesce(merged.candidate_id, asked.id)`),
  (row) => row.askedId,
)

export const applicationById = oneByKey<ApplicationRow>(
  (reading, ids) =>
    reading.rows(sql`select ${applicationColumns} from application
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)
