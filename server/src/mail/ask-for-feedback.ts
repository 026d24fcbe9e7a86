import { sql } from 'kysely'
import { lacksScorecard } from '../scorecards/owing.ts'
import type { Transaction } from '../shared/transaction.ts'
import { queueEmails, type MailNames } from './queue-emails.ts'

/**
 * Asks everyone who met the candidate for their scorecard, once: an interview is held once. Who was quicker and has
 * submitted theirs is not asked.
 */
export async function askForFeedback(tx: Transaction, names: MailNames, interviewId: string): Promise<void> {
  const asked = await tx.rows(sql<{ invitationId: string }>`select invitation.id as "invitationId"
    from invitation
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    join staff_member on staff_member.company_id = invitation.company_id
      and staff_member.id = invitation.staff_member_id and staff_member.active
    where invitation.company_id = ${tx.companyId} and invitation.interview_id = ${interviewId}
      and invitation.ended_at is null and ${lacksScorecard(sql`staff_member.id`)}
    order by invitation.id for update of invitation`)
  queueEmails(
    tx,
    names,
    asked.map(({ invitationId }) => ({ invitationId, kind: 'FEEDBACK_REQUEST' })),
  )
}
