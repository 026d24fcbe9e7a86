import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { BlockedPeriod } from './blocked-period.ts'

const input = z.object({ blockedPeriodId: z.string(), idempotencyKey })

/** Lets slots be opened in a time again. */
export const makeDeleteBlockedPeriod = useCase('deleteBlockedPeriod', input, async (tx, { blockedPeriodId }) => {
  const period = await findAndLock(tx, BlockedPeriod, blockedPeriodId)
  tx.em.remove(period)
  tx.record({ name: 'BlockedPeriodDeleted', about: { type: 'BlockedPeriod', id: period.id }, fields: [] })
  return { kind: 'BlockedPeriodDeleted' as const, id: period.id }
})
