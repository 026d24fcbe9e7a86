import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { ApiToken } from './api-token.ts'

const input = z.object({ tokenId: z.string(), idempotencyKey })

/** Ends a token for good, also on connections that are open, here and at other instances. */
export const makeRevokeApiToken = useCase('revokeApiToken', input, async (tx, { tokenId }) => {
  const token = await findAndLock(tx, ApiToken, tokenId)
  if (!token.revokedAt) {
    token.revokedAt = tx.now
    tx.record({ name: 'ApiTokenRevoked', about: { type: 'ApiToken', id: token.id }, fields: ['revokedAt'] })
  }
  return { kind: 'ApiToken' as const, id: token.id }
})
