import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import type { DeliveryStatus } from './delivery.rules.ts'
import { lockDelivery } from './lock-delivery.ts'
import { deliveryChanged } from './queue-emails.ts'

const input = z.object({ deliveryId: z.string(), idempotencyKey })

type WithdrawEmailAnswer = { kind: 'Delivery'; id: string } | { kind: 'EmailHasLeft'; status: DeliveryStatus }

/** Takes an email back that still waits. Nobody is told instead: whoever does this tells them another way. */
export const makeWithdrawEmail = useCase(
  'withdrawEmail',
  input,
  async (tx, { deliveryId }): Promise<WithdrawEmailAnswer> => {
    const delivery = looksLikeId(deliveryId) ? await lockDelivery(tx, deliveryId, 'WAIT') : null
    if (!delivery) throw notFound()
    if (delivery.status !== 'QUEUED') return { kind: 'EmailHasLeft', status: delivery.status }
    tx.write(sql`update delivery set status = 'CANCELLED', next_attempt_at = null, error_code = 'EMAIL_WITHDRAWN',
        hint = 'Somebody withdrew it before it left. Nobody was told instead.'
      where company_id = ${tx.companyId} and id = ${delivery.id}`)
    tx.record(deliveryChanged(delivery.id))
    tx.record({ name: 'EmailWithdrawn', about: { type: 'Delivery', id: delivery.id }, fields: ['status'] })
    return { kind: 'Delivery', id: delivery.id }
  },
)
