import { sql, type RawBuilder } from 'kysely'
import { Arg, Args, Ctx, Extensions, Field, ID, InputType, Query, Resolver } from 'type-graphql'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { mayBeScheduled } from '../candidates/between-rounds.ts'
import {
  ApplicationConnection,
  ApplicationStatusEnum,
  applicationList,
  type ApplicationOrder,
} from '../candidates/candidate.types.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { InterviewStatusEnum } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { containing } from '../shared/graphql/search.ts'
import { idOrNobody } from '../shared/id.ts'

@InputType({ description: 'Every part that is given must fit.' })
export class ApplicationFilter {
  @Field(() => [ApplicationStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: ApplicationStatus[] | null

  @Field(() => ID, { nullable: true, description: 'For this job.' })
  jobId?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this candidate.' })
  candidateId?: string | null

  @Field(() => String, { nullable: true, description: "Part of the candidate's name or of the job's title." })
  search?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: an interview may be scheduled, because it is pending or between two rounds. False: the others.',
  })
  schedulable?: boolean | null

  @Field(() => [InterviewStatusEnum], {
    nullable: true,
    description: 'Whose latest interview, the one that was arranged last, is in one of these statuses.',
  })
  latestInterview?: InterviewStatus[] | null

  @Field(() => Boolean, { nullable: true, description: 'False: no interview was ever arranged. True: the others.' })
  hasInterview?: boolean | null

  @Field(() => ID, { nullable: true, description: 'Of which this person has arranged an interview.' })
  scheduledById?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Made at this instant or later.' })
  createdFrom?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Made before this instant.' })
  createdBefore?: Date | null
}

const ApplicationSort = enumOf(
  ['NEWEST', 'OLDEST', 'CANDIDATE_ASC', 'CANDIDATE_DESC', 'JOB_ASC', 'JOB_DESC'],
  'ApplicationSort',
  'In which order applications are listed.',
  {
    NEWEST: 'By when they were made, the newest first.',
    OLDEST: 'By when they were made, the oldest first.',
    CANDIDATE_ASC: "By the candidate's name.",
    CANDIDATE_DESC: "By the candidate's name, backwards.",
    JOB_ASC: "By the job's title.",
    JOB_DESC: "By the job's title, backwards.",
  },
)

const orders: Record<keyof typeof ApplicationSort, ApplicationOrder> = {
  NEWEST: { by: 'CREATED', descending: true },
  OLDEST: { by: 'CREATED', descending: false },
  CANDIDATE_ASC: { by: 'CANDIDATE', descending: false },
  CANDIDATE_DESC: { by: 'CANDIDATE', descending: true },
  JOB_ASC: { by: 'JOB', descending: false },
  JOB_DESC: { by: 'JOB', descending: true },
}

const itsInterviews = sql`from interview
  where interview.company_id = application.company_id and interview.application_id = application.id`

function conditions(filter: ApplicationFilter): RawBuilder<unknown>[] {
  const { status, jobId, candidateId, search, schedulable, latestInterview, hasInterview, scheduledById } = filter
  const { createdFrom, createdBefore } = filter
  return [
    ...(status ? [sql`application.status = any(${status})`] : []),
    ...(jobId != null ? [sql`application.job_id = ${idOrNobody(jobId)}`] : []),
    ...(candidateId != null ? [sql`application.candidate_id = ${idOrNobody(candidateId)}`] : []),
    ...(schedulable != null ? [sql`${mayBeScheduled} = ${schedulable}`] : []),
    ...(latestInterview
      ? [
          sql`(select interview.status ${itsInterviews} order by interview.created_at desc, interview.id desc limit 1)
            = any(${latestInterview})`,
        ]
      : []),
    ...(hasInterview != null ? [sql`exists (select ${itsInterviews}) = ${hasInterview}`] : []),
    ...(scheduledById != null
      ? [sql`exists (select ${itsInterviews} and interview.scheduled_by_id = ${idOrNobody(scheduledById)})`]
      : []),
    ...(createdFrom ? [sql`application.created_at >= ${createdFrom.toISOString()}::timestamptz`] : []),
    ...(createdBefore ? [sql`application.created_at < ${createdBefore.toISOString()}::timestamptz`] : []),
    ...containing(search, sql`candidate.name`, sql`job.title`),
  ]
}

@Resolver()
export class ApplicationListResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => ApplicationConnection, { description: 'Applications of the company.' })
  async applications(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ApplicationFilter, { nullable: true, description: 'Which of them.' })
    filter?: ApplicationFilter | null,
    @Arg('sort', () => ApplicationSort, { nullable: true, description: 'NEWEST where left out.' })
    sort?: keyof typeof ApplicationSort | null,
  ) {
    const list = applicationList(reading.companyId, conditions(filter ?? {}), orders[sort ?? 'NEWEST'])
    return toConnection(await readPage(reading, list, page))
  }
}
