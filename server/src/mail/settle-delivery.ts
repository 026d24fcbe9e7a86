import { system } from '../shared/actor.ts'
import { findAndLock } from '../shared/find.ts'
import type { Tools } from '../shared/use-case.ts'
import { Interview } from '../interviews/interview.ts'
import { Delivery, Invitation } from './delivery.ts'
import { isOvertaken, type DeliveryStatus } from './delivery.rules.ts'
import { deliveryChanged } from './outbox.ts'
import { nextAttempt } from './retry.rules.ts'

/** How an attempt ended. */
export type Outcome =
  | { kind: 'Sent'; response: string }
  | { kind: 'Failed'; code: string; hint: string; verdict: 'RETRY' | 'FAIL' | 'PAUSE'; serverResponse: string | null }

export type Settled = { kind: 'Settled'; status: DeliveryStatus } | { kind: 'TakenOver' }

/**
 * Writes down how an attempt ended. A worker that lost its lease meanwhile writes nothing: the email is in other
 * hands, and they will tell.
 */
export const makeSettleDelivery =
  ({ inTransaction }: Tools, random: () => number = Math.random) =>
  (companyId: string, deliveryId: string, worker: string, outcome: Outcome): Promise<Settled> =>
    inTransaction<Settled>({ name: 'settleDelivery', actor: system(companyId) }, async (tx) => {
      const delivery = await findAndLock(tx, Delivery, deliveryId)
      if (delivery.status !== 'SENDING' || delivery.leaseOwner !== worker) return { kind: 'TakenOver' }
      const invitation = await tx.em.findOneOrFail(Invitation, {
        company: companyId,
        id: delivery.invitation.id,
      })
      const interview = await tx.em.findOneOrFail(Interview, { company: companyId, id: invitation.interview.id })
      delivery.leaseOwner = null
      delivery.leaseUntil = null

      if (outcome.kind === 'Sent') {
        delivery.status = 'SENT'
        delivery.sentAt = tx.now
        delivery.serverResponse = outcome.response
        delivery.errorCode = null
        delivery.hint = null
      } else {
        delivery.errorCode = outcome.code
        delivery.hint = outcome.hint
        delivery.serverResponse = outcome.serverResponse
        const meeting = {
          sequence: invitation.sequence ?? 0,
          status: interview.status ?? '',
          endsAt: interview.endsAt,
        }
        const again = whenAgain(outcome.verdict, delivery, interview, tx.now, random)
        delivery.status = isOvertaken(delivery, meeting, tx.now) ? 'CANCELLED' : again ? 'QUEUED' : 'FAILED'
        delivery.nextAttemptAt = delivery.status === 'QUEUED' ? again : null
      }
      tx.record(deliveryChanged(delivery.id))
      return { kind: 'Settled', status: delivery.status }
    })

function whenAgain(
  verdict: 'RETRY' | 'FAIL' | 'PAUSE',
  delivery: Delivery,
  interview: Interview,
  now: Date,
  random: () => number,
): Date | null {
  if (verdict === 'FAIL') return null
  // The settings are to blame, not this email: it goes first when the pause ends.
  if (verdict === 'PAUSE') return now
  return nextAttempt({
    attempts: delivery.attempts ?? 1,
    queuedAt: delivery.queuedAt,
    startsAt: interview.startsAt,
    now,
    random: random(),
  })
}
