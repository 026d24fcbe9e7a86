import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Tools, type Transaction } from '../shared/use-case.ts'
import { lockDelivery, type LockedDelivery } from './lock-delivery.ts'
import { deliveryChanged, queueDecision, queueEmails, queueOffers, type MailNames } from './queue-emails.ts'
import { readSubject } from './read-subject.ts'

const input = z.object({ deliveryId: z.string(), idempotencyKey })

type ResendEmailAnswer =
  | { kind: 'Delivery'; id: string }
  | { kind: 'AddressIsMissing'; interviewId: string | null }
  | { kind: 'EmailIsUnderWay' }
  | { kind: 'EmailIsOvertaken' }

/**
 * Sends an email once more, with what is true now, to the address that the person has now. One that still waits is
 * sent now instead; one that would say what is no longer true is not sent again.
 */
export const makeResendEmail = (tools: Tools, names: MailNames) =>
  useCase('resendEmail', input, async (tx, { deliveryId }): Promise<ResendEmailAnswer> => {
    const delivery = looksLikeId(deliveryId) ? await lockDelivery(tx, deliveryId, 'WAIT') : null
    if (!delivery) throw notFound()
    if (delivery.status === 'SENDING') return { kind: 'EmailIsUnderWay' }
    const subject = await readSubject(tx, delivery)
    if (subject.isOvertaken) return { kind: 'EmailIsOvertaken' }
    if (!subject.recipient.email)
      return { kind: 'AddressIsMissing', interviewId: delivery.invitation?.interviewId ?? null }

    const waiting = delivery.status === 'QUEUED' ? delivery.id : await waitingCopy(tx, delivery)
    if (waiting) {
      tx.write(sql`update delivery set next_attempt_at = ${tx.now}
        where company_id = ${tx.companyId} and id = ${waiting} and status = 'QUEUED'`)
      tx.record(deliveryChanged(waiting))
    }
    const id = waiting ?? (await queueCopy(tx, names, delivery))
    tx.record({ name: 'EmailResent', about: { type: 'Delivery', id }, fields: ['nextAttemptAt'] })
    return { kind: 'Delivery', id }
  })(tools)

/** An email about the same that waits: two copies would help nobody. A reminder tells nothing of what an invitation does. */
async function waitingCopy(tx: Transaction, delivery: LockedDelivery): Promise<string | null> {
  const { invitation, schedulingLinkId, waitlistEntryId, kind, applicationId } = delivery
  const [row] = await tx.rows(sql<{ id: string }>`select id from delivery
    where company_id = ${tx.companyId} and status = 'QUEUED' and (kind = 'REMINDER') = ${kind === 'REMINDER'}
      and (invitation_id = ${invitation?.id ?? null}
      or scheduling_link_id = ${schedulingLinkId} or waitlist_entry_id = ${waitlistEntryId}
      or ${kind === 'DECISION'} and kind = 'DECISION' and application_id = ${applicationId}) limit 1`)
  return row?.id ?? null
}

async function queueCopy(tx: Transaction, names: MailNames, delivery: LockedDelivery): Promise<string> {
  const { invitation, schedulingLinkId, waitlistEntryId, kind } = delivery
  if (schedulingLinkId)
    return queueOffers(tx, names, { kind: 'CHOOSE_SLOT', table: 'scheduling_link', ids: [schedulingLinkId] })[0]!
  if (waitlistEntryId) {
    const offer = kind === 'WAITLIST_CANCELLATION' ? kind : 'WAITLIST_OFFER'
    return queueOffers(tx, names, { kind: offer, table: 'waitlist_entry', ids: [waitlistEntryId] })[0]!
  }
  if (kind === 'DECISION') return queueDecision(tx, names, delivery.applicationId)
  const [copies] = await tx.rows(sql<{ count: number }>`select count(*)::int as count from delivery
    where company_id = ${tx.companyId} and invitation_id = ${invitation!.id} and kind = ${kind}
      and sequence = ${invitation!.sequence}`)
  return queueEmails(tx, names, [{ invitationId: invitation!.id, kind, copy: copies!.count }])[0]!
}
