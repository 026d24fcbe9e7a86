import { Arg, Ctx, Extensions, Query, Resolver } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { RescheduleInterviewInput } from './booking.types.ts'
import type { makePlanReschedule } from './plan-reschedule.ts'
import { PlanRescheduleResult, ReschedulePlanType } from './plan-reschedule.types.ts'

@Resolver(() => ReschedulePlanType)
export class PlanRescheduleResolver {
  constructor(private readonly booking: { planReschedule: ReturnType<typeof makePlanReschedule<unknown>> }) {}

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Query(() => PlanRescheduleResult, {
    description:
      'What `rescheduleInterview` would do with the same input at this moment: its refusal, or its effect and each email. Changes nothing, and looks at no idempotency key.',
  })
  planReschedule(
    @Ctx() { actor }: Context,
    @Arg('input', () => RescheduleInterviewInput) input: RescheduleInterviewInput,
  ) {
    return this.booking.planReschedule(actor, input)
  }
}
