import { sql } from 'kysely'
import type { Reaction } from '../shared/transaction.ts'

/** What somebody wrote stays theirs when their entries become one. */
export const followMergeByMessage: Reaction = (tx, { name, about, duplicateId }) => {
  if (name === 'CandidatesMerged' && duplicateId)
    tx.write(sql`update inbound_message set candidate_id = ${about.id}
      where company_id = ${tx.companyId} and candidate_id = ${duplicateId}`)
}
