import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType } from '../companies/company.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { notFound } from '../shared/errors.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { containing } from '../shared/graphql/search.ts'
import { idOrNobody, looksLikeId } from '../shared/id.ts'
import type { makeCloseSlot } from './close-slot.ts'
import type { makeCreateSlots } from './create-slots.ts'
import type { makeReopenSlot } from './reopen-slot.ts'
import {
  CloseSlotInput,
  CloseSlotResult,
  CreateSlotsInput,
  CreateSlotsResult,
  ReopenSlotInput,
  ReopenSlotResult,
  SlotConnection,
  SlotFilter,
  SlotSortEnum,
  SlotType,
  SlotsCreated,
  UpdateSlotInput,
  UpdateSlotResult,
  inPools,
  interviewersOfSlot,
  poolsOfSlot,
  slotById,
  slotColumns,
  slotStatusInSql,
  slotsAt,
  type SlotRow,
} from './slot.types.ts'
import type { makeUpdateSlot } from './update-slot.ts'

const theSlot = ({ reading }: Context, { id }: { id: string }) => slotById(reading).load(id)

@Resolver(() => SlotType)
export class SlotResolver {
  constructor(
    private readonly slots: {
      createSlots: ReturnType<typeof makeCreateSlots>
      closeSlot: ReturnType<typeof makeCloseSlot>
      reopenSlot: ReturnType<typeof makeReopenSlot>
      updateSlot: ReturnType<typeof makeUpdateSlot>
    },
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => SlotConnection, { name: 'slots', description: 'Slots of the company, by their start.' })
  async slotsByStart(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => SlotFilter, { nullable: true, description: 'Which of them.' }) filter?: SlotFilter | null,
    @Arg('sort', () => SlotSortEnum, { nullable: true, description: 'STARTS_AT_ASC where left out.' })
    sort?: keyof typeof SlotSortEnum | null,
  ) {
    const { status, search, startsFrom, startsBefore, endsAfter, mode, jobId, interviewerId } = filter ?? {}
    return toConnection(
      await readPage(
        reading,
        {
          select: slotColumns,
          from: slotsAt(await reading.now()),
          where: [
            sql`slot.company_id = ${reading.companyId}`,
            ...(status ? [sql`${slotStatusInSql} = any(${status})`] : []),
            ...containing(
              search,
              sql`slot.location`,
              sql`(select job.title from job where job.company_id = slot.company_id and job.id = slot.job_id)`,
            ),
            ...(startsFrom ? [sql`slot.starts_at >= ${startsFrom.toISOString()}::timestamptz`] : []),
            ...(startsBefore ? [sql`slot.starts_at < ${startsBefore.toISOString()}::timestamptz`] : []),
            ...(endsAfter ? [sql`slot.ends_at > ${endsAfter.toISOString()}::timestamptz`] : []),
            ...(mode ? [sql`slot.mode = any(${mode})`] : []),
            ...(jobId != null ? [sql`(slot.job_id = ${idOrNobody(jobId)} or slot.job_id is null)`] : []),
            ...(interviewerId != null
              ? [
                  sql`slot.id in (
                    select slot_id from slot_interviewer
                      where company_id = ${reading.companyId} and interviewer_id = ${idOrNobody(interviewerId)}
                    union all select slot_id from slot_pool_member
                      where company_id = ${reading.companyId} and interviewer_id = ${idOrNobody(interviewerId)})`,
                ]
              : []),
          ],
          order: [
            { column: sql`slot.starts_at`, cast: 'timestamptz' },
            { column: sql`slot.id`, cast: 'uuid' },
          ],
          descending: sort === 'STARTS_AT_DESC',
        },
        page,
      ),
    )
  }

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => SlotType, { nullable: true, description: 'One slot; NOT_FOUND for an id of none.' })
  async slot(@Ctx() { reading }: Context, @Arg('id', () => ID) id: string) {
    const found = looksLikeId(id) ? await slotById(reading).load(id) : null
    if (!found) throw notFound()
    return found
  }

  @FieldResolver(() => JobType, { nullable: true, description: 'The job it is for; null where any application fits.' })
  job(@Ctx() { reading }: Context, @Root() { jobId }: SlotRow) {
    return jobId ? jobById(reading).load(jobId) : null
  }

  @FieldResolver(() => [StaffMemberType], { description: 'Who meets the candidates, by name.' })
  interviewers(@Ctx() { reading }: Context, @Root() { id }: SlotRow) {
    return interviewersOfSlot(reading).load(id)
  }

  @FieldResolver(() => [[StaffMemberType]], {
    description: 'Pools, of each of which any one meets the candidates. Who it is is chosen with the first booking.',
  })
  async anyOf(@Ctx() { reading }: Context, @Root() { id }: SlotRow) {
    return inPools(await poolsOfSlot(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateSlotsResult, { description: 'Opens slots: all of them, or none where one cannot be.' })
  async createSlots(@Ctx() context: Context, @Arg('input', () => CreateSlotsInput) input: CreateSlotsInput) {
    const answer = await this.slots.createSlots(context.actor, input)
    await context.afresh()
    return answer
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CloseSlotResult, {
    description: 'Takes no more bookings for a slot; those who have a place keep it.',
  })
  async closeSlot(@Ctx() context: Context, @Arg('input', () => CloseSlotInput) input: CloseSlotInput) {
    return present(context, await this.slots.closeSlot(context.actor, input), 'Slot', theSlot)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ReopenSlotResult, { description: 'Lets a closed slot take bookings again.' })
  async reopenSlot(@Ctx() context: Context, @Arg('input', () => ReopenSlotInput) input: ReopenSlotInput) {
    return present(context, await this.slots.reopenSlot(context.actor, input), 'Slot', theSlot)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => UpdateSlotResult, {
    description:
      'Changes a slot: its capacity down to the places taken, its time and place as long as no place is taken.',
  })
  async updateSlot(@Ctx() context: Context, @Arg('input', () => UpdateSlotInput) input: UpdateSlotInput) {
    return present(context, await this.slots.updateSlot(context.actor, input), 'Slot', theSlot)
  }
}

@Resolver(() => SlotsCreated)
export class SlotsCreatedResolver {
  @FieldResolver(() => [SlotType], { description: 'In the order of the input.' })
  slots(@Ctx() { reading }: Context, @Root() { ids }: SlotsCreated) {
    return slotById(reading).loadMany(ids)
  }
}
