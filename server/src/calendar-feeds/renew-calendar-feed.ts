import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockFeed } from './lock-feed.ts'

const input = z.object({ feedId: z.string(), idempotencyKey })

/** Gives a feed another address. The one before opens nothing from then on. */
export const makeRenewCalendarFeed = useCase('renewCalendarFeed', input, async (tx, { feedId }) => {
  const { isRevoked } = await lockFeed(tx, feedId, 'OWNER')
  if (isRevoked) throw notFound()
  tx.write(sql`update calendar_feed set version = version + 1, created_at = ${tx.now}
    where company_id = ${tx.companyId} and id = ${feedId}`)
  tx.record({ name: 'CalendarFeedRenewed', about: { type: 'CalendarFeed', id: feedId }, fields: ['address'] })
  return { kind: 'CalendarFeed' as const, id: feedId }
})
