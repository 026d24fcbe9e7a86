import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { CandidateInterview, readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { InterviewType, interviewById, type InterviewRow } from '../interviews/interview.types.ts'
import type { Rsvp } from '../interviews/interview.rules.ts'
import type { AnswerLink } from '../mail/answer-link.ts'
import { itsAnswerVersion } from '../mail/invitation-rows.ts'
import { unauthenticated } from '../shared/errors.ts'
import { keyHolder, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { URL } from '../shared/graphql/scalars.ts'
import { PageArgs, pagesByParent, toConnection } from '../shared/graphql/page.ts'
import { manyByKey } from '../shared/loader.ts'
import type { makeAnswerInvitation, makeProposeTime } from './answer-invitation.ts'
import type { GivenAnswer } from './answer.rules.ts'
import {
  AcceptProposalInput,
  AcceptProposalResult,
  DismissProposalInput,
  DismissProposalResult,
  InterviewerAnswer,
  InvitationAnswer,
  InvitationAnswerConnection,
  ProposeTimeInput,
  ProposeTimeResult,
  RespondToInvitationInput,
  RespondToInvitationResult,
  answerList,
  proposalOfInterview,
  type InvitationAnswerRow,
} from './answers.types.ts'
import type { makeAcceptProposal, makeDismissProposal } from './proposal.ts'

const answersOfInterview = pagesByParent(({ companyId }, interview, _filter: undefined) =>
  answerList(companyId, interview),
)

interface InterviewerAnswerRow {
  interviewId: string
  staffMemberId: string
  rsvp: Rsvp
  rsvpAt: string | null
}

const interviewerAnswers = manyByKey<InterviewerAnswerRow>(
  (reading, ids) =>
    reading.rows(sql`select held.interview_id as "interviewId", held.interviewer_id as "staffMemberId", held.rsvp,
        held.rsvp_at as "rsvpAt"
      from interview_interviewer held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.interview_id = any(${ids})
      order by staff_member.name, staff_member.id`),
  (row) => row.interviewId,
)

const theInterview = ({ reading }: Context, { id }: { id: string }) => interviewById(reading).load(id)
const thePage = ({ reading }: Context, { id }: { id: string }) => readCandidateInterview(reading, id)

/** Who answers on the candidate's page. The rules let nobody else come here. */
function theCandidate({ actor }: Context) {
  if (actor.kind !== 'CANDIDATE') throw unauthenticated()
  return { interviewId: actor.id, staffMemberId: null, way: 'PAGE' } as const
}

@Resolver(() => InterviewType)
export class AnswersOfInterviewResolver {
  constructor(
    private readonly replies: {
      answerInvitation: ReturnType<typeof makeAnswerInvitation>
      proposeTime: ReturnType<typeof makeProposeTime>
      acceptProposal: ReturnType<typeof makeAcceptProposal>
      dismissProposal: ReturnType<typeof makeDismissProposal>
    },
  ) {}

  @FieldResolver(() => InvitationAnswerConnection, {
    description: 'What candidate and interviewers said of their invitations, the newest first.',
  })
  async answers(@Ctx() { reading }: Context, @Root() { id }: InterviewRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await answersOfInterview(reading, id, page, undefined))
  }

  @FieldResolver(() => InvitationAnswer, {
    nullable: true,
    description: 'The time that somebody proposes instead, as long as it stands; the newest where several do.',
  })
  proposal(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return proposalOfInterview(reading).load(id)
  }

  @FieldResolver(() => [InterviewerAnswer], { description: 'What each interviewer answered, by name.' })
  interviewerAnswers(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return interviewerAnswers(reading).load(id)
  }

  @Extensions(keyHolder)
  @Mutation(() => RespondToInvitationResult, {
    description: 'Answers the invitation. The newest answer counts; DECLINED tells the recruiter and cancels nothing.',
  })
  async respondToInvitation(
    @Ctx() context: Context,
    @Arg('input', () => RespondToInvitationInput) { answer, comment }: RespondToInvitationInput,
  ) {
    const said = await this.replies.answerInvitation(context.actor, {
      ...theCandidate(context),
      answer: answer as GivenAnswer,
      comment,
    })
    return present(context, said, 'CandidateInterview', thePage)
  }

  @Extensions(keyHolder)
  @Mutation(() => ProposeTimeResult, {
    description: 'Asks for another time. The interview stays where it is until a recruiter moves it.',
  })
  async proposeTime(@Ctx() context: Context, @Arg('input', () => ProposeTimeInput) input: ProposeTimeInput) {
    const said = await this.replies.proposeTime(context.actor, { ...theCandidate(context), ...input })
    return present(context, said, 'CandidateInterview', thePage)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => AcceptProposalResult, {
    description: 'Moves the interview to the time that is proposed, by the rules of `rescheduleInterview`.',
  })
  async acceptProposal(@Ctx() context: Context, @Arg('input', () => AcceptProposalInput) input: AcceptProposalInput) {
    return present(context, await this.replies.acceptProposal(context.actor, input), 'Interview', theInterview)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => DismissProposalResult, { description: 'Leaves the interview where it is.' })
  async dismissProposal(
    @Ctx() context: Context,
    @Arg('input', () => DismissProposalInput) input: DismissProposalInput,
  ) {
    return present(context, await this.replies.dismissProposal(context.actor, input), 'Interview', theInterview)
  }
}

@Resolver(() => CandidateInterview)
export class SuggestTimeResolver {
  constructor(private readonly answerLink: AnswerLink) {}

  @FieldResolver(() => URL, {
    nullable: true,
    description:
      'The page on which the candidate proposes another time, as behind the link of their emails; null where there is nothing to answer.',
  })
  async suggestTimeUrl(@Ctx() { reading }: Context, @Root() { id }: CandidateInterview) {
    const [open] = await reading.rows(sql<{ id: string; version: number }>`
      select invitation.id, ${itsAnswerVersion} as version
      from invitation
      join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
      where invitation.company_id = ${reading.companyId} and invitation.interview_id = ${id}
        and invitation.candidate_id is not null and invitation.ended_at is null
        and interview.status = 'SCHEDULED' and interview.ends_at > ${await reading.now()}`)
    return open ? `${this.answerLink(open)}?want=time` : null
  }
}

@Resolver(() => InvitationAnswer)
export class InvitationAnswerResolver {
  @FieldResolver(() => StaffMemberType, {
    nullable: true,
    description: 'Who of those who meet the candidate said it; null where the candidate did.',
  })
  interviewer(@Ctx() { reading }: Context, @Root() { staffMemberId }: InvitationAnswerRow) {
    return staffMemberId && staffMemberById(reading).load(staffMemberId)
  }
}

@Resolver(() => InterviewerAnswer)
export class InterviewerAnswerResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { staffMemberId }: InterviewerAnswerRow) {
    return staffMemberById(reading).load(staffMemberId)
  }
}
