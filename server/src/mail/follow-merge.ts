import { sql } from 'kysely'
import type { Reaction } from '../shared/transaction.ts'
import { whereItLies } from './kept-address.ts'

/**
 * Emails follow a person whose entries become one. A calendar knows an event by its UID and by whom to answer (RFC 5546
 * section 3.2.2), and holds it where it was sent: invitations that left keep all three, so that the next email about one
 * changes or removes the event and adds no second one. What has not left goes where everything goes from now on.
 */
export const followMergeByEmail: Reaction = (tx, { name, about: { id: candidateId }, duplicateId }) => {
  if (name !== 'CandidatesMerged' || !duplicateId) return
  tx.write(sql`update invitation set candidate_id = ${candidateId}, reply_to_id = coalesce(reply_to_id, ${duplicateId})
    where company_id = ${tx.companyId} and candidate_id = ${duplicateId}`)
  tx.write(sql`update delivery set candidate_id = ${candidateId}
    where company_id = ${tx.companyId} and candidate_id = ${duplicateId}`)
  tx.write(sql`with told as (
      select invitation.id, lying.address from invitation ${whereItLies}
      where invitation.company_id = ${tx.companyId} and invitation.candidate_id = ${candidateId}
        and invitation.ended_at is null)
    update invitation
      set kept_address = case when lower(told.address) is distinct from lower(candidate.email) then told.address end
      from told, candidate
      where invitation.company_id = ${tx.companyId} and invitation.id = told.id
        and candidate.company_id = invitation.company_id and candidate.id = ${candidateId}`)
}
