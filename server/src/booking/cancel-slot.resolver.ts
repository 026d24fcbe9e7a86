import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { InterviewType, interviewById } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { SlotType, slotById } from '../slots/slot.types.ts'
import type { makeCancelSlot } from './cancel-slot.ts'
import { CancelSlotInput, CancelSlotResult, CancelledPlace, SlotCancellation } from './cancel-slot.types.ts'

@Resolver(() => SlotCancellation)
export class CancelSlotResolver {
  constructor(private readonly booking: { cancelSlot: ReturnType<typeof makeCancelSlot> }) {}

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CancelSlotResult, {
    description:
      'Calls a slot off with everybody who has a place in it: each interview is cancelled as by `cancelInterview`, or nothing is. Interviews that have begun or were held keep the slot as it is.',
  })
  async cancelSlot(@Ctx() context: Context, @Arg('input', () => CancelSlotInput) input: CancelSlotInput) {
    const answer = await this.booking.cancelSlot(context.actor, input)
    await context.afresh()
    return answer
  }

  @FieldResolver(() => SlotType, { description: 'The slot as it is now.' })
  slot(@Ctx() { reading }: Context, @Root() { id }: SlotCancellation) {
    return slotById(reading).load(id)
  }
}

@Resolver(() => CancelledPlace)
export class CancelledPlaceResolver {
  @FieldResolver(() => InterviewType, { description: 'The interview as it is now.' })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: CancelledPlace) {
    return interviewById(reading).load(interviewId)
  }
}
