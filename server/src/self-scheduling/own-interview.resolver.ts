import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql'
import { readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { keyHolder } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { makeCancelOwnInterview, makeRescheduleOwnInterview } from './change-own-interview.ts'
import {
  CancelOwnInterviewInput,
  CancelOwnInterviewResult,
  RescheduleOwnInterviewInput,
  RescheduleOwnInterviewResult,
} from './own-interview.types.ts'

const read = ({ reading }: Context, { id }: { id: string }) => readCandidateInterview(reading, id)

@Resolver()
export class OwnInterviewResolver {
  constructor(
    private readonly changing: {
      cancelOwnInterview: ReturnType<typeof makeCancelOwnInterview>
      rescheduleOwnInterview: ReturnType<typeof makeRescheduleOwnInterview>
    },
  ) {}

  @Extensions(keyHolder)
  @Mutation(() => RescheduleOwnInterviewResult, {
    description:
      'Moves the interview to another slot, as long as the company lets candidates do so. The link stays, and the email with the new time comes.',
  })
  async rescheduleOwnInterview(
    @Ctx() context: Context,
    @Arg('input', () => RescheduleOwnInterviewInput) input: RescheduleOwnInterviewInput,
  ) {
    const answer = await this.changing.rescheduleOwnInterview(context.actor, input)
    return present(context, answer, 'CandidateInterview', read)
  }

  @Extensions(keyHolder)
  @Mutation(() => CancelOwnInterviewResult, {
    description: 'Calls the interview off, as long as the company lets candidates do so.',
  })
  async cancelOwnInterview(
    @Ctx() context: Context,
    @Arg('input', () => CancelOwnInterviewInput) input: CancelOwnInterviewInput,
  ) {
    const answer = await this.changing.cancelOwnInterview(context.actor, input)
    return present(context, answer, 'CandidateInterview', read)
  }
}
