import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { endWaitsOf } from './end-waits.ts'

const input = z.object({ schedulingLinkId: z.string(), idempotencyKey })

/** Ends a choose-a-slot link at once: it opens nothing any more, and what its holder holds or waits for is given up. */
export const makeRevokeSchedulingLink = useCase(
  'revokeSchedulingLink',
  input,
  async (tx, { schedulingLinkId: id }): Promise<{ kind: 'SchedulingLink'; id: string }> => {
    if (!looksLikeId(id)) throw notFound()
    const [link] = await tx.rows(sql<{ applicationId: string; round: number; isRevoked: boolean }>`
      select application_id as "applicationId", round, revoked_at is not null as "isRevoked" from scheduling_link
      where company_id = ${tx.companyId} and id = ${id} for update`)
    if (!link) throw notFound()
    if (!link.isRevoked) {
      tx.write(sql`update scheduling_link set revoked_at = ${tx.now} where company_id = ${tx.companyId} and id = ${id}`)
      endWaitsOf(tx, link.applicationId, link.round)
      tx.record({ name: 'SchedulingLinkRevoked', about: { type: 'SchedulingLink', id }, fields: ['revokedAt'] })
    }
    return { kind: 'SchedulingLink', id }
  },
)
