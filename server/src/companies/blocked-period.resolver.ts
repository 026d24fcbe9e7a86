import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import {
  BlockedPeriodConnection,
  BlockedPeriodFilter,
  BlockedPeriodType,
  CreateBlockedPeriodInput,
  CreateBlockedPeriodResult,
  DeleteBlockedPeriodInput,
  DeleteBlockedPeriodResult,
  blockedPeriodById,
  blockedPeriodColumns,
} from './blocked-period.types.ts'
import type { makeCreateBlockedPeriod } from './create-blocked-period.ts'
import type { makeDeleteBlockedPeriod } from './delete-blocked-period.ts'

@Resolver(() => BlockedPeriodType)
export class BlockedPeriodResolver {
  constructor(
    private readonly companies: {
      createBlockedPeriod: ReturnType<typeof makeCreateBlockedPeriod>
      deleteBlockedPeriod: ReturnType<typeof makeDeleteBlockedPeriod>
    },
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => BlockedPeriodConnection, {
    description: 'Holidays and other times in which no slots are opened by a pattern, by their beginning.',
  })
  async blockedPeriods(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => BlockedPeriodFilter, { nullable: true, description: 'Which of them.' })
    filter?: BlockedPeriodFilter | null,
  ) {
    const { endsAfter, startsBefore } = filter ?? {}
    return toConnection(
      await readPage(
        reading,
        {
          select: blockedPeriodColumns,
          from: sql`blocked_period`,
          where: [
            sql`blocked_period.company_id = ${reading.companyId}`,
            ...(endsAfter ? [sql`blocked_period.ends_at > ${endsAfter.toISOString()}::timestamptz`] : []),
            ...(startsBefore ? [sql`blocked_period.starts_at < ${startsBefore.toISOString()}::timestamptz`] : []),
          ],
          order: [
            { column: sql`blocked_period.starts_at`, cast: 'timestamptz' },
            { column: sql`blocked_period.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateBlockedPeriodResult, {
    description: 'Keeps a time free of slots that are opened by a pattern; what is open or booked stays as it is.',
  })
  async createBlockedPeriod(
    @Ctx() context: Context,
    @Arg('input', () => CreateBlockedPeriodInput) input: CreateBlockedPeriodInput,
  ) {
    const answer = await this.companies.createBlockedPeriod(context.actor, input)
    return present(context, answer, 'BlockedPeriod', ({ reading }, { id }) => blockedPeriodById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => DeleteBlockedPeriodResult, { description: 'Lets slots be opened by a pattern in a time again.' })
  deleteBlockedPeriod(
    @Ctx() context: Context,
    @Arg('input', () => DeleteBlockedPeriodInput) input: DeleteBlockedPeriodInput,
  ) {
    return this.companies.deleteBlockedPeriod(context.actor, input)
  }
}
