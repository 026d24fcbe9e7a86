import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { ownOrForAdmins } from '../companies/whose.ts'
import { staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import type { makeAddCalendarSource } from './add-calendar-source.ts'
import { stateOf } from './calendar-source.rules.ts'
import {
  AddCalendarSourceInput,
  CalendarSourceConnection,
  CalendarSourceResult,
  CalendarSourceType,
  ReadCalendarSourceInput,
  RemoveCalendarSourceInput,
  RemoveCalendarSourceResult,
  SourceStateEnum,
  UpdateCalendarSourceInput,
  SourceErrorEnum,
  busyAhead,
  entriesLeft,
  sourceById,
  sourceColumns,
  type CalendarSourceRow,
} from './calendar-source.types.ts'
import type { makeReadCalendarSource } from './read-calendar-source.ts'
import type { makeRemoveCalendarSource } from './remove-calendar-source.ts'
import type { makeUpdateCalendarSource } from './update-calendar-source.ts'

const theSource = ({ reading }: Context, { id }: { id: string }) => sourceById(reading).load(id)

@Resolver(() => CalendarSourceType)
export class CalendarSourceResolver {
  constructor(
    private readonly calendars: {
      addCalendarSource: ReturnType<typeof makeAddCalendarSource>
      updateCalendarSource: ReturnType<typeof makeUpdateCalendarSource>
      readCalendarSource: ReturnType<typeof makeReadCalendarSource>
      removeCalendarSource: ReturnType<typeof makeRemoveCalendarSource>
    },
  ) {}

  @Extensions(staff)
  @Query(() => CalendarSourceConnection, {
    description:
      'The calendars that say when somebody is busy, the oldest first: those of one person, or where nobody is named those of everybody. Everybody sees their own; admins those of others.',
  })
  async calendarSources(
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('staffMemberId', () => ID, { nullable: true, description: 'Whose.' }) staffMemberId?: string | null,
  ) {
    const { reading } = context
    return toConnection(
      await readPage(
        reading,
        {
          select: sourceColumns(await reading.now()),
          from: sql`calendar_source source`,
          where: [...ownOrForAdmins(context, 'source', staffMemberId)],
          order: [
            { column: sql`source.created_at`, cast: 'timestamptz' },
            { column: sql`source.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => StaffMemberType, { description: 'Whose it is.' })
  staffMember(@Ctx() { reading }: Context, @Root() { staffMemberId }: CalendarSourceRow) {
    return staffMemberById(reading).load(staffMemberId)
  }

  @FieldResolver(() => SourceStateEnum, { description: 'How fresh is what it says.' })
  async state(@Ctx() { reading }: Context, @Root() { failures, lastReadAt }: CalendarSourceRow) {
    const succeededAt = lastReadAt === null ? null : new Date(lastReadAt)
    return stateOf({ failures, succeededAt, now: await reading.now() })
  }

  @FieldResolver(() => Int, { description: 'How many stretches ahead it makes its owner busy.' })
  async busyStretches(@Ctx() { reading }: Context, @Root() { id }: CalendarSourceRow) {
    return (await busyAhead(reading).load(id))?.stretches ?? 0
  }

  @FieldResolver(() => Int, { description: 'How many interviews are still to be written into it, or taken out.' })
  async entriesWaiting(@Ctx() { reading }: Context, @Root() { id }: CalendarSourceRow) {
    return (await entriesLeft(reading).load(id))?.waiting ?? 0
  }

  @FieldResolver(() => SourceErrorEnum, {
    nullable: true,
    description: 'Why some of them could not be written yet; null where nothing went wrong.',
  })
  async writingError(@Ctx() { reading }: Context, @Root() { id }: CalendarSourceRow) {
    return (await entriesLeft(reading).load(id))?.error ?? null
  }

  @Extensions(staff)
  @Mutation(() => CalendarSourceResult, {
    description:
      'Adds a calendar that says when somebody is busy. It is read within seconds; until it could be, it blocks nothing.',
  })
  async addCalendarSource(
    @Ctx() context: Context,
    @Arg('input', () => AddCalendarSourceInput) input: AddCalendarSourceInput,
  ) {
    const answer = await this.calendars.addCalendarSource(context.actor, input)
    return present(context, answer, 'CalendarSource', theSource)
  }

  @Extensions(staff)
  @Mutation(() => CalendarSourceResult, {
    description:
      'Changes what a calendar is called, how it is reached, or whether interviews are written into it. What it said before counts until it is read anew.',
  })
  async updateCalendarSource(
    @Ctx() context: Context,
    @Arg('input', () => UpdateCalendarSourceInput) input: UpdateCalendarSourceInput,
  ) {
    const answer = await this.calendars.updateCalendarSource(context.actor, input)
    return present(context, answer, 'CalendarSource', theSource)
  }

  @Extensions(staff)
  @Mutation(() => CalendarSourceResult, {
    description:
      'Lets a calendar be read now, but not sooner than 20 seconds after the last time. Ask again what came of it.',
  })
  async readCalendarSource(
    @Ctx() context: Context,
    @Arg('input', () => ReadCalendarSourceInput) input: ReadCalendarSourceInput,
  ) {
    const answer = await this.calendars.readCalendarSource(context.actor, input)
    return present(context, answer, 'CalendarSource', theSource)
  }

  @Extensions(staff)
  @Mutation(() => RemoveCalendarSourceResult, { description: 'Forgets a calendar with all that it said.' })
  async removeCalendarSource(
    @Ctx() context: Context,
    @Arg('input', () => RemoveCalendarSourceInput) input: RemoveCalendarSourceInput,
  ) {
    const answer = await this.calendars.removeCalendarSource(context.actor, input)
    return present(context, answer, 'CalendarSourceRemoved', async (_, { id }) => ({ id }))
  }
}
