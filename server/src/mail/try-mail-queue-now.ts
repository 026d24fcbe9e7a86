import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'

const input = z.object({ idempotencyKey })

/**
 * Has a worker try the mail server now instead of at the next minute, as after a corrected setting. Where nothing is
 * paused there is nothing to try.
 */
export const makeTryMailQueueNow = useCase('tryMailQueueNow', input, async (tx) => {
  const paused = await tx.rows(
    sql`update mail_pause set next_probe_at = now() where next_probe_at > now() returning id`,
  )
  if (paused.length > 0)
    tx.record({ name: 'MailQueueTried', about: { type: 'Company', id: tx.companyId }, fields: ['nextProbeAt'] })
  return { kind: 'MailQueue' as const, id: tx.companyId }
})
