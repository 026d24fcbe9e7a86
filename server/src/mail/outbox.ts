import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { toBase32 } from '../shared/base32.ts'
import { newId } from '../shared/id.ts'
import type { DomainEvent, Reaction, Transaction } from '../shared/transaction.ts'
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
  const onEvent: Record<string, (tx: Transaction, interviewId: string) => Promise<void> | void> = {
    InterviewScheduled(tx, interviewId) {
      const invitationId = newId()
      const calendarUid = `${randomBytes(20).toString('hex')}@${names.domain}`
      tx.write(sql`insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid, created_at)
        select interview.company_id, ${invitationId}, interview.id, application.candidate_id, ${calendarUid}, ${tx.now}
        from interview join application
          on application.company_id = interview.company_id and application.id = interview.application_id
        where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`)
      queueEmail(tx, names, { invitationId, kind: 'INVITATION' })
    },

    async InterviewCancelled(tx, interviewId) {
      const invitation = await invitationOf(tx, interviewId)
      if (!invitation || invitation.meetingEndsAt <= tx.now) return
      await dropWaiting(tx, invitation.id)
      tx.write(sql`update invitation set sequence = sequence + 1
        where company_id = ${tx.companyId} and id = ${invitation.id}`)
      queueEmail(tx, names, { invitationId: invitation.id, kind: 'CANCELLATION' })
    },

    async InterviewExpired(tx, interviewId) {
      const invitation = await invitationOf(tx, interviewId)
      if (invitation) await dropWaiting(tx, invitation.id)
    },
  }

  return async (tx, event) => {
    await onEvent[event.name]?.(tx, event.about.id)
  }
}

/** The candidate's invitation of an interview, locked: its sequence and its emails change one at a time. */
export async function invitationOf(tx: Transaction, interviewId: string) {
  const [row] = await tx.rows(sql<{ id: string; meetingEndsAt: string }>`
    select invitation.id, interview.ends_at as "meetingEndsAt" from invitation join interview
      on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    where invitation.company_id = ${tx.companyId} and invitation.interview_id = ${interviewId}
    for update of invitation`)
  return row ? { id: row.id, meetingEndsAt: new Date(row.meetingEndsAt) } : null
}

/**
 * Puts one email about an invitation into the outbox, or notes that the candidate has no address to send it to.
 * @param copy 0 for the email that an event asks for, from 1 on for each time a person asks for it again: one of each
 * @returns the delivery's id
 */
export function queueEmail(
  tx: Transaction,
  names: MailNames,
  { invitationId, kind, copy = 0 }: { invitationId: string; kind: DeliveryKind; copy?: number },
): string {
  const id = newId()
  tx.write(sql`insert into delivery (company_id, id, invitation_id, kind, sequence, status, email_key, next_attempt_at,
      message_id, queued_at)
    select invitation.company_id, ${id}, invitation.id, ${kind}, invitation.sequence,
      case when candidate.email is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', ${kind}::text, invitation.id, invitation.sequence, ${copy}::int),
      case when candidate.email is not null then ${tx.now}::timestamptz end,
      ${`<${id}@${names.domain}>`}, ${tx.now}
    from invitation join candidate
      on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
    where invitation.company_id = ${tx.companyId} and invitation.id = ${invitationId}`)
  tx.record(deliveryChanged(id))
  return id
}

/** Withdraws the emails of an invitation that have not left: what comes now tells the truth instead of them. */
async function dropWaiting(tx: Transaction, invitationId: string): Promise<void> {
  const unfinished = await tx.rows(sql<{ id: string; status: string }>`select id, status from delivery
    where company_id = ${tx.companyId} and invitation_id = ${invitationId} and status in ('QUEUED', 'SENDING')
    for update`)
  // What is in flight is locked as well, only to see it after its worker: it may put an attempt that failed back into
  // the queue at this very moment, and whatever waits there would hold up what comes now.
  const waiting = unfinished.filter(({ status }) => status === 'QUEUED').map(({ id }) => id)
  if (waiting.length === 0) return
  tx.write(sql`update delivery set status = 'CANCELLED', next_attempt_at = null
    where company_id = ${tx.companyId} and id = any(${waiting})`)
  for (const id of waiting) tx.record(deliveryChanged(id))
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
