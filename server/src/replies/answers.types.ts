import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { moveAnswers } from '../booking/booking.types.ts'
import { CandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { InterviewIsOver, InterviewType, RsvpEnum, TimeIsPast } from '../interviews/interview.types.ts'
import type { Rsvp } from '../interviews/interview.rules.ts'
import { forRecruiters, orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { answerOutcome, answerWay, type AnswerOutcome, type AnswerWay } from './answer.rules.ts'
import { standingProposal } from './standing-proposal.ts'

export const AnswerWayEnum = enumOf(answerWay, 'AnswerWay', 'By what an answer to an invitation came.', {
  EMAIL: 'By email, as calendar programs answer (iMIP, RFC 6047).',
  PAGE: "On the candidate's page.",
  LINK: 'On the page behind the links of an email.',
})

export const AnswerOutcomeEnum = enumOf(answerOutcome, 'AnswerOutcome', 'What became of an answer to an invitation.', {
  APPLIED: 'It counted when it came.',
  OLD_TIME: 'It answers a time that the interview no longer has.',
  OUTDATED: 'It was given before another one that had come already.',
})

export const proposalStatus = ['OPEN', 'ACCEPTED', 'DISMISSED', 'OVERTAKEN'] as const
export type ProposalStatus = (typeof proposalStatus)[number]

export const ProposalStatusEnum = enumOf(proposalStatus, 'ProposalStatus', 'What became of a proposed time.', {
  OPEN: 'Waits for a recruiter.',
  ACCEPTED: 'The interview was moved to it.',
  DISMISSED: 'A recruiter left the interview where it was.',
  OVERTAKEN: 'The interview moved or ended, or the same person said something else since.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'What a participant said of an invitation: an answer, or a time they would rather have.' })
export class InvitationAnswer {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => AnswerWayEnum, { description: 'By what it came.' })
  way!: AnswerWay

  @Field(() => RsvpEnum, { nullable: true, description: 'What they answer; null where they propose a time.' })
  answer!: Rsvp | null

  @Field(() => DateTime, { nullable: true, description: 'When the time that they propose begins; null for an answer.' })
  proposedStartsAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it ends.' })
  proposedEndsAt!: string | null

  @Field(() => ProposalStatusEnum, { nullable: true, description: 'What became of the proposal; null for an answer.' })
  proposalStatus!: ProposalStatus | null

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => String, {
    nullable: true,
    description: 'Their own words, plain text of at most 2000 characters; null to interviewers.',
  })
  comment!: string | null

  @Field(() => AnswerOutcomeEnum, { description: 'Whether it counted.' })
  outcome!: AnswerOutcome

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'Where the email came from; null for a page, and to interviewers.',
  })
  fromAddress!: string | null

  @Field(() => Boolean, { description: 'Whether it came from an address that the invitation was never sent to.' })
  fromOtherAddress!: boolean

  @Field(() => DateTime, { description: 'When it was given, by the clock of their program; never after it came.' })
  givenAt!: string

  @Field(() => DateTime, { description: 'When it came.' })
  recordedAt!: string
}

export const InvitationAnswerConnection = connectionOf(
  'InvitationAnswer',
  () => InvitationAnswer,
  orToken(staff, 'READ'),
)

export interface InvitationAnswerRow {
  id: string
  interviewId: string
  /** Null for the candidate's. */
  staffMemberId: string | null
  way: AnswerWay
  answer: Rsvp | null
  proposedStartsAt: string | null
  proposedEndsAt: string | null
  proposalStatus: ProposalStatus | null
  comment: string | null
  outcome: AnswerOutcome
  fromAddress: string | null
  fromOtherAddress: boolean
  givenAt: string
  recordedAt: string
}

const answerColumns = sql<InvitationAnswerRow>`answer.id, invitation.interview_id as "interviewId",
  invitation.staff_member_id as "staffMemberId", answer.way, answer.answer,
  answer.proposed_starts_at as "proposedStartsAt", answer.proposed_ends_at as "proposedEndsAt",
  case when answer.proposed_starts_at is null then null when answer.settled_as is not null then answer.settled_as
    when ${standingProposal} then 'OPEN' else 'OVERTAKEN' end as "proposalStatus",
  answer.comment, answer.outcome, answer.from_address as "fromAddress",
  coalesce(answer.grade = 'C', false) as "fromOtherAddress", answer.given_at as "givenAt",
  answer.recorded_at as "recordedAt"`

const fromAnswers = sql`invitation_answer answer
  join invitation on invitation.company_id = answer.company_id and invitation.id = answer.invitation_id
  join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id`

/** What was said of one interview, the newest first. */
export const answerList = (companyId: string, interview: RawBuilder<unknown>): List<InvitationAnswerRow> => ({
  select: answerColumns,
  from: fromAnswers,
  where: [sql`invitation.company_id = ${companyId}`, sql`invitation.interview_id = ${interview}`],
  order: [
    { column: sql`answer.recorded_at`, cast: 'timestamptz' },
    { column: sql`answer.id`, cast: 'uuid' },
  ],
  descending: true,
})

/** The time that is proposed for each interview now; the newest where several are. */
export const proposalOfInterview = oneByKey<InvitationAnswerRow>(
  (reading, ids) =>
    reading.rows(sql`select distinct on (invitation.interview_id) ${answerColumns} from ${fromAnswers}
      where answer.company_id = ${reading.companyId} and invitation.interview_id = any(${ids}) and ${standingProposal}
      order by invitation.interview_id, answer.recorded_at desc, answer.id desc`),
  (row) => row.interviewId,
)

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'The answer of one who meets the candidate.' })
export class InterviewerAnswer {
  @Field(() => RsvpEnum, { description: 'Their answer to their own invitation.' })
  rsvp!: Rsvp

  @Field(() => DateTime, { nullable: true, description: 'When they gave it.' })
  rsvpAt!: string | null
}

@InputType({ description: 'What `respondToInvitation` needs.' })
export class RespondToInvitationInput {
  @Field(() => RsvpEnum, { description: 'ACCEPTED, TENTATIVE or DECLINED.' })
  answer!: Rsvp

  @Field(() => String, { nullable: true, description: 'A few words to the company, at most 2000 characters.' })
  comment?: string | null
}

@InputType({ description: 'What `proposeTime` needs.' })
export class ProposeTimeInput {
  @Field(() => DateTime, { description: 'When the interview should begin instead; it stays as long as it is.' })
  startsAt!: Date

  @Field(() => String, { nullable: true, description: 'A few words to the company, at most 2000 characters.' })
  comment?: string | null
}

@InputType({ description: 'What `acceptProposal` needs.' })
export class AcceptProposalInput {
  @Field(() => ID, { description: 'The answer with the proposed time.' })
  proposalId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Why a rule that may be passed by is passed by, at most 500 characters.',
  })
  overrideReason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `dismissProposal` needs.' })
export class DismissProposalInput {
  @Field(() => ID, { description: 'The answer with the proposed time.' })
  proposalId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'It was settled, or something has overtaken it.' })
export class ProposalIsOver extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This proposal was settled or overtaken.'
  }
}

export const RespondToInvitationResult = createUnionType({
  name: 'RespondToInvitationResult',
  description: 'What `respondToInvitation` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, InterviewIsOver, InvalidInput] as const,
  resolveType: byKind,
})

export const ProposeTimeResult = createUnionType({
  name: 'ProposeTimeResult',
  description: 'What `proposeTime` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, InterviewIsOver, TimeIsPast, InvalidInput] as const,
  resolveType: byKind,
})

export const AcceptProposalResult = createUnionType({
  name: 'AcceptProposalResult',
  description: 'What `acceptProposal` answers: what was asked for, or why not.',
  types: () => [...moveAnswers, ProposalIsOver] as const,
  resolveType: byKind,
})

export const DismissProposalResult = createUnionType({
  name: 'DismissProposalResult',
  description: 'What `dismissProposal` answers: what was asked for, or why not.',
  types: () => [InterviewType, ProposalIsOver, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
