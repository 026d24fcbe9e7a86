import { sql } from 'kysely'
import { newId } from '../shared/id.ts'
import type { DomainEvent, Transaction } from '../shared/transaction.ts'
import type { AccountMailKind } from './account-mail.ts'
import type { DeliveryKind } from './delivery.rules.ts'
import type { OfferMailKind } from './offer-mail.ts'

/** Where our messages and calendar events get their names. */
export interface MailNames {
  /** Domain of the address emails come from; the right half of every Message-ID and calendar UID. */
  domain: string
}

/** A delivery changed; whoever watches emails asks again. */
export const deliveryChanged = (id: string): DomainEvent => ({
  name: 'DeliveryChanged',
  about: { type: 'Delivery', id },
})

interface InvitationEmail {
  invitationId: string
  kind: DeliveryKind
  /** 0 for the email that an event asks for, from 1 on for each time a person asks for it again: one of each. */
  copy?: number
  /** When it may leave; now where left out. */
  notBefore?: Date
}

/**
 * Puts emails about invitations into the outbox, or notes that there is no address to send them to. What takes an
 * ended invitation back goes where that was sent.
 * @returns the deliveries' ids, in the same order
 */
export function queueEmails(tx: Transaction, names: MailNames, emails: readonly InvitationEmail[]): string[] {
  if (emails.length === 0) return []
  const ids = emails.map(() => newId())
  const messageIds = ids.map((id) => `<${id}@${names.domain}>`)
  tx.write(sql`insert into delivery (company_id, id, candidate_id, staff_member_id, application_id, invitation_id, kind,
      sequence, status, email_key, next_attempt_at, message_id, queued_at)
    select invitation.company_id, email.id, invitation.candidate_id, invitation.staff_member_id,
      interview.application_id, invitation.id, email.kind, invitation.sequence,
      case when person.address is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', email.kind, invitation.id, invitation.sequence, email.copy),
      case when person.address is not null then email.not_before end, email.message_id, ${tx.now}
    from unnest(${ids}::uuid[], ${emails.map(({ invitationId }) => invitationId)}::uuid[],
      ${emails.map(({ kind }) => kind)}::text[], ${emails.map(({ copy = 0 }) => copy)}::int[],
      ${emails.map(({ notBefore = tx.now }) => notBefore)}::timestamptz[], ${messageIds}::text[])
      as email(id, invitation_id, kind, copy, not_before, message_id)
    join invitation on invitation.company_id = ${tx.companyId} and invitation.id = email.invitation_id
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    left join candidate on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
    left join staff_member
      on staff_member.company_id = invitation.company_id and staff_member.id = invitation.staff_member_id
    cross join lateral (select case when invitation.ended_at is not null and invitation.told_address is not null
      then invitation.told_address else coalesce(invitation.kept_address, candidate.email, staff_member.email) end
      as address) person`)
  for (const id of ids) tx.record(deliveryChanged(id))
  return ids
}

/** The same for emails that offer something to applications; each time it is offered is one email. @returns their ids */
export function queueOffers(
  tx: Transaction,
  names: MailNames,
  { kind, table, ids }: { kind: OfferMailKind; table: 'scheduling_link' | 'waitlist_entry'; ids: readonly string[] },
): string[] {
  if (ids.length === 0) return []
  const subject = sql.ref(`${table}_id`)
  const emails = ids.map(() => newId())
  const messageIds = emails.map((id) => `<${id}@${names.domain}>`)
  tx.write(sql`insert into delivery (company_id, id, candidate_id, application_id, ${subject}, kind, sequence, status,
      email_key, next_attempt_at, message_id, queued_at)
    select offer.company_id, email.id, candidate.id, application.id, offer.id, ${kind}, 0,
      case when candidate.email is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', ${kind}::text, offer.id, (select count(*) from delivery earlier
        where earlier.company_id = offer.company_id and earlier.${subject} = offer.id)),
      case when candidate.email is not null then ${tx.now}::timestamptz end, email.message_id, ${tx.now}
    from unnest(${emails}::uuid[], ${ids}::uuid[], ${messageIds}::text[]) as email(id, offer_id, message_id)
    join ${sql.ref(table)} offer on offer.company_id = ${tx.companyId} and offer.id = email.offer_id
    join application on application.company_id = offer.company_id and application.id = offer.application_id
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id`)
  for (const id of emails) tx.record(deliveryChanged(id))
  return emails
}

/** The same for an email that tells what became of an application; each time it is asked for is one email. */
export function queueDecision(tx: Transaction, names: MailNames, applicationId: string): string {
  const id = newId()
  tx.write(sql`insert into delivery (company_id, id, candidate_id, application_id, kind, sequence, status, email_key,
      next_attempt_at, message_id, queued_at)
    select application.company_id, ${id}, candidate.id, application.id, 'DECISION', 0,
      case when candidate.email is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', 'DECISION', application.id, (select count(*) from delivery earlier
        where earlier.company_id = application.company_id and earlier.application_id = application.id
          and earlier.kind = 'DECISION')),
      case when candidate.email is not null then ${tx.now}::timestamptz end, ${`<${id}@${names.domain}>`}, ${tx.now}
    from application
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    where application.company_id = ${tx.companyId} and application.id = ${applicationId}`)
  tx.record(deliveryChanged(id))
  return id
}

/**
 * The same for an email about somebody's account.
 * @param key what it is asked for by: asked for by the same again, it is one email
 */
export function queueAccountEmail(
  tx: Transaction,
  names: MailNames,
  { kind, staffMemberId, key }: { kind: AccountMailKind; staffMemberId: string; key: string },
): void {
  const id = newId()
  tx.insert('delivery', {
    company_id: tx.companyId,
    id,
    staff_member_id: staffMemberId,
    kind,
    sequence: 0,
    status: 'QUEUED',
    email_key: `${kind}:${key}`,
    next_attempt_at: tx.now,
    message_id: `<${id}@${names.domain}>`,
    queued_at: tx.now,
  })
  tx.record(deliveryChanged(id))
}

/**
 * Withdraws the emails about something that have not left: what comes now tells the truth instead of them.
 * @returns what one is about that is in a worker's hands and may arrive
 */
export async function dropWaiting(
  tx: Transaction,
  column: 'invitation_id' | 'scheduling_link_id' | 'waitlist_entry_id',
  about: readonly string[],
): Promise<Set<string>> {
  if (about.length === 0) return new Set()
  const unfinished = await tx.rows(sql<{ id: string; about: string; status: string }>`
    select id, ${sql.ref(column)} as about, status from delivery
    where company_id = ${tx.companyId} and ${sql.ref(column)} = any(${about}) and status in ('QUEUED', 'SENDING')
    order by id for update`)
  // What is in flight is locked as well, only to see it after its worker: it may put an attempt that failed back into
  // the queue at this very moment, and whatever waits there would hold up what comes now.
  const waiting = unfinished.filter(({ status }) => status === 'QUEUED').map(({ id }) => id)
  const underWay = new Set(unfinished.filter(({ status }) => status === 'SENDING').map(({ about }) => about))
  if (waiting.length === 0) return underWay
  tx.write(sql`update delivery set status = 'CANCELLED', next_attempt_at = null
    where company_id = ${tx.companyId} and id = any(${waiting})`)
  for (const id of waiting) tx.record(deliveryChanged(id))
  return underWay
}
