import { sql, type RawBuilder } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { CompanyType, companyById } from '../companies/company.types.ts'
import {
  InterviewConnection,
  InterviewType,
  interviewById,
  interviewColumns,
  visibleInterviews,
  type InterviewRow,
} from '../interviews/interview.types.ts'
import { DeliveryType, deliveryById } from '../mail/delivery.types.ts'
import { KnownFailure, unauthenticated } from '../shared/errors.ts'
import { forRecruiters, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection, type List } from '../shared/graphql/page.ts'
import { TimeZone } from '../shared/graphql/scalars.ts'
import { timeZone as zoneInput } from '../shared/input.ts'
import { localDateOf, localDays } from '../shared/local-days.ts'
import { attentionList, type AttentionRow } from './attention.ts'
import { isAfterToday, isNextToday, isOnNow, wasHeldToday, type Today } from './today.ts'
import { Attention, AttentionConnection, TodayType } from './today.types.ts'

interface TodayRow extends Today {
  id: string
  date: string
  startsAt: Date
  endsAt: Date
}

/** What of a day whoever asks may see, by its start. */
const dayList = ({ reading, actor }: Context, isIt: RawBuilder<unknown>): List<InterviewRow> => ({
  select: interviewColumns,
  from: sql`interview`,
  where: [sql`interview.company_id = ${reading.companyId}`, isIt, ...visibleInterviews(actor)],
  order: [
    { column: sql`interview.starts_at`, cast: 'timestamptz' },
    { column: sql`interview.id`, cast: 'uuid' },
  ],
})

@Resolver(() => TodayType)
export class TodayResolver {
  @Extensions(staff)
  @Query(() => TodayType, {
    description:
      'What is on, what comes next and what needs somebody, at this moment; interviewers get their own day. Changes of it are told by the subscriptions on what it consists of, and by the clock.',
  })
  async today(
    @Ctx() { reading }: Context,
    @Arg('timeZone', () => TimeZone, {
      nullable: true,
      description: "The zone by whose clocks the day begins and ends; the company's where left out.",
    })
    given?: string | null,
  ): Promise<TodayRow> {
    if (given != null && !zoneInput.safeParse(given).success)
      throw new KnownFailure('BAD_USER_INPUT', 'There is no such time zone.')
    const [company, now] = await Promise.all([companyById(reading).load(reading.companyId), reading.now()])
    const timeZone = given ?? company!.timeZone
    const date = localDateOf(now, timeZone)
    const [day] = localDays(date, date, timeZone)
    return { id: reading.companyId, now, date, day: day!, startsAt: day!.startsAt, endsAt: day!.endsAt }
  }

  @FieldResolver(() => CompanyType, { description: 'Whose interviews.' })
  company(@Root() { id }: TodayRow, @Ctx() { reading }: Context) {
    return companyById(reading).load(id)
  }

  @FieldResolver(() => InterviewConnection, {
    description:
      'By their start: under way, or the lobby is open and the time is not over. Who is in the lobby, late or missing is among them.',
  })
  async onNow(@Ctx() context: Context, @Root() today: TodayRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await readPage(context.reading, dayList(context, isOnNow(today)), page))
  }

  @FieldResolver(() => InterviewConnection, { description: 'Still to come on this day, by their start.' })
  async next(@Ctx() context: Context, @Root() today: TodayRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await readPage(context.reading, dayList(context, isNextToday(today)), page))
  }

  @FieldResolver(() => InterviewType, { nullable: true, description: 'The first one on a later day.' })
  async firstAfterToday(@Ctx() context: Context, @Root() today: TodayRow): Promise<InterviewRow | null> {
    const { rows } = await readPage(context.reading, dayList(context, isAfterToday(today)), { first: 1 })
    return rows[0]?.row ?? null
  }

  @FieldResolver()
  async heldCount(@Ctx() context: Context, @Root() today: TodayRow): Promise<number> {
    const { where } = dayList(context, wasHeldToday(today))
    const [row] = await context.reading.rows(
      sql<{ held: number }>`select count(*)::int as held from interview where ${sql.join([...where], sql` and `)}`,
    )
    return row!.held
  }

  @FieldResolver(() => AttentionConnection, {
    description:
      'What needs whoever asks, what cannot wait first: people who wait, then what lies ahead by its start, then what was left undone, the oldest first.',
  })
  async attention(@Ctx() { reading, actor }: Context, @Root() { now }: TodayRow, @Args(() => PageArgs) page: PageArgs) {
    if (actor.kind !== 'STAFF') throw unauthenticated()
    return toConnection(await readPage(reading, attentionList(reading.companyId, actor, now.toISOString()), page))
  }
}

@Resolver(() => Attention)
export class AttentionResolver {
  @FieldResolver(() => InterviewType, {
    nullable: true,
    description: 'Which interview; null for an email about none, as when a candidate is asked to choose a time.',
  })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: AttentionRow) {
    return interviewId && interviewById(reading).load(interviewId)
  }

  @Extensions(forRecruiters)
  @FieldResolver(() => DeliveryType, { nullable: true, description: 'Which email; null where it is about none.' })
  delivery(@Ctx() { reading }: Context, @Root() { deliveryId }: AttentionRow) {
    return deliveryId && deliveryById(reading).load(deliveryId)
  }
}
