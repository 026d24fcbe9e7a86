import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Tools, Transaction } from '../shared/use-case.ts'
import type { DeliveryStatus } from './delivery.rules.ts'
import { leaveKeptAddress } from './kept-address.ts'
import { lockDelivery, type LockedDelivery, type Time } from './lock-delivery.ts'
import { deliveryChanged } from './queue-emails.ts'
import { readSubject } from './read-subject.ts'
import { nextAttempt } from './retry.rules.ts'

/** How an attempt ended. */
export type Outcome =
  /** `tells`: when the meeting is, as the message that left says; null where it says nothing of it. */
  | { kind: 'Sent'; response: string; tells: Time | null }
  | {
      kind: 'Failed'
      code: string
      hint: string
      verdict: 'RETRY' | 'FAIL' | 'PAUSE'
      command: string | null
      serverResponse: string | null
    }

export type Settled = { kind: 'Settled'; status: DeliveryStatus } | { kind: 'TakenOver' }

/**
 * Writes down how an attempt ended. A worker that lost its lease meanwhile writes nothing: the email is in other
 * hands, and they will tell.
 */
export const makeSettleDelivery =
  ({ inTransaction }: Tools, random: () => number = Math.random) =>
  (companyId: string, deliveryId: string, worker: string, outcome: Outcome): Promise<Settled> =>
    inTransaction<Settled>({ name: 'settleDelivery', actor: system(companyId) }, async (tx) => {
      const delivery = await lockDelivery(tx, deliveryId, 'WAIT')
      if (delivery?.status !== 'SENDING' || delivery.leaseOwner !== worker) return { kind: 'TakenOver' }
      const { invitation } = delivery
      tx.record(deliveryChanged(deliveryId))
      endAttempt(tx, delivery, outcome)

      if (outcome.kind === 'Sent') {
        const { response, tells } = outcome
        tx.write(sql`update delivery set status = 'SENT', sent_at = ${tx.now}, server_response = ${response},
            error_code = null, hint = null, lease_owner = null, lease_until = null
          where company_id = ${companyId} and id = ${deliveryId}`)
        if (invitation && tells)
          tx.write(sql`update invitation set told_starts_at = ${tells.startsAt}, told_ends_at = ${tells.endsAt},
              told_address = ${delivery.recipientAddress}
            where company_id = ${companyId} and id = ${invitation.id}`)
        return { kind: 'Settled', status: 'SENT' }
      }

      const { code, hint, serverResponse, verdict } = outcome
      const { isOvertaken, notAfter } = await readSubject(tx, delivery)
      const again = {
        FAIL: () => null,
        // The settings are to blame, not this email: it goes first when the pause ends.
        PAUSE: () => tx.now,
        RETRY: () =>
          nextAttempt({
            attempts: delivery.attempts,
            queuedAt: delivery.queuedAt,
            notAfter,
            now: tx.now,
            random: random(),
          }),
      }[verdict]()
      const status = isOvertaken ? 'CANCELLED' : again ? 'QUEUED' : 'FAILED'
      tx.write(sql`update delivery set status = ${status}, next_attempt_at = ${status === 'QUEUED' ? again : null},
          error_code = ${code}, hint = ${hint}, server_response = ${serverResponse}, lease_owner = null, lease_until = null
        where company_id = ${companyId} and id = ${deliveryId}`)
      if (invitation && status === 'FAILED') leaveKeptAddress(tx, invitation.id, delivery.recipientAddress)
      return { kind: 'Settled', status }
    })

/** How an attempt ended, in its own row: the email's row only remembers the last one. */
function endAttempt(tx: Transaction, { id, attempts }: LockedDelivery, outcome: Outcome): void {
  const { code, command } = outcome.kind === 'Failed' ? outcome : { code: null, command: null }
  const response = outcome.kind === 'Failed' ? outcome.serverResponse : outcome.response
  tx.write(sql`update delivery_attempt set ended_at = ${tx.now}, error_code = ${code}, command = ${command},
      server_response = ${response}
    where company_id = ${tx.companyId} and delivery_id = ${id} and number = ${attempts}`)
}
