import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { notFound } from '../shared/errors.ts'
import { recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { containing } from '../shared/graphql/search.ts'
import { idOrNobody, looksLikeId } from '../shared/id.ts'
import { mayBeScheduled } from './between-rounds.ts'
import { applicationById, candidateById } from './candidate-by-id.ts'
import {
  ApplicationConnection,
  ApplicationFilter,
  ApplicationType,
  CandidateType,
  CreateApplicationInput,
  CreateApplicationResult,
  applicationList,
  type ApplicationRow,
} from './candidate.types.ts'
import type { makeCreateApplication } from './create-application.ts'

@Resolver(() => ApplicationType)
export class ApplicationResolver {
  constructor(private readonly candidates: { createApplication: ReturnType<typeof makeCreateApplication> }) {}

  @Extensions(recruiting)
  @Query(() => ApplicationConnection, { description: 'Applications of the company, the newest first.' })
  async applications(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ApplicationFilter, { nullable: true, description: 'Which of them.' })
    filter?: ApplicationFilter | null,
  ) {
    const { status, jobId, candidateId, search, schedulable } = filter ?? {}
    const where = [
      ...(status ? [sql`application.status = any(${status})`] : []),
      ...(jobId != null ? [sql`application.job_id = ${idOrNobody(jobId)}`] : []),
      ...(candidateId != null ? [sql`application.candidate_id = ${idOrNobody(candidateId)}`] : []),
      ...(schedulable != null ? [sql`${mayBeScheduled} = ${schedulable}`] : []),
      ...containing(search, sql`candidate.name`, sql`job.title`),
    ]
    return toConnection(await readPage(reading, applicationList(reading.companyId, where), page))
  }

  @Extensions(recruiting)
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

  @FieldResolver(() => StaffMemberType, { nullable: true, description: 'Who decided it.' })
  decidedBy(@Ctx() { reading }: Context, @Root() { decidedById }: ApplicationRow) {
    return decidedById ? staffMemberById(reading).load(decidedById) : null
  }

  @Extensions(recruiting)
  @Mutation(() => CreateApplicationResult, { description: 'Lets a candidate apply for a job, once per job.' })
  async createApplication(
    @Ctx() context: Context,
    @Arg('input', () => CreateApplicationInput) input: CreateApplicationInput,
  ) {
    const answer = await this.candidates.createApplication(context.actor, input)
    return present(context, answer, 'Application', ({ reading }, { id }) => applicationById(reading).load(id))
  }
}
