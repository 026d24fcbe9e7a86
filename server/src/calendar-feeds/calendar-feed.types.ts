import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { feedScope, type FeedScope } from './calendar-feed.rules.ts'

export const FeedScopeEnum = enumOf(feedScope, 'CalendarFeedScope', 'Which interviews a feed holds.', {
  OWN: 'Those that its owner attends.',
  COMPANY: 'All of the company, for recruiters and admins. Those of others take no time in its calendar.',
})

@Extensions(staff)
@ObjectType('CalendarFeed', {
  description:
    'A calendar of interviews to subscribe to in another program, from 90 days back to 365 ahead. Its secret address works for as long as its owner may see what is in it.',
})
export class CalendarFeedType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => FeedScopeEnum, { description: 'Which interviews it holds.' })
  scope!: FeedScope

  @Field(() => Boolean, { description: 'Whether it only says when, and not with whom and what about.' })
  busyOnly!: boolean

  @Field(() => DateTime, { description: 'Since when it has this address.' })
  createdAt!: string

  /** Not a field: what the address is made from. */
  version!: number
  /** Not a field: whose it is. */
  staffMemberId!: string
}

@Extensions(staff)
@ObjectType({ description: 'The feed has ended.' })
export class CalendarFeedRevoked {
  @Field(() => ID, { description: 'The id that it had.' })
  id!: string
}

export const CalendarFeedConnection = connectionOf('CalendarFeed', () => CalendarFeedType, staff)

@InputType({ description: 'What `createCalendarFeed` needs.' })
export class CreateCalendarFeedInput {
  @Field(() => FeedScopeEnum, { description: 'Which interviews it holds.' })
  scope!: FeedScope

  @Field(() => Boolean, { nullable: true, description: 'Whether it only says when; no where left out.' })
  busyOnly?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `renewCalendarFeed` needs.' })
export class RenewCalendarFeedInput {
  @Field(() => ID, { description: 'Which one.' })
  feedId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `revokeCalendarFeed` needs.' })
export class RevokeCalendarFeedInput {
  @Field(() => ID, { description: 'Which one.' })
  feedId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const CalendarFeedResult = createUnionType({
  name: 'CalendarFeedResult',
  description: 'What a change of a feed answers: the feed as it is now, or why not.',
  types: () => [CalendarFeedType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RevokeCalendarFeedResult = createUnionType({
  name: 'RevokeCalendarFeedResult',
  description: 'What `revokeCalendarFeed` answers: that it has ended, or why not.',
  types: () => [CalendarFeedRevoked, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const feedColumns = sql<CalendarFeedType>`feed.id, feed.scope, feed.busy_only as "busyOnly", feed.version,
  to_json(feed.created_at) as "createdAt", feed.staff_member_id as "staffMemberId"`

export const feedById = oneByKey<CalendarFeedType>(
  (reading, ids) =>
    reading.rows(sql`select ${feedColumns} from calendar_feed feed
      where feed.company_id = ${reading.companyId} and feed.id = any(${ids})`),
  (row) => row.id,
)
