import { Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { keyHolder } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import {
  CandidateInterview,
  FinishInterviewResult,
  StartInterviewResult,
  ownInterview,
  readCandidateInterview,
} from './candidate-interview.types.ts'
import type { makeFinishInterview } from './finish-interview.ts'
import type { makeNoteOpening } from './note-opening.ts'
import type { makeStartInterview } from './start-interview.ts'

const read = ({ reading }: Context, { id }: { id: string }) => readCandidateInterview(reading, id)

@Resolver(() => CandidateInterview)
export class CandidateAccessResolver {
  constructor(
    private readonly access: {
      startInterview: ReturnType<typeof makeStartInterview>
      finishInterview: ReturnType<typeof makeFinishInterview>
      noteOpening: ReturnType<typeof makeNoteOpening>
    },
  ) {}

  @Extensions(keyHolder)
  @Query(() => CandidateInterview, {
    nullable: true,
    description:
      'The interview of the access key in `Authorization: Candidate <key>`. A key that is unknown, revoked or malformed has one answer: UNAUTHENTICATED.',
  })
  async candidateInterview(@Ctx() context: Context) {
    const view = await readCandidateInterview(context.reading, ownInterview(context))
    // A fact for the recruiter. It is no answer, and whoever opened it: nothing of the invitation changes by it.
    if (view && !view.wasOpened) await this.access.noteOpening(context.actor, { interviewId: view.id })
    return view
  }

  @Extensions(keyHolder)
  @Mutation(() => StartInterviewResult, {
    description:
      'Starts the interview, from the lobby on until the room closes. Repeated, it lets back in and changes nothing.',
  })
  async startInterview(@Ctx() context: Context) {
    const answer = await this.access.startInterview(context.actor, { interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', read)
  }

  @Extensions(keyHolder)
  @Mutation(() => FinishInterviewResult, { description: 'Ends a started interview for good.' })
  async finishInterview(@Ctx() context: Context) {
    const answer = await this.access.finishInterview(context.actor, { interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', read)
  }
}
