import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { InterviewIsOver } from '../interviews/interview.types.ts'
import { forRecruiters, orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { deliveryKind, deliveryStatus, type DeliveryKind, type DeliveryStatus } from './delivery.rules.ts'

export const DeliveryKindEnum = enumOf(deliveryKind, 'DeliveryKind', 'Which news an email brings.', {
  INVITATION: 'The interview is arranged (METHOD:REQUEST).',
  UPDATE: 'It was moved or changed (METHOD:REQUEST with a higher SEQUENCE).',
  CANCELLATION: 'It was called off (METHOD:CANCEL).',
  REMINDER: 'It is coming up; no calendar event goes with it.',
  CHOOSE_SLOT: 'The candidate may choose a time, by a link of their own.',
  WAITLIST_OFFER: 'A place that the candidate waits for is kept for them for a while.',
  WAITLIST_CANCELLATION: 'The slot was called off in which the candidate waited for a place.',
  DECISION: 'What became of the application; only where a recruiter asks for it.',
  FEEDBACK_REQUEST: 'The interview was held, and its interviewer is asked for their scorecard.',
  FEEDBACK_REMINDER: 'They still owe it, some time after they were asked.',
  STAFF_INVITATION: 'Somebody was added to the company, and gets the link at which they join; told to admins alone.',
  PASSWORD_RESET: 'A staff member has asked for another password; listed for nobody.',
})

export const DeliveryStatusEnum = enumOf(deliveryStatus, 'DeliveryStatus', 'Where an email is in its life.', {
  QUEUED: 'Waits for its first or next attempt.',
  SENDING: 'A worker is handing it over.',
  SENT: 'The mail server has accepted it.',
  BOUNCED: 'It was accepted and came back.',
  FAILED: 'It was refused for good; see errorCode and hint.',
  SKIPPED_NO_ADDRESS: 'The recipient has no email address: nothing was or will be sent.',
  CANCELLED:
    'Overtaken before it left: what it would have said is no longer true. Or somebody withdrew it: see errorCode.',
})

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('DeliveryAttempt', { description: 'One try to hand an email over.' })
export class DeliveryAttemptType {
  @Field(() => Int, { description: 'Which one it was, from 1. Of very many only the newest are kept.' })
  number!: number

  @Field(() => DateTime, { description: 'When it began.' })
  begunAt!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ended; null while it lasts, and for good where the worker died in the middle of it.',
  })
  endedAt!: string | null

  @Field(() => String, { nullable: true, description: 'What went wrong, one stable word; null where nothing did.' })
  errorCode!: string | null

  @Field(() => String, { nullable: true, description: 'The SMTP command that was answered, such as RCPT TO.' })
  command!: string | null

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => String, { nullable: true, description: "The mail server's words, addresses removed where it refused." })
  serverResponse!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('Delivery', { description: "One email's life." })
export class DeliveryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DeliveryKindEnum, { description: 'Which news it brings.' })
  kind!: DeliveryKind

  @Field(() => DeliveryStatusEnum, { description: 'Where it is in its life.' })
  status!: DeliveryStatus

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'Where it was handed over to; null before, and to interviewers.',
  })
  recipientAddress!: string | null

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number

  @Field(() => String, { nullable: true, description: 'What went wrong at the last attempt, one stable word.' })
  errorCode!: string | null

  @Field(() => String, { nullable: true, description: 'What a person can do about it, in English.' })
  hint!: string | null

  @Extensions(orToken(forRecruiters, 'CONTACT'))
  @Field(() => String, { nullable: true, description: "The mail server's last words." })
  serverResponse!: string | null

  @Field(() => DateTime, { description: 'When its cause was committed.' })
  queuedAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next; null where it never is again.' })
  nextAttemptAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When the mail server accepted it.' })
  sentAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When a mail server reported that it came back for good.' })
  bouncedAt!: string | null

  @Extensions(orToken(forRecruiters, 'READ'))
  @Field(() => DateTime, {
    nullable: true,
    description: 'When address and answers were removed because they were kept long enough; null while they are there.',
  })
  emptiedAt!: string | null
}

export const DeliveryConnection = connectionOf('Delivery', () => DeliveryType, orToken(staff, 'READ'))

export const DeliveryRecipientEnum = enumOf(['CANDIDATE', 'STAFF'], 'DeliveryRecipient', 'To whom an email is.', {
  CANDIDATE: 'To a candidate.',
  STAFF: 'To somebody of the company.',
})

export const DeliverySortEnum = enumOf(
  ['QUEUED_AT_DESC', 'QUEUED_AT_ASC'],
  'DeliverySort',
  'In which order emails are listed.',
  { QUEUED_AT_DESC: 'By when they were queued, the newest first.', QUEUED_AT_ASC: 'The oldest first.' },
)

@InputType({ description: 'Every part that is given must fit.' })
export class DeliveryFilter {
  @Field(() => [DeliveryStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: DeliveryStatus[] | null

  @Field(() => [DeliveryKindEnum], { nullable: true, description: 'Bringing one of these news.' })
  kind?: DeliveryKind[] | null

  @Field(() => DeliveryRecipientEnum, { nullable: true, description: 'To a candidate, or to somebody of the company.' })
  recipient?: keyof typeof DeliveryRecipientEnum | null

  @Field(() => ID, { nullable: true, description: 'For an application for this job.' })
  jobId?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "Any part of the recipient's name, letter case aside; for who may read them also of their address, and of the one it went to.",
  })
  search?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Queued at this instant or later.' })
  queuedFrom?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Queued before this instant.' })
  queuedBefore?: Date | null

  @Field(() => ID, { nullable: true, description: 'About this interview.' })
  interviewId?: string | null

  @Field(() => ID, { nullable: true, description: 'To this candidate.' })
  candidateId?: string | null

  @Field(() => ID, { nullable: true, description: 'For this application.' })
  applicationId?: string | null
}

@InputType({ description: 'What `resendInvitation` needs.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'Of which interview.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `resendEmail` needs.' })
export class ResendEmailInput {
  @Field(() => ID, { description: 'Which email.' })
  deliveryId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `withdrawEmail` needs.' })
export class WithdrawEmailInput {
  @Field(() => ID, { description: 'Which email.' })
  deliveryId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ implements: Refusal, description: 'A worker is handing the email over at this moment.' })
export class EmailIsUnderWay extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This email is being handed over at this moment: wait what comes of it.'
  }
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ implements: Refusal, description: 'What the email would say is no longer true.' })
export class EmailIsOvertaken extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'What this email would say is no longer true, so it is not sent again.'
  }
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ implements: Refusal, description: 'The email does not wait any more.' })
export class EmailHasLeft extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This email does not wait any more: it is ${this.status}.`
  }

  @Field(() => DeliveryStatusEnum, { description: 'Where it is in its life.' })
  status!: DeliveryStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The candidate has no email address.' })
export class AddressIsMissing extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This candidate has no email address: hand the link over another way, or add an address.'
  }

  /** Not a field: whose link to show; null where the email is about no interview. */
  interviewId!: string | null
}

export const ResendEmailResult = createUnionType({
  name: 'ResendEmailResult',
  description: 'What `resendEmail` answers: the email that leaves now, or why none does.',
  types: () =>
    [DeliveryType, AddressIsMissing, EmailIsUnderWay, EmailIsOvertaken, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const WithdrawEmailResult = createUnionType({
  name: 'WithdrawEmailResult',
  description: 'What `withdrawEmail` answers: the email, or why it cannot be taken back.',
  types: () => [DeliveryType, EmailHasLeft, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ResendInvitationResult = createUnionType({
  name: 'ResendInvitationResult',
  description: 'What `resendInvitation` answers: what was asked for, or why not.',
  types: () => [DeliveryType, AddressIsMissing, InterviewIsOver, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface DeliveryRow {
  id: string
  /** Null for an email that is about no interview. */
  interviewId: string | null
  /** To whom it is: the candidate, or … */
  candidateId: string | null
  /** … somebody of the company. */
  staffMemberId: string | null
  /** Null for an email about somebody's account. */
  applicationId: string | null
  kind: DeliveryKind
  status: DeliveryStatus
  recipientAddress: string | null
  attempts: number
  errorCode: string | null
  hint: string | null
  serverResponse: string | null
  queuedAt: string
  nextAttemptAt: string | null
  sentAt: string | null
  bouncedAt: string | null
  emptiedAt: string | null
}

export const deliveryColumns = sql<DeliveryRow>`delivery.id, invitation.interview_id as "interviewId",
  delivery.candidate_id as "candidateId", delivery.staff_member_id as "staffMemberId", delivery.application_id as "applicationId", delivery.kind, delivery.status,
  delivery.recipient_address as "recipientAddress", delivery.attempts, delivery.error_code as "errorCode",
  delivery.hint, delivery.server_response as "serverResponse", delivery.queued_at as "queuedAt",
  delivery.next_attempt_at as "nextAttemptAt", delivery.sent_at as "sentAt",
  delivery.bounced_at as "bouncedAt", delivery.emptied_at as "emptiedAt"`

const fromDelivery = sql`delivery
  left join invitation on invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id`

/** What is about somebody's account is between them and Greenroom. */
export const isAboutApplication = sql`delivery.application_id is not null`

/** Emails of a company, the newest first. Conditions may name the delivery, its invitation, and whom it is to. */
export const deliveryList = (companyId: string, where: RawBuilder<unknown>[]): List<DeliveryRow> => ({
  select: deliveryColumns,
  from: sql`${fromDelivery}
    left join candidate on candidate.company_id = delivery.company_id and candidate.id = delivery.candidate_id
    left join staff_member
      on staff_member.company_id = delivery.company_id and staff_member.id = delivery.staff_member_id`,
  where: [sql`delivery.company_id = ${companyId}`, isAboutApplication, ...where],
  order: [
    { column: sql`delivery.queued_at`, cast: 'timestamptz' },
    { column: sql`delivery.id`, cast: 'uuid' },
  ],
  descending: true,
})

export const deliveryById = oneByKey<DeliveryRow>(
  (reading, ids) =>
    reading.rows(sql`select ${deliveryColumns} from ${fromDelivery}
      where delivery.company_id = ${reading.companyId} and delivery.id = any(${ids})`),
  (row) => row.id,
)

export const deliveriesOfInterview = manyByKey<DeliveryRow>(
  (reading, ids) =>
    reading.rows(sql`select ${deliveryColumns} from ${fromDelivery}
      where delivery.company_id = ${reading.companyId} and invitation.interview_id = any(${ids})
      order by delivery.queued_at desc, delivery.id desc`),
  // Found by the interview, so there is one.
  (row) => row.interviewId!,
)

/**
 * The newest email to the candidate about each interview that brought news: in a list it is the only one that counts. A
 * reminder that arrived says nothing of an invitation that did not.
 */
export const newestDeliveryOfInterview = oneByKey<DeliveryRow>(
  (reading, ids) =>
    reading.rows(sql`select newest.* from invitation cross join lateral (
        select ${deliveryColumns} from delivery
        where delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id
          and delivery.kind <> 'REMINDER'
        order by delivery.queued_at desc, delivery.id desc limit 1) newest
      where invitation.company_id = ${reading.companyId} and invitation.interview_id = any(${ids})
        and invitation.candidate_id is not null and invitation.ended_at is null`),
  (row) => row.interviewId!,
)

export interface DeliveryAttemptRow {
  deliveryId: string
  number: number
  begunAt: string
  endedAt: string | null
  errorCode: string | null
  command: string | null
  serverResponse: string | null
}

/** The attempts of each email, the newest first. */
export const attemptsOfDelivery = manyByKey<DeliveryAttemptRow>(
  (reading, ids) =>
    reading.rows(sql`select delivery_id as "deliveryId", number, begun_at as "begunAt", ended_at as "endedAt",
        error_code as "errorCode", command, server_response as "serverResponse"
      from delivery_attempt where company_id = ${reading.companyId} and delivery_id = any(${ids})
      order by number desc`),
  (row) => row.deliveryId,
)

/** The newest email that brought a person the link to join. */
export const joinEmailOfPerson = oneByKey<DeliveryRow>(
  (reading, ids) =>
    reading.rows(sql`select distinct on (delivery.staff_member_id) ${deliveryColumns} from ${fromDelivery}
      where delivery.company_id = ${reading.companyId} and delivery.staff_member_id = any(${ids})
        and delivery.kind = 'STAFF_INVITATION'
      order by delivery.staff_member_id, delivery.queued_at desc, delivery.id desc`),
  (row) => row.staffMemberId!,
)
