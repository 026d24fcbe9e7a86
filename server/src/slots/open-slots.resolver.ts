import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { says } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import type { makeOpenSlots } from './open-slots.ts'
import {
  OpenSlotsInput,
  OpenSlotsResult,
  PreviewSlotsResult,
  ProposedSlot,
  SlotPlan,
  SlotsOpened,
} from './open-slots.types.ts'
import { patternInput, planSlots } from './plan-slots.ts'
import { SlotType, slotById } from './slot.types.ts'

/** What `anyOf` of a plan is shown from. */
interface PlannedPools {
  anyOf: readonly (readonly string[])[]
}

/** What a preview shows may be true no longer when slots are opened. */
const nobodyIsHeld = () => Promise.resolve()

@Resolver(() => SlotPlan)
export class OpenSlotsResolver {
  constructor(private readonly slots: { openSlots: ReturnType<typeof makeOpenSlots> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => PreviewSlotsResult, {
    description: 'What `openSlots` would open with the same input at this moment, slot by slot. Changes nothing.',
  })
  async previewSlots(@Ctx() { reading }: Context, @Arg('input', () => OpenSlotsInput) input: OpenSlotsInput) {
    const told = readInput(patternInput, input)
    if (isInvalid(told)) return told
    return planSlots(reading, told, await reading.now(), nobodyIsHeld)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => OpenSlotsResult, {
    description: 'Opens the slots of a weekly pattern: all that `previewSlots` shows as made, and none of the others.',
  })
  async openSlots(
    @Ctx() context: Context,
    @Arg('input', () => OpenSlotsInput) input: OpenSlotsInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: says.idempotencyKey })
    idempotencyKey?: string | null,
  ) {
    const answer = await this.slots.openSlots(context.actor, { ...input, idempotencyKey })
    await context.afresh()
    return answer
  }

  @FieldResolver(() => JobType, {
    nullable: true,
    description: 'The job they are for; null where any application fits.',
  })
  job(@Ctx() { reading }: Context, @Root() { jobId }: SlotPlan) {
    return jobId ? jobById(reading).load(jobId) : null
  }

  @FieldResolver(() => [StaffMemberType], { description: 'Who meets the candidates.' })
  interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: SlotPlan) {
    return staffMemberById(reading).loadMany(interviewerIds)
  }

  @FieldResolver(() => [[StaffMemberType]], {
    description: 'Pools, of each of which any one meets the candidates.',
  })
  anyOf(@Ctx() { reading }: Context, @Root() { anyOf: pools }: PlannedPools) {
    return Promise.all(pools.map((ids) => staffMemberById(reading).loadMany(ids)))
  }
}

@Resolver(() => ProposedSlot)
export class ProposedSlotResolver {
  @FieldResolver(() => [StaffMemberType], {
    description: 'Who of the panel has given its time away, and is therefore missing.',
  })
  busyInterviewers(@Ctx() { reading }: Context, @Root() { busyInterviewerIds }: ProposedSlot) {
    return staffMemberById(reading).loadMany(busyInterviewerIds)
  }

  @FieldResolver(() => [StaffMemberType], {
    description: 'Who of the panel has time off then, and is therefore missing.',
  })
  awayInterviewers(@Ctx() { reading }: Context, @Root() { awayInterviewerIds }: ProposedSlot) {
    return staffMemberById(reading).loadMany(awayInterviewerIds)
  }
}

@Resolver(() => SlotsOpened)
export class SlotsOpenedResolver {
  @FieldResolver(() => [SlotType], { description: 'The slots that were opened, by their beginning.' })
  slots(@Ctx() { reading }: Context, @Root() { ids }: SlotsOpened) {
    return slotById(reading).loadMany(ids)
  }
}
