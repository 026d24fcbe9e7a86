import { sql } from 'kysely'
import { leaveKeptAddress } from '../mail/kept-address.ts'
import { deliveryChanged } from '../mail/queue-emails.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { reportLine, verdictOf, type BounceVerdict, type RecipientReport } from './bounce.rules.ts'

export interface ReturnedDelivery {
  id: string
  candidateId: string | null
  staffMemberId: string | null
  invitationId: string | null
  interviewId: string | null
  recipientAddress: string | null
}

/** The email that a report is about: the one whose envelope it came to, or whose Message-ID it carries. */
export async function deliveryOf(tx: Transaction, id: string | null): Promise<ReturnedDelivery | null> {
  if (!id || !looksLikeId(id)) return null
  const [delivery] = await tx.rows(sql<ReturnedDelivery>`select delivery.id, delivery.candidate_id as "candidateId",
      delivery.staff_member_id as "staffMemberId", delivery.invitation_id as "invitationId",
      invitation.interview_id as "interviewId", delivery.recipient_address as "recipientAddress"
    from delivery left join invitation
      on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
    where delivery.company_id = ${tx.companyId} and delivery.id = ${id} for update of delivery`)
  return delivery ?? null
}

/** Our Message-IDs are the email's id and our domain. */
export const deliveryIdIn = (messageId: string | null): string | null => {
  const id = /^<([0-9a-f-]{36})@/i.exec(messageId ?? '')?.[1] ?? null
  return id && looksLikeId(id) ? id : null
}

/**
 * Writes down what a mail server reports of an email. One that came back for good is BOUNCED, and nothing more is sent
 * to that address until somebody corrects it.
 */
export function settleBounce(
  tx: Transaction,
  delivery: ReturnedDelivery,
  reports: readonly RecipientReport[],
): { verdict: BounceVerdict; line: string | null } {
  const { verdict, report } = verdictOf(reports)
  const line = report && reportLine(report)
  if (verdict === 'FAILED') {
    tx.write(sql`update delivery set status = 'BOUNCED', bounced_at = ${tx.now}, next_attempt_at = null,
        lease_owner = null, lease_until = null, error_code = 'BOUNCED',
        hint = 'The email came back: ask for another address, and send the invitation again.', server_response = ${line}
      where company_id = ${tx.companyId} and id = ${delivery.id} and status in ('SENDING', 'SENT')`)
    if (delivery.invitationId) leaveKeptAddress(tx, delivery.invitationId, delivery.recipientAddress)
    const [table, type, id] = delivery.candidateId
      ? (['candidate', 'Candidate', delivery.candidateId] as const)
      : (['staff_member', 'StaffMember', delivery.staffMemberId!] as const)
    // An address that was corrected meanwhile is another one.
    tx.write(sql`update ${sql.ref(table)} set address_bad_since = ${tx.now}, address_bad_reason = ${line}
      where company_id = ${tx.companyId} and id = ${id} and address_bad_since is null
        and lower(email) = lower(${delivery.recipientAddress})`)
    tx.record({ name: 'AddressFailed', about: { type, id }, fields: ['email'] })
    tx.record(deliveryChanged(delivery.id))
  }
  return { verdict, line }
}
