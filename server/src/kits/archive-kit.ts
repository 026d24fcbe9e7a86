import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { Kit } from './kit.ts'

const input = z.object({ kitId: z.string(), idempotencyKey })

/** What is so already stays as it is, since when it is so. */
async function archive(tx: Transaction, kitId: string, archived: boolean) {
  const kit = await findAndLock(tx, Kit, kitId)
  if (Boolean(kit.archivedAt) !== archived) {
    kit.archivedAt = archived ? tx.now : null
    const name = archived ? 'KitArchived' : 'KitRestored'
    tx.record({ name, about: { type: 'Kit', id: kitId }, fields: ['archivedAt'] })
  }
  return { kind: 'Kit' as const, id: kitId }
}

/** Takes a kit out of the choice. Rounds and interviews that have it keep it. */
export const makeArchiveKit = useCase('archiveKit', input, (tx, { kitId }) => archive(tx, kitId, true))

/** Lets rounds choose an archived kit again. */
export const makeRestoreKit = useCase('restoreKit', input, (tx, { kitId }) => archive(tx, kitId, false))
