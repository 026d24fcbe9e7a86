import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockFeed } from './lock-feed.ts'

const input = z.object({ feedId: z.string(), idempotencyKey })

/** Ends a feed at once: whoever asks for it is told that there is nothing. */
export const makeRevokeCalendarFeed = useCase('revokeCalendarFeed', input, async (tx, { feedId }) => {
  const { isRevoked } = await lockFeed(tx, feedId, 'OWNER_OR_ADMIN')
  if (!isRevoked) {
    tx.write(sql`update calendar_feed set revoked_at = ${tx.now} where company_id = ${tx.companyId} and id = ${feedId}`)
    tx.record({ name: 'CalendarFeedRevoked', about: { type: 'CalendarFeed', id: feedId }, fields: ['revokedAt'] })
  }
  return { kind: 'CalendarFeedRevoked' as const, id: feedId }
})
