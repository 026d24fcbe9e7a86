import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { lockDelivery } from './lock-delivery.ts'
import type { MailNames } from './queue-emails.ts'
import { readSubject } from './read-subject.ts'
import { sendAgain } from './send-again.ts'

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

    const id = await sendAgain(tx, names, { ...delivery, invitationId: delivery.invitation?.id ?? null })
    tx.record({ name: 'EmailResent', about: { type: 'Delivery', id }, fields: ['nextAttemptAt'] })
    return { kind: 'Delivery', id }
  })(tools)
