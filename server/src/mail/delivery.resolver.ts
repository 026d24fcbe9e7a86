import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { CandidateLink } from '../candidate-access/candidate-link.ts'
import { idsOfCandidate } from '../candidates/candidate-now.ts'
import { applicationById, candidateById } from '../candidates/candidate-by-id.ts'
import { ApplicationType, CandidateType, type CandidateRow } from '../candidates/candidate.types.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { InterviewType, interviewById, type InterviewRow } from '../interviews/interview.types.ts'
import { Person } from '../people/people.types.ts'
import { forRecruiters, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, readPage, toConnection } from '../shared/graphql/page.ts'
import { URL } from '../shared/graphql/scalars.ts'
import { contactColumns, containing } from '../shared/graphql/search.ts'
import { idOrNobody } from '../shared/id.ts'
import {
  AddressIsMissing,
  DeliveryAttemptType,
  DeliveryConnection,
  DeliveryFilter,
  DeliverySortEnum,
  DeliveryType,
  ResendEmailInput,
  ResendEmailResult,
  ResendInvitationInput,
  ResendInvitationResult,
  WithdrawEmailInput,
  WithdrawEmailResult,
  attemptsOfDelivery,
  deliveriesOfInterview,
  deliveryById,
  deliveryList,
  joinEmailOfPerson,
  newestDeliveryOfInterview,
  type DeliveryRow,
} from './delivery.types.ts'
import type { makeResendEmail } from './resend-email.ts'
import type { makeResendInvitation } from './resend-invitation.ts'
import type { makeWithdrawEmail } from './withdraw-email.ts'

const toStaff = sql`(delivery.staff_member_id is not null)`

const deliveriesOfCandidate = pagesByParent(({ companyId }, candidate, _filter: undefined) =>
  deliveryList(companyId, [sql`delivery.candidate_id = ${candidate}`]),
)

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  constructor(
    private readonly mail: {
      resendInvitation: ReturnType<typeof makeResendInvitation>
      resendEmail: ReturnType<typeof makeResendEmail>
      withdrawEmail: ReturnType<typeof makeWithdrawEmail>
    },
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => DeliveryConnection, { description: 'Emails of the company, the newest first.' })
  async deliveries(
    @Ctx() { reading, asker }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeliveryFilter, { nullable: true, description: 'Which of them.' })
    filter?: DeliveryFilter | null,
    @Arg('sort', () => DeliverySortEnum, { nullable: true, description: 'QUEUED_AT_DESC where left out.' })
    sort?: keyof typeof DeliverySortEnum | null,
  ) {
    const {
      status,
      kind,
      recipient,
      jobId,
      search,
      queuedFrom,
      queuedBefore,
      interviewId,
      candidateId,
      applicationId,
    } = filter ?? {}
    const where = [
      ...(kind ? [sql`delivery.kind = any(${kind})`] : []),
      ...(recipient ? [recipient === 'STAFF' ? toStaff : sql`not ${toStaff}`] : []),
      ...(jobId != null
        ? [
            sql`exists (select from application where application.company_id = delivery.company_id
              and application.id = delivery.application_id and application.job_id = ${idOrNobody(jobId)})`,
          ]
        : []),
      ...containing(
        search,
        sql`coalesce(candidate.name, staff_member.name)`,
        sql`staff_member.email`,
        ...contactColumns(asker, sql`candidate.email`, sql`delivery.recipient_address`),
      ),
      ...(queuedFrom ? [sql`delivery.queued_at >= ${queuedFrom}`] : []),
      ...(queuedBefore ? [sql`delivery.queued_at < ${queuedBefore}`] : []),
      ...(status ? [sql`delivery.status = any(${status})`] : []),
      ...(interviewId != null ? [sql`invitation.interview_id = ${idOrNobody(interviewId)}`] : []),
      ...(candidateId != null ? [sql`delivery.candidate_id in ${idsOfCandidate(candidateId)}`] : []),
      ...(applicationId != null ? [sql`delivery.application_id = ${idOrNobody(applicationId)}`] : []),
    ]
    const list = { ...deliveryList(reading.companyId, where), descending: sort !== 'QUEUED_AT_ASC' }
    return toConnection(await readPage(reading, list, page))
  }

  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => [DeliveryAttemptType], { description: 'Each try to hand it over, the newest first.' })
  attemptHistory(@Ctx() { reading }: Context, @Root() { id }: DeliveryRow) {
    return attemptsOfDelivery(reading).load(id)
  }

  @FieldResolver(() => InterviewType, {
    nullable: true,
    description:
      'The interview it is about; null where there is none yet, as when the candidate is asked to choose a time.',
  })
  interview(@Ctx() { reading }: Context, @Root() { interviewId }: DeliveryRow) {
    return interviewId && interviewById(reading).load(interviewId)
  }

  @FieldResolver(() => ApplicationType, { nullable: true, description: 'The application it is about.' })
  application(@Ctx() { reading }: Context, @Root() { applicationId }: DeliveryRow) {
    return applicationId && applicationById(reading).load(applicationId)
  }

  @FieldResolver(() => CandidateType, {
    nullable: true,
    description: 'The candidate it is to; null for an email to somebody of the company.',
  })
  candidate(@Ctx() { reading }: Context, @Root() { candidateId }: DeliveryRow) {
    return candidateId && candidateById(reading).load(candidateId)
  }

  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who of the company it is to; null for an email to the candidate.',
  })
  staffMember(@Ctx() { reading }: Context, @Root() { staffMemberId }: DeliveryRow) {
    return staffMemberId && staffMemberById(reading).load(staffMemberId)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ResendInvitationResult, {
    description: 'Sends the invitation again, as the same calendar event; one that still waits is sent now instead.',
  })
  async resendInvitation(
    @Ctx() context: Context,
    @Arg('input', () => ResendInvitationInput) input: ResendInvitationInput,
  ) {
    const answer = await this.mail.resendInvitation(context.actor, input)
    return present(context, answer, 'Delivery', ({ reading }, { id }) => deliveryById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => ResendEmailResult, {
    description:
      'Sends an email once more, with what is true now, to the address that the person has now; one that still waits is sent now instead.',
  })
  async resendEmail(@Ctx() context: Context, @Arg('input', () => ResendEmailInput) input: ResendEmailInput) {
    const answer = await this.mail.resendEmail(context.actor, input)
    return present(context, answer, 'Delivery', ({ reading }, { id }) => deliveryById(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => WithdrawEmailResult, {
    description: 'Takes an email back that still waits. Nobody is told instead.',
  })
  async withdrawEmail(@Ctx() context: Context, @Arg('input', () => WithdrawEmailInput) input: WithdrawEmailInput) {
    const answer = await this.mail.withdrawEmail(context.actor, input)
    return present(context, answer, 'Delivery', ({ reading }, { id }) => deliveryById(reading).load(id))
  }
}

@Resolver(() => InterviewType)
export class DeliveriesOfInterviewResolver {
  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description: 'The newest email about it to the candidate, reminders aside.',
  })
  delivery(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return newestDeliveryOfInterview(reading).load(id)
  }

  @FieldResolver(() => [DeliveryType], {
    description: 'Every email about it, to the candidate and to those who meet them, the newest first.',
  })
  deliveries(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return deliveriesOfInterview(reading).load(id)
  }
}

@Resolver(() => CandidateType)
export class DeliveriesOfCandidateResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => DeliveryConnection, { description: 'Every email to them, the newest first.' })
  async deliveries(@Ctx() { reading }: Context, @Root() { id }: CandidateRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await deliveriesOfCandidate(reading, id, page, undefined))
  }
}

@Resolver(() => AddressIsMissing)
export class AddressIsMissingResolver {
  constructor(private readonly linkOf: CandidateLink) {}

  @Extensions(orToken(forRecruiters, 'SCHEDULE'))
  @FieldResolver(() => URL, { nullable: true, description: 'The personal link, for handing it over another way.' })
  async candidateLink(@Ctx() { reading }: Context, @Root() { interviewId }: AddressIsMissing) {
    const interview = interviewId && (await interviewById(reading).load(interviewId))
    return interview ? this.linkOf(interview) : null
  }
}

@Resolver(() => Person)
export class JoinEmailResolver {
  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description: 'The email that brought them the link to join; null for who has joined, or was never sent one.',
  })
  joinEmail(@Ctx() { reading }: Context, @Root() { id, joinedAt }: Person) {
    return joinedAt === null ? joinEmailOfPerson(reading).load(id) : null
  }
}
