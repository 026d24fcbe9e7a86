import { createHmac, randomBytes } from 'node:crypto'
import { LockMode } from '@mikro-orm/core'
import { Interview } from '../interviews/interview.ts'
import { toBase32 } from '../shared/base32.ts'
import { newId } from '../shared/id.ts'
import type { DomainEvent, Reaction, Transaction } from '../shared/transaction.ts'
import { Delivery, Invitation } from './delivery.ts'
import type { DeliveryKind } from './delivery.rules.ts'

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

/**
 * Chooses the email for an event and puts it into the outbox, in the transaction of its cause: the email exists if
 * and only if the change does. The row holds ids; what is sent is read and rendered when it is sent.
 */
export const makeOutbox = (names: MailNames): Reaction => {
  const onEvent: Record<string, (tx: Transaction, interviewId: string) => Promise<void>> = {
    async InterviewScheduled(tx, interviewId) {
      const { interview, candidate } = await interviewAndCandidate(tx, interviewId)
      const invitation = tx.em.create(Invitation, {
        company: tx.companyId,
        id: newId(),
        interview,
        candidate,
        calendarUid: `${randomBytes(20).toString('hex')}@${names.domain}`,
        createdAt: tx.now,
      })
      queueEmail(tx, names, { invitation, kind: 'INVITATION', address: candidate.email })
    },

    async InterviewCancelled(tx, interviewId) {
      const { interview, candidate } = await interviewAndCandidate(tx, interviewId)
      if (interview.endsAt <= tx.now) return
      const invitation = await invitationOf(tx, interviewId)
      if (!invitation) return
      await dropWaiting(tx, invitation)
      invitation.sequence++
      queueEmail(tx, names, { invitation, kind: 'CANCELLATION', address: candidate.email })
    },

    async InterviewExpired(tx, interviewId) {
      const invitation = await invitationOf(tx, interviewId)
      if (invitation) await dropWaiting(tx, invitation)
    },
  }

  return async (tx, event) => {
    await onEvent[event.name]?.(tx, event.about.id)
  }
}

/** The candidate's invitation of an interview, locked: its sequence and its emails change one at a time. */
export const invitationOf = (tx: Transaction, interviewId: string): Promise<Invitation | null> =>
  tx.em.findOne(
    Invitation,
    { company: tx.companyId, interview: [tx.companyId, interviewId] },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  )

/**
 * Puts one email about an invitation into the outbox, or notes that there is nowhere to send it to.
 * @param copy 0 for the email that an event asks for, from 1 on for each time a person asks for it again: one of each
 */
export function queueEmail(
  tx: Transaction,
  names: MailNames,
  {
    invitation,
    kind,
    address,
    copy = 0,
  }: { invitation: Invitation; kind: DeliveryKind; address: string | null | undefined; copy?: number },
): Delivery {
  const id = newId()
  const sequence = invitation.sequence ?? 0
  const delivery = tx.em.create(Delivery, {
    company: tx.companyId,
    id,
    invitation,
    kind,
    sequence,
    status: address ? 'QUEUED' : 'SKIPPED_NO_ADDRESS',
    emailKey: `${kind}:${invitation.id}:${sequence}:${copy}`,
    nextAttemptAt: address ? tx.now : null,
    messageId: `<${id}@${names.domain}>`,
    queuedAt: tx.now,
  })
  tx.record(deliveryChanged(id))
  return delivery
}

/** Withdraws the emails of an invitation that have not left: what comes now tells the truth instead of them. */
async function dropWaiting(tx: Transaction, invitation: Invitation): Promise<void> {
  const unfinished = await tx.em.find(
    Delivery,
    { company: tx.companyId, invitation, status: ['QUEUED', 'SENDING'] },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  )
  // What is in flight is locked as well, only to see it after its worker: it may put an attempt that failed back into
  // the queue at this very moment, and whatever waits there would hold up what comes now.
  for (const delivery of unfinished.filter(({ status }) => status === 'QUEUED')) {
    delivery.status = 'CANCELLED'
    delivery.nextAttemptAt = null
    tx.record(deliveryChanged(delivery.id))
  }
}

/** What the use case has in its hands already is not asked for again. */
async function interviewAndCandidate(tx: Transaction, interviewId: string) {
  const interview = await tx.em.findOneOrFail(Interview, { company: tx.companyId, id: interviewId })
  await tx.em.populate(interview, ['application.candidate'])
  return { interview, candidate: interview.application.candidate }
}

/**
 * The address under which one person's calendar program answers: `local+token@domain`. The token is derived, stable
 * for all interviews of the person, and survives services that fold case.
 * @param mailFrom the bare address emails come from
 */
export function replyAddress(mailFrom: string, secret: string, companyId: string, personId: string): string {
  const at = mailFrom.lastIndexOf('@')
  const token = createHmac('sha256', secret).update(`reply-address\n${companyId}\n${personId}`).digest()
  return `${mailFrom.slice(0, at)}+${toBase32(token.subarray(0, 15))}${mailFrom.slice(at)}`
}
