import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { feedScope, mayFollow } from './calendar-feed.rules.ts'

const input = z.object({ scope: z.enum(feedScope), busyOnly: z.boolean().nullish(), idempotencyKey })

/**
 * Gives the asker a calendar to subscribe to. There is one of each kind for a person, so asked again it is the same; one
 * that was revoked comes back with another address.
 */
export const makeCreateCalendarFeed = useCase('createCalendarFeed', input, async (tx, { scope, busyOnly }) => {
  const { actor, companyId } = tx
  if (actor.kind !== 'STAFF' || !mayFollow(actor.role, scope)) throw forbidden()
  const [made] = await tx.rows(sql<{ id: string }>`insert into calendar_feed as feed
      (company_id, id, staff_member_id, scope, busy_only, created_at)
    values (${companyId}, ${newId()}, ${actor.id}, ${scope}, ${busyOnly ?? false}, ${tx.now})
    on conflict on constraint calendar_feed_once
      do update set version = feed.version + 1, revoked_at = null, created_at = excluded.created_at
      where feed.revoked_at is not null
    returning id`)
  if (made) {
    tx.record({ name: 'CalendarFeedCreated', about: { type: 'CalendarFeed', id: made.id }, fields: ['address'] })
    return { kind: 'CalendarFeed' as const, id: made.id }
  }
  const [there] = await tx.rows(sql<{ id: string }>`select id from calendar_feed
    where company_id = ${companyId} and staff_member_id = ${actor.id} and scope = ${scope}
      and busy_only = ${busyOnly ?? false}`)
  return { kind: 'CalendarFeed' as const, id: there!.id }
})
