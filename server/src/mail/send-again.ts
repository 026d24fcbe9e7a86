import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import type { DeliveryKind } from './delivery.rules.ts'
import { deliveryChanged, queueDecision, queueEmails, queueOffers, type MailNames } from './queue-emails.ts'

/** What is to be said once more: of the four the one that an email of its kind is about. */
interface Said {
  /** The email that somebody wants again, where they name one. */
  id?: string
  kind: DeliveryKind
  invitationId?: string | null
  schedulingLinkId?: string | null
  waitlistEntryId?: string | null
  applicationId?: string | null
}

/** Each of these brings the whole meeting as it is when it leaves. */
const tellMeeting: readonly DeliveryKind[] = ['INVITATION', 'UPDATE', 'CANCELLATION']

/**
 * Sends once more what is true now. An email that waits to say the same is sent at once instead: two copies would help
 * nobody. Who calls it has locked what the email is about, so that two who ask at once get one email.
 * @returns the id of the email that goes
 */
export async function sendAgain(tx: Transaction, names: MailNames, said: Said): Promise<string> {
  const { kind, invitationId = null, schedulingLinkId = null, waitlistEntryId = null, applicationId = null } = said
  const sayTheSame = tellMeeting.includes(kind) ? tellMeeting : [kind]
  const [before] = await tx.rows(sql<{ waiting: string | null; copies: number }>`
    select coalesce(max(delivery.id::text) filter (where status = 'QUEUED' and delivery.id = ${said.id ?? null}),
        max(delivery.id::text) filter (where status = 'QUEUED' and kind = any(${sayTheSame}))) as waiting,
      count(*) filter (where kind = ${kind} and delivery.sequence = invitation.sequence)::int as copies
    from delivery left join invitation
      on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
    where delivery.company_id = ${tx.companyId} and (invitation_id = ${invitationId}
      or scheduling_link_id = ${schedulingLinkId} or waitlist_entry_id = ${waitlistEntryId}
      or ${kind === 'DECISION'} and kind = 'DECISION' and delivery.application_id = ${applicationId})`)
  const { waiting, copies } = before!
  if (waiting) {
    tx.write(sql`update delivery set next_attempt_at = ${tx.now}
      where company_id = ${tx.companyId} and id = ${waiting} and status = 'QUEUED'`)
    tx.record(deliveryChanged(waiting))
    return waiting
  }
  if (schedulingLinkId)
    return queueOffers(tx, names, { kind: 'CHOOSE_SLOT', table: 'scheduling_link', ids: [schedulingLinkId] })[0]!
  if (waitlistEntryId) {
    const offer = kind === 'WAITLIST_CANCELLATION' ? kind : 'WAITLIST_OFFER'
    return queueOffers(tx, names, { kind: offer, table: 'waitlist_entry', ids: [waitlistEntryId] })[0]!
  }
  if (kind === 'DECISION') return queueDecision(tx, names, applicationId!)
  return queueEmails(tx, names, [{ invitationId: invitationId!, kind, copy: copies }])[0]!
}
