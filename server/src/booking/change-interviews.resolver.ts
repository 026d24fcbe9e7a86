import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { InterviewType, interviewById } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { says } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { SlotType, slotById } from '../slots/slot.types.ts'
import type { makeChangeInterviews, makePlanInterviewChanges } from './change-interviews.ts'
import {
  ChangeInterviewsInput,
  ChangeInterviewsResult,
  InterviewChangeType,
  InterviewStateType,
  InterviewerDoesNotMeet,
  InterviewerHasLeft,
  PlanInterviewChangesResult,
} from './change-interviews.types.ts'
import type { InterviewState } from './change-plan.ts'

@Resolver(() => InterviewChangeType)
export class ChangeInterviewsResolver {
  constructor(
    private readonly booking: {
      planInterviewChanges: ReturnType<typeof makePlanInterviewChanges<unknown>>
      changeInterviews: ReturnType<typeof makeChangeInterviews>
    },
  ) {}

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Query(() => PlanInterviewChangesResult, {
    description:
      'What `changeInterviews` would do with the same input at this moment: each effect, each refusal, each email. Changes nothing.',
  })
  planInterviewChanges(
    @Ctx() { actor }: Context,
    @Arg('input', () => ChangeInterviewsInput) input: ChangeInterviewsInput,
  ) {
    return this.booking.planInterviewChanges(actor, input)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ChangeInterviewsResult, {
    description:
      'Changes all of several interviews that can be changed, each by itself as `rescheduleInterview` and `cancelInterview` do, and tells of each what was done or why not. It answers within a minute; what it had no time for is NotTriedYet.',
  })
  async changeInterviews(
    @Ctx() context: Context,
    @Arg('input', () => ChangeInterviewsInput) input: ChangeInterviewsInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: says.idempotencyKey })
    idempotencyKey?: string | null,
  ) {
    const answer = await this.booking.changeInterviews(context.actor, { ...input, idempotencyKey })
    await context.afresh()
    return answer
  }

  @FieldResolver(() => InterviewType, { description: 'The interview as it is now.' })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: InterviewChangeType) {
    return interviewById(reading).load(interviewId)
  }
}

@Resolver(() => InterviewStateType)
export class InterviewStateResolver {
  @FieldResolver(() => SlotType, { nullable: true, description: 'The slot it has a place in.' })
  slot(@Ctx() { reading }: Context, @Root() { slotId }: InterviewState) {
    return slotId ? slotById(reading).load(slotId) : null
  }

  @FieldResolver(() => [StaffMemberType], { description: 'Who meets the candidate.' })
  interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: InterviewState) {
    return staffMemberById(reading).loadMany(interviewerIds)
  }
}

@Resolver(() => InterviewerDoesNotMeet)
export class InterviewerDoesNotMeetResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { interviewerId }: InterviewerDoesNotMeet) {
    return staffMemberById(reading).load(interviewerId)
  }
}

@Resolver(() => InterviewerHasLeft)
export class InterviewerHasLeftResolver {
  @FieldResolver(() => [StaffMemberType], { description: 'Who.' })
  interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: InterviewerHasLeft) {
    return staffMemberById(reading).loadMany(interviewerIds)
  }
}
