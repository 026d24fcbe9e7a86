import { sql } from 'kysely'
import { oneByKey } from '../shared/loader.ts'
import { applicationColumns, candidateColumns, type ApplicationRow, type CandidateRow } from './candidate.types.ts'

export const candidateById = oneByKey<CandidateRow>(
  (reading, ids) =>
    reading.rows(sql`select ${candidateColumns} from candidate
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

export const applicationById = oneByKey<ApplicationRow>(
  (reading, ids) =>
    reading.rows(sql`select ${applicationColumns} from application
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)
