import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { InterviewIsOver, RsvpEnum } from '../interviews/interview.types.ts'
import type { Rsvp } from '../interviews/interview.rules.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import {
  inboundKind,
  inboundReason,
  inboundStatus,
  type InboundKind,
  type InboundReason,
  type InboundStatus,
} from './inbound-message.rules.ts'
import { grade, type Grade } from './verdict.rules.ts'

export const InboundKindEnum = enumOf(inboundKind, 'InboundKind', 'What an email is that came to an address of ours.', {
  ANSWER: 'A calendar program answers an invitation (METHOD:REPLY, RFC 5546 section 3.2.3).',
  PROPOSAL: 'It proposes another time (METHOD:COUNTER, section 3.2.7).',
  REFRESH: 'It asks for the event again (METHOD:REFRESH, section 3.2.6).',
  BOUNCE: 'A mail server reports what became of an email (RFC 3464).',
  AUTO_REPLY: 'A program answers for somebody, such as one who is away.',
  MESSAGE: 'Somebody wrote something.',
  UNREADABLE: 'It is too large, or cannot be read.',
})

export const InboundStatusEnum = enumOf(inboundStatus, 'InboundStatus', 'What became of an email that came to us.', {
  APPLIED: 'It had its effect, by itself or because somebody wanted it.',
  NOTED: 'It needs no effect.',
  WAITING: 'It waits for somebody to look at it.',
  DISMISSED: 'Somebody has looked at it; nothing follows.',
})

export const InboundReasonEnum = enumOf(inboundReason, 'InboundReason', 'Why an email had no effect by itself.', {
  UNKNOWN_EVENT: 'It answers an event that we never sent.',
  ANOTHER_PERSON: 'It came to the address of one person, and answers the invitation of another.',
  OTHER_ADDRESS: 'Neither its sender nor whom it answers for is the address that was invited.',
  FORGED: 'The domain that it says it comes from disowns it (DMARC, RFC 7489).',
  NOT_PROVEN: 'It came to an address that all share, and its sender is not proven.',
  NO_ATTENDEE: 'It says of nobody clearly what they answer.',
  UNREADABLE_TIME: 'It proposes a time that cannot be read.',
  UNREADABLE: 'It is too large, or cannot be read.',
  UNKNOWN_BOUNCE: 'A mail server reports something in a form that is not understood.',
  EVENT_IS_OVER: 'The interview is over or called off, or they no longer take part.',
  OLD_TIME: 'It answers a time that the interview no longer has.',
  OUTDATED: 'A newer answer had come already.',
  NO_ANSWER: 'It answers with neither yes, maybe nor no.',
  TOO_OFTEN: 'It was asked for too often within a day.',
  STILL_TRIED: 'The mail server still tries to deliver it.',
  WAS_DELIVERED: 'The mail server has delivered it.',
})

export const ProofEnum = enumOf(grade, 'Proof', 'How sure it is that an answer is of who was invited.', {
  A: 'From the address that was invited, and proven by DMARC or an aligned signature.',
  B: 'From the address that was invited, and nothing speaks against it; or sent by Google Calendar in its name.',
  C: 'From another address; the secret address that it came to and the event fit.',
  D: 'The domain that it says it comes from disowns it.',
})

@Extensions(orToken(recruiting, 'CONTACT'))
@ObjectType('InboundMessage', {
  description: 'An email that came to an address of ours, and what became of it. Kept for 30 days.',
})
export class InboundMessageType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it came.' })
  receivedAt!: string

  @Field(() => InboundKindEnum, { description: 'What it is.' })
  kind!: InboundKind

  @Field(() => InboundStatusEnum, { description: 'What became of it.' })
  status!: InboundStatus

  @Field(() => InboundReasonEnum, { nullable: true, description: 'Why it had no effect by itself.' })
  reason!: InboundReason | null

  @Field(() => ProofEnum, { nullable: true, description: 'How sure its sender is; null where it answers nothing.' })
  proof!: Grade | null

  @Field(() => EmailAddress, { nullable: true, description: 'Where it says it comes from.' })
  fromAddress!: string | null

  @Field(() => String, { nullable: true, description: 'Its subject.' })
  subject!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What somebody wrote, or the line of a mail server: plain text of at most 2000 characters.',
  })
  text!: string | null

  @Field(() => RsvpEnum, { nullable: true, description: 'What it answers.' })
  answer!: Rsvp | null

  @Field(() => DateTime, { nullable: true, description: 'When the time begins that it proposes.' })
  proposedStartsAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it ends.' })
  proposedEndsAt!: string | null

  @Field(() => Boolean, { description: 'Whether `applyInboundMessage` could let it count.' })
  mayApply!: boolean
}

export const InboundMessageConnection = connectionOf(
  'InboundMessage',
  () => InboundMessageType,
  orToken(recruiting, 'CONTACT'),
)

@InputType({ description: 'Every part that is given must fit.' })
export class InboundMessageFilter {
  @Field(() => [InboundStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: InboundStatus[] | null

  @Field(() => [InboundKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kind?: InboundKind[] | null

  @Field(() => ID, { nullable: true, description: 'About this interview.' })
  interviewId?: string | null
}

@InputType({ description: 'Which email is settled.' })
export class SettleMessageInput {
  @Field(() => ID, { description: 'Which one.' })
  messageId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(recruiting)
@ObjectType({ implements: Refusal, description: 'It does not wait for anybody any more.' })
export class MessageIsSettled extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This email is ${this.status}.`
  }

  @Field(() => InboundStatusEnum, { description: 'What became of it.' })
  status!: InboundStatus
}

@Extensions(recruiting)
@ObjectType({ implements: Refusal, description: 'It answers no invitation, or says nothing that could count.' })
export class NothingToApply extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'There is nothing in this email that could count as an answer.'
  }
}

export const ApplyInboundMessageResult = createUnionType({
  name: 'ApplyInboundMessageResult',
  description: 'What `applyInboundMessage` answers: what was asked for, or why not.',
  types: () =>
    [
      InboundMessageType,
      MessageIsSettled,
      NothingToApply,
      InterviewIsOver,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const DismissInboundMessageResult = createUnionType({
  name: 'DismissInboundMessageResult',
  description: 'What `dismissInboundMessage` answers: what was asked for, or why not.',
  types: () => [InboundMessageType, MessageIsSettled, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RestoreInboundMessageResult = createUnionType({
  name: 'RestoreInboundMessageResult',
  description: 'What `restoreInboundMessage` answers: what was asked for, or why not.',
  types: () => [InboundMessageType, MessageIsSettled, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface InboundMessageRow {
  id: string
  receivedAt: string
  kind: InboundKind
  status: InboundStatus
  reason: InboundReason | null
  proof: Grade | null
  fromAddress: string | null
  subject: string | null
  text: string | null
  answer: Rsvp | null
  proposedStartsAt: string | null
  proposedEndsAt: string | null
  mayApply: boolean
  candidateId: string | null
  staffMemberId: string | null
  interviewId: string | null
}

const columns = sql<InboundMessageRow>`message.id, message.received_at as "receivedAt", message.kind, message.status,
  message.reason, message.grade as proof, message.from_address as "fromAddress", message.subject, message.text,
  message.answer, message.proposed_starts_at as "proposedStartsAt", message.proposed_ends_at as "proposedEndsAt",
  message.status = 'WAITING' and message.invitation_id is not null
    and num_nonnulls(message.answer, message.proposed_starts_at) > 0 as "mayApply",
  coalesce(message.candidate_id, invitation.candidate_id, delivery.candidate_id) as "candidateId",
  coalesce(message.staff_member_id, invitation.staff_member_id, delivery.staff_member_id) as "staffMemberId",
  invitation.interview_id as "interviewId"`

const fromMessages = sql`inbound_message message
  left join invitation on invitation.company_id = message.company_id and invitation.id = message.invitation_id
  left join delivery on delivery.company_id = message.company_id and delivery.id = message.delivery_id`

/** Emails that came to a company, the newest first. */
export const inboundMessageList = (companyId: string, where: RawBuilder<unknown>[]): List<InboundMessageRow> => ({
  select: columns,
  from: fromMessages,
  where: [sql`message.company_id = ${companyId}`, ...where],
  order: [
    { column: sql`message.received_at`, cast: 'timestamptz' },
    { column: sql`message.id`, cast: 'uuid' },
  ],
  descending: true,
})

export const inboundMessageById = oneByKey<InboundMessageRow>(
  (reading, ids) =>
    reading.rows(sql`select ${columns} from ${fromMessages}
      where message.company_id = ${reading.companyId} and message.id = any(${ids})`),
  (row) => row.id,
)
