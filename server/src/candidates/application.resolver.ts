import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { ApiTokenType, tokenThatDid } from '../api-tokens/api-token.types.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { notFound } from '../shared/errors.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { looksLikeId } from '../shared/id.ts'
import { applicationById, candidateById } from './candidate-by-id.ts'
import {
  ApplicationType,
  CandidateType,
  CreateApplicationInput,
  CreateApplicationResult,
  type ApplicationRow,
} from './candidate.types.ts'
import type { makeCreateApplication } from './create-application.ts'

const tokenThatDecided = tokenThatDid('ApplicationDecided', 'ApplicationWithdrawn')

@Resolver(() => ApplicationType)
export class ApplicationResolver {
  constructor(private readonly candidates: { createApplication: ReturnType<typeof makeCreateApplication> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => ApplicationType, { nullable: true, description: 'One application; NOT_FOUND for an id of none.' })
  async application(@Ctx() { reading }: Context, @Arg('id', () => ID) id: string) {
    const found = looksLikeId(id) ? await applicationById(reading).load(id) : null
    if (!found) throw notFound()
    return found
  }

  @FieldResolver(() => CandidateType, { description: 'Who applies.' })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: ApplicationRow) {
    return candidateById(reading).load(candidateId)
  }

  @FieldResolver(() => JobType, { description: 'For what.' })
  job(@Ctx() { reading }: Context, @Root() { jobId }: ApplicationRow) {
    return jobById(reading).load(jobId)
  }

  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who decided it, or noted that it was withdrawn.',
  })
  decidedBy(@Ctx() { reading }: Context, @Root() { decidedById }: ApplicationRow) {
    return decidedById ? staffMemberById(reading).load(decidedById) : null
  }

  @FieldResolver(() => ApiTokenType, {
    nullable: true,
    description: 'Which program decided it, or noted that it was withdrawn, where one did.',
  })
  decidedByToken(@Ctx() { reading }: Context, @Root() { id, decidedAt, decidedById }: ApplicationRow) {
    return decidedAt !== null && decidedById === null ? tokenThatDecided(reading).load(id) : null
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateApplicationResult, { description: 'Lets a candidate apply for a job, once per job.' })
  async createApplication(
    @Ctx() context: Context,
    @Arg('input', () => CreateApplicationInput) input: CreateApplicationInput,
  ) {
    const answer = await this.candidates.createApplication(context.actor, input)
    return present(context, answer, 'Application', ({ reading }, { id }) => applicationById(reading).load(id))
  }
}
