import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { InterviewType, type InterviewRow } from '../interviews/interview.types.ts'
import type { Context } from '../shared/graphql/context.ts'
import { FollowUpType, followUpsOfInterview, type FollowUpRow } from './follow-up.types.ts'
import { roomOfInterview } from './question-answer.types.ts'

@Resolver(() => InterviewType)
export class FollowUpsOfInterviewResolver {
  @FieldResolver(() => [FollowUpType], {
    description:
      'Every follow-up question that a program was asked for or was to be, the oldest first: also those that were never asked, with the reason. Empty where the kit allows none, no service is set, or the candidate has not agreed to it.',
  })
  followUps(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return followUpsOfInterview(reading).load(id)
  }
}

@Resolver(() => FollowUpType)
export class FollowUpResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Its place among the questions that were asked, from 1; null where it is not ASKED.',
  })
  async position(@Ctx() { reading }: Context, @Root() { id, interviewId }: FollowUpRow): Promise<number | null> {
    const row = await roomOfInterview(reading).load(interviewId)
    const place = row?.questions?.findIndex((question) => question.id === id) ?? -1
    return place < 0 ? null : place + 1
  }
}
