import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { toBase32 } from '../shared/base32.ts'
import { newId } from '../shared/id.ts'
import type { DomainEvent, Reaction, Transaction } from '../shared/transaction.ts'
import { whenToUpdate, type DeliveryKind } from './delivery.rules.ts'
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

/** What of an interview its emails tell: who changes none of it changes nothing that the candidate would see. */
const toldFields: readonly string[] = ['startsAt', 'endsAt', 'mode', 'location', 'meetingUrl', 'interviewerIds']

/**
 * Chooses the email for an event and puts it into the outbox, in the transaction of its cause: the email exists if
 * and only if the change does. The row holds ids; what is sent is read and rendered when it is sent.
 */
export const makeOutbox = (names: MailNames): Reaction => {
  const onEvent: Record<string, (tx: Transaction, event: DomainEvent) => Promise<void> | void> = {
    InterviewScheduled(tx, { about: { id: interviewId } }) {
      const invitationId = newId()
      const calendarUid = `${randomBytes(20).toString('hex')}@${names.domain}`
      tx.write(sql`insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid, created_at)
        select interview.company_id, ${invitationId}, interview.id, application.candidate_id, ${calendarUid}, ${tx.now}
        from interview join application
          on application.company_id = interview.company_id and application.id = interview.application_id
        where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`)
      queueEmail(tx, names, { invitationId, kind: 'INVITATION' })
    },

    async InterviewRescheduled(tx, { about, fields = [] }) {
      if (!fields.some((field) => toldFields.includes(field))) return
      const invitation = await invitationOf(tx, about.id)
      if (!invitation) return
      const { underWay } = await dropWaiting(tx, 'invitation_id', invitation.id)
      const movesTime = fields.includes('startsAt') || fields.includes('endsAt')
      tx.write(sql`update invitation set sequence = sequence + 1,
          time_sequence = case when ${movesTime} then sequence + 1 else time_sequence end
        where company_id = ${tx.companyId} and id = ${invitation.id}`)
      // Who never got the invitation gets it now, with the new time: there is nothing they could compare it with.
      const kind = invitation.isTold || underWay ? 'UPDATE' : 'INVITATION'
      const notBefore = kind === 'UPDATE' ? whenToUpdate(await lastUpdateOf(tx, invitation.id), tx.now) : tx.now
      queueEmail(tx, names, { invitationId: invitation.id, kind, notBefore })
    },

    async InterviewCancelled(tx, { about }) {
      const invitation = await invitationOf(tx, about.id)
      if (!invitation || invitation.meetingEndsAt <= tx.now) return
      await dropWaiting(tx, 'invitation_id', invitation.id)
      tx.write(sql`update invitation set sequence = sequence + 1
        where company_id = ${tx.companyId} and id = ${invitation.id}`)
      queueEmail(tx, names, { invitationId: invitation.id, kind: 'CANCELLATION' })
    },

    // Asked again before it left, one email is enough.
    async ChoiceOffered(tx, { about }) {
      await dropWaiting(tx, 'scheduling_link_id', about.id)
      queueOffer(tx, names, { kind: 'CHOOSE_SLOT', table: 'scheduling_link', id: about.id })
    },

    async SchedulingLinkRevoked(tx, { about }) {
      await dropWaiting(tx, 'scheduling_link_id', about.id)
    },

    async WaitlistOffered(tx, { about }) {
      await dropWaiting(tx, 'waitlist_entry_id', about.id)
      queueOffer(tx, names, { kind: 'WAITLIST_OFFER', table: 'waitlist_entry', id: about.id })
    },

    async InterviewExpired(tx, { about }) {
      const invitation = await invitationOf(tx, about.id)
      if (invitation) await dropWaiting(tx, 'invitation_id', invitation.id)
    },
  }

  return async (tx, event) => {
    await onEvent[event.name]?.(tx, event)
  }
}

/** The candidate's invitation of an interview, locked: its sequence and its emails change one at a time. */
export async function invitationOf(tx: Transaction, interviewId: string) {
  const [row] = await tx.rows(sql<{ id: string; meetingEndsAt: string; isTold: boolean }>`
    select invitation.id, interview.ends_at as "meetingEndsAt", invitation.told_starts_at is not null as "isTold"
    from invitation join interview
      on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    where invitation.company_id = ${tx.companyId} and invitation.interview_id = ${interviewId}
    for update of invitation`)
  return row ? { ...row, meetingEndsAt: new Date(row.meetingEndsAt) } : null
}

/** When the newest update about an invitation left, or began to. */
async function lastUpdateOf(tx: Transaction, invitationId: string): Promise<Date | null> {
  const [row] = await tx.rows(sql<{ at: string | null }>`select max(coalesce(sent_at, stamp_at)) as at from delivery
    where company_id = ${tx.companyId} and invitation_id = ${invitationId} and kind = 'UPDATE'
      and status in ('SENDING', 'SENT')`)
  return row?.at ? new Date(row.at) : null
}

/**
 * Puts one email about an invitation into the outbox, or notes that the candidate has no address to send it to.
 * @param copy 0 for the email that an event asks for, from 1 on for each time a person asks for it again: one of each
 * @param notBefore when it may leave; now where left out
 * @returns the delivery's id
 */
export function queueEmail(
  tx: Transaction,
  names: MailNames,
  {
    invitationId,
    kind,
    copy = 0,
    notBefore = tx.now,
  }: { invitationId: string; kind: DeliveryKind; copy?: number; notBefore?: Date },
): string {
  const id = newId()
  tx.write(sql`insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status,
      email_key, next_attempt_at, message_id, queued_at)
    select invitation.company_id, ${id}, candidate.id, interview.application_id, invitation.id, ${kind},
      invitation.sequence,
      case when candidate.email is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', ${kind}::text, invitation.id, invitation.sequence, ${copy}::int),
      case when candidate.email is not null then ${notBefore}::timestamptz end,
      ${`<${id}@${names.domain}>`}, ${tx.now}
    from invitation
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    join candidate on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
    where invitation.company_id = ${tx.companyId} and invitation.id = ${invitationId}`)
  tx.record(deliveryChanged(id))
  return id
}

/** The same for an email that offers something to an application; each time it is offered is one email. */
function queueOffer(
  tx: Transaction,
  names: MailNames,
  offer: { kind: OfferMailKind; table: 'scheduling_link' | 'waitlist_entry'; id: string },
): void {
  const { kind, table } = offer
  const subject = sql.ref(`${table}_id`)
  const id = newId()
  tx.write(sql`insert into delivery (company_id, id, candidate_id, application_id, ${subject}, kind, sequence, status,
      email_key, next_attempt_at, message_id, queued_at)
    select offer.company_id, ${id}, candidate.id, application.id, offer.id, ${kind}, 0,
      case when candidate.email is null then 'SKIPPED_NO_ADDRESS' else 'QUEUED' end,
      concat_ws(':', ${kind}::text, offer.id, (select count(*) from delivery earlier
        where earlier.company_id = offer.company_id and earlier.${subject} = offer.id)),
      case when candidate.email is not null then ${tx.now}::timestamptz end,
      ${`<${id}@${names.domain}>`}, ${tx.now}
    from ${sql.ref(table)} offer
    join application on application.company_id = offer.company_id and application.id = offer.application_id
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    where offer.company_id = ${tx.companyId} and offer.id = ${offer.id}`)
  tx.record(deliveryChanged(id))
}

/**
 * Withdraws the emails about something that have not left: what comes now tells the truth instead of them.
 * @returns whether one is in a worker's hands and may arrive
 */
async function dropWaiting(
  tx: Transaction,
  column: 'invitation_id' | 'scheduling_link_id' | 'waitlist_entry_id',
  id: string,
): Promise<{ underWay: boolean }> {
  const unfinished = await tx.rows(sql<{ id: string; status: string }>`select id, status from delivery
    where company_id = ${tx.companyId} and ${sql.ref(column)} = ${id} and status in ('QUEUED', 'SENDING')
    for update`)
  // What is in flight is locked as well, only to see it after its worker: it may put an attempt that failed back into
  // the queue at this very moment, and whatever waits there would hold up what comes now.
  const waiting = unfinished.filter(({ status }) => status === 'QUEUED').map(({ id }) => id)
  const underWay = waiting.length < unfinished.length
  if (waiting.length === 0) return { underWay }
  tx.write(sql`update delivery set status = 'CANCELLED', next_attempt_at = null
    where company_id = ${tx.companyId} and id = any(${waiting})`)
  for (const id of waiting) tx.record(deliveryChanged(id))
  return { underWay }
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
