import { sql } from 'kysely'

/**
 * Whether a proposal stands, over `answer`, its `invitation` and its `interview`: nobody has settled it, the interview
 * is still at the time that it was about, and the same person has not answered or proposed anything since.
 */
export const standingProposal = sql<boolean>`(answer.proposed_starts_at is not null and answer.outcome = 'APPLIED'
  and answer.settled_as is null and interview.status = 'SCHEDULED' and invitation.ended_at is null
  and answer.time_sequence = invitation.time_sequence
  and not exists (select from invitation_answer later where later.company_id = answer.company_id
    and later.invitation_id = answer.invitation_id and later.outcome = 'APPLIED'
    and (later.recorded_at, later.id) > (answer.recorded_at, answer.id)))`
