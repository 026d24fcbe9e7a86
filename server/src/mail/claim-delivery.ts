import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Tools, Transaction } from '../shared/use-case.ts'
import type { LogoUrl } from '../companies/logo-file.ts'
import { lockDelivery, type LockedDelivery, type Time } from './lock-delivery.ts'
import type { MailAddresses } from './mail-address.ts'
import type { Mail } from './mail.ts'
import { readMailStyle, type MailStyle } from './mail-style.ts'
import { deliveryChanged } from './queue-emails.ts'
import { readSubject } from './read-subject.ts'
import type { LinkTools } from './subject.ts'

/** How long a worker may be silent before another one takes its email over, in milliseconds. */
export const leaseLength = 30_000

export interface ClaimTools extends Tools, LinkTools {
  /** The address under which a person's calendar program answers. */
  replyAddressOf: MailAddresses['replyAddressOf']
  /** Where a server reports that an email could not be delivered; null where nobody would hear of it. */
  bounceAddressOf: MailAddresses['bounceAddressOf'] | null
  logoUrl: LogoUrl
}

export interface Claimed {
  kind: 'Claimed'
  deliveryId: string
  attempt: number
  mail: Mail
  /** What the company brings to it. */
  style: MailStyle
  /** When the meeting is, as the email says; null where it invites to none. */
  tells: Time | null
}

export type ClaimAnswer = Claimed | { kind: 'NotDue' } | { kind: 'Dropped'; status: Dropped }

type Dropped = 'CANCELLED' | 'SKIPPED_NO_ADDRESS' | 'FAILED'

/**
 * Takes an email into this worker's hands for a while, and reads everything it says. Read now and not when it was
 * queued: what has been overtaken is dropped here.
 */
export const makeClaimDelivery =
  ({ inTransaction, replyAddressOf, bounceAddressOf, logoUrl, ...links }: ClaimTools) =>
  (companyId: string, deliveryId: string, worker: string): Promise<ClaimAnswer> =>
    inTransaction<ClaimAnswer>({ name: 'claimDelivery', actor: system(companyId) }, async (tx) => {
      // Another worker, or whoever changes the meeting at this moment, is not waited for.
      const delivery = await lockDelivery(tx, deliveryId, 'SKIP')
      if (!delivery || !isDue(delivery, tx.now)) return { kind: 'NotDue' }
      const { invitation } = delivery
      // Whatever went before it has failed: there is no old time that the recipient could know.
      if (delivery.kind === 'UPDATE' && !invitation?.told) delivery.kind = 'INVITATION'
      const [subject, style, [demo]] = await Promise.all([
        readSubject(tx, delivery),
        readMailStyle(tx, logoUrl),
        tx.rows(sql`select from company where id = ${companyId} and demo_of_id is not null`),
      ])
      // First of all, and whoever it is to: people of the demo are invented, but who looks at it may be among its interviewers.
      if (demo) return drop(tx, delivery, 'CANCELLED', ofDemo)
      if (subject.isOvertaken) return drop(tx, delivery, 'CANCELLED')
      const { recipient } = subject
      if (!recipient.email) return drop(tx, delivery, 'SKIPPED_NO_ADDRESS')
      if (recipient.badAddress)
        return drop(tx, delivery, 'FAILED', {
          errorCode: 'ADDRESS_BAD',
          serverResponse: recipient.badAddress.reason,
          hint: 'An earlier email to this address came back. Correct the address, then send the invitation again.',
        })

      const stamp = delivery.stampAt ?? laterThan(invitation?.lastStampAt ?? null, tx.now)
      const attempt = delivery.attempts + 1
      const firstMessageId = invitation?.firstMessageId ?? delivery.messageId
      tx.write(sql`update delivery set status = 'SENDING', kind = ${delivery.kind}, attempts = ${attempt},
          lease_owner = ${worker}, lease_until = ${new Date(tx.now.getTime() + leaseLength)}, next_attempt_at = null,
          recipient_address = ${recipient.email}, stamp_at = ${stamp}
        where company_id = ${companyId} and id = ${deliveryId}`)
      beginAttempt(tx, deliveryId, attempt)
      if (invitation)
        tx.write(sql`update invitation set first_message_id = ${firstMessageId},
            last_stamp_at = ${delivery.stampAt ? invitation.lastStampAt : stamp}
          where company_id = ${companyId} and id = ${invitation.id}`)
      tx.record(deliveryChanged(deliveryId))
      const mail = subject.mail(
        {
          to: { name: recipient.name, address: recipient.email },
          from: { name: subject.company.name, address: replyAddressOf(recipient.id) },
          ...(bounceAddressOf ? { envelopeFrom: bounceAddressOf(deliveryId) } : {}),
          stamp,
          messageId: delivery.messageId,
          references: firstMessageId === delivery.messageId ? [] : [firstMessageId],
        },
        links,
      )
      return { kind: 'Claimed', deliveryId, attempt, mail, style, tells: subject.tells }
    })

/** How many attempts of an email are kept, the newest: a day of trying makes some thirty. */
const keptAttempts = 50

function beginAttempt(tx: Transaction, deliveryId: string, number: number): void {
  tx.insert('delivery_attempt', { company_id: tx.companyId, delivery_id: deliveryId, number, begun_at: tx.now })
  if (number > keptAttempts)
    tx.write(sql`delete from delivery_attempt where company_id = ${tx.companyId} and delivery_id = ${deliveryId}
      and number <= ${number - keptAttempts}`)
}

const isDue = (delivery: LockedDelivery, now: Date): boolean =>
  delivery.status === 'QUEUED'
    ? delivery.nextAttemptAt !== null && delivery.nextAttemptAt <= now
    : delivery.status === 'SENDING' && delivery.leaseUntil !== null && delivery.leaseUntil < now

/** What is shown of an email that does not leave. */
interface Reason {
  errorCode: string
  serverResponse: string | null
  hint: string
}

const ofDemo: Reason = {
  errorCode: 'DEMO_COMPANY',
  serverResponse: null,
  hint: 'This is a demo: nothing is sent to anybody.',
}

function drop(tx: Transaction, { id }: LockedDelivery, status: Dropped, why: Reason | null = null): ClaimAnswer {
  const because = why
    ? sql`, error_code = ${why.errorCode}, server_response = ${why.serverResponse}, hint = ${why.hint}`
    : sql``
  tx.write(sql`update delivery set status = ${status}, next_attempt_at = null, lease_owner = null, lease_until = null ${because}
    where company_id = ${tx.companyId} and id = ${id}`)
  tx.record(deliveryChanged(id))
  return { kind: 'Dropped', status }
}

/** DTSTAMP has whole seconds and rises with every message of a calendar event. */
function laterThan(last: Date | null, now: Date): Date {
  const second = Math.floor(now.getTime() / 1000) * 1000
  return new Date(last ? Math.max(second, last.getTime() + 1000) : second)
}
