import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { ownOrForAdmins } from '../companies/whose.ts'
import { staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { URL as Url } from '../shared/graphql/scalars.ts'
import {
  CalendarFeedConnection,
  CalendarFeedResult,
  CalendarFeedType,
  CreateCalendarFeedInput,
  RenewCalendarFeedInput,
  RevokeCalendarFeedInput,
  RevokeCalendarFeedResult,
  feedById,
  feedColumns,
} from './calendar-feed.types.ts'
import type { makeCreateCalendarFeed } from './create-calendar-feed.ts'
import type { FeedUrl } from './feed-url.ts'
import type { makeRenewCalendarFeed } from './renew-calendar-feed.ts'
import type { makeRevokeCalendarFeed } from './revoke-calendar-feed.ts'

const theFeed = ({ reading }: Context, { id }: { id: string }) => feedById(reading).load(id)

@Resolver(() => CalendarFeedType)
export class CalendarFeedResolver {
  constructor(
    private readonly feeds: {
      createCalendarFeed: ReturnType<typeof makeCreateCalendarFeed>
      renewCalendarFeed: ReturnType<typeof makeRenewCalendarFeed>
      revokeCalendarFeed: ReturnType<typeof makeRevokeCalendarFeed>
    },
    private readonly feedUrl: FeedUrl,
  ) {}

  @Extensions(staff)
  @Query(() => CalendarFeedConnection, {
    description:
      "The feeds that work, the oldest first: one person's, or where nobody is named everybody's. Everybody sees their own; admins those of others, without the address.",
  })
  async calendarFeeds(
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('staffMemberId', () => ID, { nullable: true, description: 'Whose.' }) staffMemberId?: string | null,
  ) {
    const { reading } = context
    return toConnection(
      await readPage(
        reading,
        {
          select: feedColumns,
          from: sql`calendar_feed feed`,
          where: [...ownOrForAdmins(context, 'feed', staffMemberId), sql`feed.revoked_at is null`],
          order: [
            { column: sql`feed.created_at`, cast: 'timestamptz' },
            { column: sql`feed.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => StaffMemberType, { description: 'Whose it is.' })
  staffMember(@Ctx() { reading }: Context, @Root() { staffMemberId }: CalendarFeedType) {
    return staffMemberById(reading).load(staffMemberId)
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'Its secret address. Whoever has it reads the calendar; null for everybody but its owner.',
  })
  url(@Ctx() { actor }: Context, @Root() feed: CalendarFeedType): string | null {
    return actor.id === feed.staffMemberId ? this.feedUrl(feed) : null
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'The same as `webcal:`, which calendar programs open to subscribe.',
  })
  webcalUrl(@Ctx() context: Context, @Root() feed: CalendarFeedType): string | null {
    return this.url(context, feed)?.replace(/^https?:/, 'webcal:') ?? null
  }

  @Extensions(staff)
  @Mutation(() => CalendarFeedResult, {
    description:
      'Gives the asker a calendar to subscribe to; asked again it is the same. That of the company is for recruiters and admins.',
  })
  async createCalendarFeed(
    @Ctx() context: Context,
    @Arg('input', () => CreateCalendarFeedInput) input: CreateCalendarFeedInput,
  ) {
    return present(context, await this.feeds.createCalendarFeed(context.actor, input), 'CalendarFeed', theFeed)
  }

  @Extensions(staff)
  @Mutation(() => CalendarFeedResult, {
    description: 'Gives a feed of the asker another address. The one before opens nothing from then on.',
  })
  async renewCalendarFeed(
    @Ctx() context: Context,
    @Arg('input', () => RenewCalendarFeedInput) input: RenewCalendarFeedInput,
  ) {
    return present(context, await this.feeds.renewCalendarFeed(context.actor, input), 'CalendarFeed', theFeed)
  }

  @Extensions(staff)
  @Mutation(() => RevokeCalendarFeedResult, {
    description: 'Ends a feed at once. Everybody ends their own; admins also those of others.',
  })
  async revokeCalendarFeed(
    @Ctx() context: Context,
    @Arg('input', () => RevokeCalendarFeedInput) input: RevokeCalendarFeedInput,
  ) {
    const answer = await this.feeds.revokeCalendarFeed(context.actor, input)
    return present(context, answer, 'CalendarFeedRevoked', async (_, { id }) => ({ id }))
  }
}
