import { sql, type RawBuilder } from 'kysely'
import {
  Arg,
  Args,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { idsOfCandidate } from '../candidates/candidate-now.ts'
import { CandidateType, type CandidateRow } from '../candidates/candidate.types.ts'
import { isNoShowSuggested } from '../interviews/no-show-suggested.ts'
import type { InterviewMode, InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import {
  InterviewConnection,
  InterviewModeEnum,
  InterviewStatusEnum,
  InterviewType,
  RsvpEnum,
  interviewColumns,
  visibleInterviews,
  type InterviewRow,
} from '../interviews/interview.types.ts'
import type { DeliveryStatus } from '../mail/delivery.rules.ts'
import { DeliveryStatusEnum } from '../mail/delivery.types.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { PageArgs, pagesByParent, readPage, toConnection, type List } from '../shared/graphql/page.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { containing } from '../shared/graphql/search.ts'
import { idOrNobody } from '../shared/id.ts'

@InputType({ description: 'Every part that is given must fit.' })
export class InterviewFilter {
  @Field(() => [InterviewStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: InterviewStatus[] | null

  @Field(() => Int, { nullable: true, description: 'Which interview of its application it is, from 1.' })
  round?: number | null

  @Field(() => ID, { nullable: true, description: 'With a place in this slot, now or before it was called off.' })
  slotId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Begins at this instant or later.' })
  startsFrom?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Begins before this instant.' })
  startsBefore?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Is not over at this instant.' })
  endsAfter?: Date | null

  @Field(() => [InterviewModeEnum], { nullable: true, description: 'Held in one of these ways.' })
  mode?: InterviewMode[] | null

  @Field(() => ID, { nullable: true, description: 'For this job.' })
  jobId?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this candidate.' })
  candidateId?: string | null

  @Field(() => ID, { nullable: true, description: 'With this interviewer.' })
  interviewerId?: string | null

  @Field(() => ID, { nullable: true, description: 'Arranged by this person.' })
  scheduledById?: string | null

  @Field(() => [DeliveryStatusEnum], { nullable: true, description: 'Whose newest email is in one of these statuses.' })
  emailStatus?: DeliveryStatus[] | null

  @Field(() => [RsvpEnum], { nullable: true, description: 'Answered in one of these ways.' })
  rsvp?: Rsvp[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those for which a no-show is suggested now, false for all others.',
  })
  noShowSuggested?: boolean | null

  @Field(() => String, { nullable: true, description: "Part of the candidate's name or of the job's title." })
  search?: string | null
}

const interviewSort = [
  'STARTS_AT_ASC',
  'STARTS_AT_DESC',
  'CANDIDATE_ASC',
  'CANDIDATE_DESC',
  'JOB_ASC',
  'JOB_DESC',
  'STATUS_ASC',
  'STATUS_DESC',
] as const
type InterviewSort = (typeof interviewSort)[number]

export const InterviewSortEnum = enumOf(interviewSort, 'InterviewSort', 'In which order interviews are listed.', {
  STARTS_AT_ASC: 'By start, the earliest first.',
  STARTS_AT_DESC: 'By start, the latest first.',
  CANDIDATE_ASC: 'By the name of the candidate, A first; those of one by start.',
  CANDIDATE_DESC: 'By the name of the candidate, Z first; those of one by start, the latest first.',
  JOB_ASC: 'By the title of the job, A first; those of one by start.',
  JOB_DESC: 'By the title of the job, Z first; those of one by start, the latest first.',
  STATUS_ASC: 'By status, in the order of its letters; those of one by start.',
  STATUS_DESC: 'By status, in the other order; those of one by start, the latest first.',
})

const byStart: List<unknown>['order'] = [
  { column: sql`interview.starts_at`, cast: 'timestamptz' },
  { column: sql`interview.id`, cast: 'uuid' },
]
type SortedBy = 'STARTS_AT' | 'CANDIDATE' | 'JOB' | 'STATUS'
const orders: Record<SortedBy, List<unknown>['order']> = {
  STARTS_AT: byStart,
  CANDIDATE: [{ column: sql`candidate.name`, cast: 'text' }, ...byStart],
  JOB: [{ column: sql`job.title`, cast: 'text' }, ...byStart],
  STATUS: [{ column: sql`interview.status`, cast: 'text' }, ...byStart],
}

function orderOf(sort: InterviewSort) {
  const descending = sort.endsWith('_DESC')
  const by = sort.replace(/_(ASC|DESC)$/, '') as SortedBy
  return { order: orders[by], descending, ledByFirst: by === 'CANDIDATE' || by === 'JOB' }
}

const newestEmailStatus = sql`(select delivery.status from invitation
  join delivery on delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id
  where invitation.company_id = interview.company_id and invitation.interview_id = interview.id
    and invitation.candidate_id is not null and invitation.ended_at is null
  order by delivery.queued_at desc, delivery.id desc limit 1)`

/** @param now the database's clock, ISO 8601 */
function conditions(filter: InterviewFilter | null | undefined, now: string): RawBuilder<unknown>[] {
  const {
    status,
    round,
    slotId,
    startsFrom,
    startsBefore,
    endsAfter,
    mode,
    jobId,
    candidateId,
    interviewerId,
    scheduledById,
    emailStatus,
    rsvp,
    noShowSuggested,
    search,
  } = filter ?? {}
  return [
    ...(status ? [sql`interview.status = any(${status})`] : []),
    ...(round != null ? [sql`interview.round = ${round}`] : []),
    ...(slotId != null
      ? [
          sql`exists (select from booking where booking.company_id = interview.company_id
            and booking.interview_id = interview.id and booking.slot_id = ${idOrNobody(slotId)})`,
        ]
      : []),
    ...(startsFrom ? [sql`interview.starts_at >= ${startsFrom.toISOString()}::timestamptz`] : []),
    ...(startsBefore ? [sql`interview.starts_at < ${startsBefore.toISOString()}::timestamptz`] : []),
    ...(endsAfter ? [sql`interview.ends_at > ${endsAfter.toISOString()}::timestamptz`] : []),
    ...(mode ? [sql`interview.mode = any(${mode})`] : []),
    ...(jobId != null ? [sql`application.job_id = ${idOrNobody(jobId)}`] : []),
    ...(candidateId != null ? [sql`application.candidate_id in ${idsOfCandidate(candidateId)}`] : []),
    ...(interviewerId != null
      ? [
          sql`exists (select from interview_interviewer held where held.company_id = interview.company_id
            and held.interview_id = interview.id and held.interviewer_id = ${idOrNobody(interviewerId)})`,
        ]
      : []),
    ...(scheduledById != null ? [sql`interview.scheduled_by_id = ${idOrNobody(scheduledById)}`] : []),
    ...(emailStatus ? [sql`${newestEmailStatus} = any(${emailStatus})`] : []),
    ...(rsvp ? [sql`interview.rsvp = any(${rsvp})`] : []),
    ...(noShowSuggested != null
      ? [noShowSuggested ? isNoShowSuggested(now) : sql`not (${isNoShowSuggested(now)})`]
      : []),
    ...containing(search, sql`candidate.name`, sql`job.title`),
  ]
}

/** Interviews in an order. Only what looks at candidate or job pays for joining them. */
const interviewList = (
  companyId: string,
  where: readonly RawBuilder<unknown>[],
  { joined, order, descending, ledByFirst }: { joined: boolean } & ReturnType<typeof orderOf>,
): List<InterviewRow> => ({
  select: interviewColumns,
  from: joined
    ? sql`interview
        join application on application.company_id = interview.company_id and application.id = interview.application_id
        join candidate on candidate.company_id = interview.company_id and candidate.id = application.candidate_id
        join job on job.company_id = interview.company_id and job.id = application.job_id`
    : sql`interview`,
  where: [sql`interview.company_id = ${companyId}`, ...where],
  order,
  descending,
  ledByFirst,
})

const looksFurther = (filter: InterviewFilter | null | undefined): boolean =>
  filter?.jobId != null || filter?.candidateId != null || !!filter?.search?.trim()

const interviewsOfCandidate = pagesByParent(({ companyId }, candidate, _filter: undefined) =>
  interviewList(companyId, [sql`application.candidate_id = ${candidate}`], {
    ...orderOf('STARTS_AT_DESC'),
    joined: true,
  }),
)

@Resolver(() => InterviewType)
export class InterviewListResolver {
  @Extensions(orToken(staff, 'READ'))
  @Query(() => InterviewConnection, {
    description: 'Interviews of the company; interviewers get those they are assigned to.',
  })
  async interviews(
    @Ctx() { reading, actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => InterviewFilter, { nullable: true, description: 'Which of them.' })
    filter?: InterviewFilter | null,
    @Arg('sort', () => InterviewSortEnum, { nullable: true, description: 'STARTS_AT_ASC where left out.' })
    sort?: InterviewSort | null,
  ) {
    const order = orderOf(sort ?? 'STARTS_AT_ASC')
    const now = (await reading.now()).toISOString()
    const where = [...visibleInterviews(actor), ...conditions(filter, now)]
    return toConnection(
      await readPage(
        reading,
        interviewList(reading.companyId, where, {
          ...order,
          joined: order.ledByFirst || looksFurther(filter),
        }),
        page,
      ),
    )
  }
}

@Resolver(() => CandidateType)
export class InterviewsOfCandidateResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => InterviewConnection, { description: 'Their interviews, the latest first.' })
  async interviews(@Ctx() { reading }: Context, @Root() { id }: CandidateRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await interviewsOfCandidate(reading, id, page, undefined))
  }
}
