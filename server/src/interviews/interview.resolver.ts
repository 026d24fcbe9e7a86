import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { sql } from 'kysely'
import { ApiTokenType, tokenThatDid } from '../api-tokens/api-token.types.ts'
import { ApplicationType, CandidateType, type ApplicationRow } from '../candidates/candidate.types.ts'
import { applicationById, candidateById } from '../candidates/candidate-by-id.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { KitVersionType } from '../kits/kit.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { notFound } from '../shared/errors.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { manyByKey } from '../shared/loader.ts'
import type { makeCompleteInterview } from './complete-interview.ts'
import { kitOfInterview } from './kit-of-interview.ts'
import {
  CompleteInterviewInput,
  CompleteInterviewResult,
  InterviewType,
  interviewById,
  interviewColumns,
  interviewersOfInterview,
  visibleInterview,
  type InterviewRow,
} from './interview.types.ts'

const interviewsOfApplication = manyByKey<InterviewRow>(
  (reading, ids) =>
    reading.rows(sql`select ${interviewColumns} from interview
      where company_id = ${reading.companyId} and application_id = any(${ids})
      order by application_id, round desc, created_at desc`),
  (row) => row.applicationId,
)

const tokenThatScheduled = tokenThatDid('InterviewScheduled')
const tokenThatCancelled = tokenThatDid('InterviewCancelled')

@Resolver(() => InterviewType)
export class InterviewResolver {
  constructor(private readonly interviews: { completeInterview: ReturnType<typeof makeCompleteInterview> }) {}

  @Extensions(orToken(staff, 'READ'))
  @Query(() => InterviewType, {
    nullable: true,
    description: 'One interview; NOT_FOUND for an id of none that you may see.',
  })
  async interview(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    const found = await visibleInterview(context, id)
    if (!found) throw notFound()
    return found
  }

  @FieldResolver(() => ApplicationType, { description: 'The application it belongs to.' })
  application(@Ctx() { reading }: Context, @Root() { applicationId }: InterviewRow) {
    return applicationById(reading).load(applicationId)
  }

  @FieldResolver(() => CandidateType, { description: 'Who is interviewed.' })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: InterviewRow) {
    return candidateById(reading).load(candidateId)
  }

  @FieldResolver(() => JobType, { description: 'For which position.' })
  job(@Ctx() { reading }: Context, @Root() { jobId }: InterviewRow) {
    return jobById(reading).load(jobId)
  }

  @FieldResolver(() => KitVersionType, {
    nullable: true,
    description:
      'The questions and criteria it goes by: the version it keeps from its start or its first scorecard on, and before that the newest of the kit of its round. Null where the round has no kit.',
  })
  kit(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return kitOfInterview(reading).load(id)
  }

  @FieldResolver(() => [StaffMemberType], { description: 'Who meets the candidate, by name.' })
  interviewers(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return interviewersOfInterview(reading).load(id)
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: 'Who arranged it.' })
  scheduledBy(@Ctx() { reading }: Context, @Root() { scheduledById }: InterviewRow) {
    return scheduledById ? staffMemberById(reading).load(scheduledById) : null
  }

  @FieldResolver(() => ApiTokenType, { nullable: true, description: 'Which program arranged it, where one did.' })
  scheduledByToken(@Ctx() { reading }: Context, @Root() { id, scheduledById }: InterviewRow) {
    return scheduledById ? null : tokenThatScheduled(reading).load(id)
  }

  @FieldResolver(() => ApiTokenType, { nullable: true, description: 'Which program called it off, where one did.' })
  cancelledByToken(@Ctx() { reading }: Context, @Root() { id, cancelledBy }: InterviewRow) {
    return cancelledBy === 'TOKEN' ? tokenThatCancelled(reading).load(id) : null
  }

  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who called it off, where it was somebody of the company.',
  })
  cancelledByStaffMember(@Ctx() { reading }: Context, @Root() { cancelledById }: InterviewRow) {
    return cancelledById ? staffMemberById(reading).load(cancelledById) : null
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CompleteInterviewResult, { description: 'Tells that an interview was held.' })
  async completeInterview(
    @Ctx() context: Context,
    @Arg('input', () => CompleteInterviewInput) input: CompleteInterviewInput,
  ) {
    const answer = await this.interviews.completeInterview(context.actor, input)
    return present(context, answer, 'Interview', ({ reading }, { id }) => interviewById(reading).load(id))
  }
}

@Resolver(() => ApplicationType)
export class InterviewsOfApplicationResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => [InterviewType], { description: 'Its interviews with their history, the latest round first.' })
  interviews(@Ctx() { reading }: Context, @Root() { id }: ApplicationRow) {
    return interviewsOfApplication(reading).load(id)
  }
}
