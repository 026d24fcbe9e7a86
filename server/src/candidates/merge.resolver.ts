import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { forRecruiters, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { applicationById, candidateById } from './candidate-by-id.ts'
import { ApplicationType, CandidateType, type CandidateRow } from './candidate.types.ts'
import { duplicatesOfCandidate, type DuplicateRow } from './duplicates.ts'
import type { makeMergeCandidates } from './merge-candidates.ts'
import {
  CandidateDuplicate,
  LiveApplicationsClash,
  MergeCandidatesInput,
  MergeCandidatesResult,
} from './merge.types.ts'

@Resolver(() => CandidateType)
export class MergeResolver {
  constructor(private readonly candidates: { mergeCandidates: ReturnType<typeof makeMergeCandidates> }) {}

  @Extensions(forRecruiters)
  @FieldResolver(() => [CandidateDuplicate], {
    nullable: true,
    description: 'Other entries that may be of the same person, those with most in common first; null to interviewers.',
  })
  duplicates(@Ctx() { reading }: Context, @Root() { id }: CandidateRow) {
    return duplicatesOfCandidate(reading).load(id)
  }

  @Extensions(recruiting)
  @Mutation(() => MergeCandidatesResult, {
    description:
      'Makes two entries of one person one: applications, interviews, consents, emails and messages go over, links keep working, and calendar events stay as they were told. Nothing is sent. There is no way back.',
  })
  async mergeCandidates(
    @Ctx() context: Context,
    @Arg('input', () => MergeCandidatesInput) input: MergeCandidatesInput,
  ) {
    const answer = await this.candidates.mergeCandidates(context.actor, input)
    return present(context, answer, 'Candidate', ({ reading }, { id }) => candidateById(reading).load(id))
  }
}

@Resolver(() => CandidateDuplicate)
export class CandidateDuplicateResolver {
  @FieldResolver(() => CandidateType, { description: 'The other entry.' })
  candidate(@Root() row: DuplicateRow) {
    return row
  }
}

@Resolver(() => LiveApplicationsClash)
export class LiveApplicationsClashResolver {
  @FieldResolver(() => [ApplicationType], { description: 'Those that clash.' })
  applications(@Ctx() { reading }: Context, @Root() { applicationIds }: LiveApplicationsClash) {
    return applicationById(reading).loadMany(applicationIds)
  }
}
