import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import {
  ApplicationIsDecided,
  ApplicationIsNotPending,
  ApplicationType,
  DecisionNeedsReason,
} from '../candidates/candidate.types.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import {
  ChangedBy,
  InterviewHasNotBegun,
  InterviewModeEnum,
  InterviewType,
  LocationIsMissing,
  MeetingUrlIsMissing,
  MoveIsNotAllowed,
  TimeIsPast,
} from '../interviews/interview.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { SlotIsClosed } from '../slots/slot.types.ts'
import { peopleRefusals } from './people-refusal.types.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('Booking', { description: "A candidate's place in a slot." })
export class BookingType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'What was noted when it was made; the candidate reads it too.' })
  notes!: string | null

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string
}

export const DecisionEnum = enumOf(['APPROVED', 'REJECTED'], 'Decision', 'What becomes of an application.', {
  APPROVED: 'Yes.',
  REJECTED: 'No.',
})

@InputType({ description: 'What `bookSlot` needs.' })
export class BookSlotInput {
  @Field(() => ID, { description: 'In which slot.' })
  slotId!: string

  @Field(() => ID, { description: 'For whom; the application must be PENDING, or between two rounds.' })
  applicationId!: string

  @Field(() => Int, {
    nullable: true,
    description:
      'Which interview of the application it is, 1–50; where left out, the one after the last that was completed.',
  })
  round?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'For the candidate, up to 2000 characters: the email and their page show it.',
  })
  notes?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Why rules are passed by: given, minimum notice, horizon and limits do not refuse; what protects people from being in two places still does. Up to 500 characters; kept, and named in the audit trail.',
  })
  overrideReason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `scheduleInterview` needs.' })
export class ScheduleInterviewInput {
  @Field(() => ID, { description: 'For whom; the application must be PENDING, or between two rounds.' })
  applicationId!: string

  @Field(() => Int, {
    nullable: true,
    description:
      'Which interview of the application it is, 1–50; where left out, the one after the last that was completed.',
  })
  round?: number | null

  @Field(() => DateTime, { description: 'When it begins; in the future.' })
  startsAt!: Date

  @Field(() => Int, {
    nullable: true,
    description: "How long it is, 5–1440 minutes; as the job's round plans it where left out.",
  })
  durationMinutes?: number | null

  @Field(() => TimeZone, {
    nullable: true,
    description: "The zone in which the time is promised; the company's where left out.",
  })
  timeZone?: string | null

  @Field(() => InterviewModeEnum, {
    nullable: true,
    description: "How people meet; as the job's round plans it where left out.",
  })
  mode?: InterviewMode | null

  @Field(() => String, { nullable: true, description: 'Where people meet; ONSITE needs it. Up to 500 characters.' })
  location?: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video; VIDEO needs it. https only.' })
  meetingUrl?: string | null

  @Field(() => [ID], {
    nullable: true,
    description:
      "Who meets the candidate, at most 20: all of these people. The panel of the job's round where neither people nor pools are named.",
  })
  interviewerIds?: string[] | null

  @Field(() => [[ID]], {
    nullable: true,
    description:
      'Pools: of each, any one person meets the candidate. Of those who are free then and work, who meets least in the week is chosen. At most 10 pools of 20 people.',
  })
  anyOf?: string[][] | null

  @Field(() => String, {
    nullable: true,
    description: 'For the candidate, up to 2000 characters: the email and their page show it.',
  })
  notes?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Why rules are passed by: given, minimum notice, horizon and limits do not refuse; what protects people from being in two places still does. Up to 500 characters; kept, and named in the audit trail.',
  })
  overrideReason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({
  description:
    'What `rescheduleInterview` needs: a slot, or whatever changes of the time, the place and the people. What is left out stays. An interview in a slot leaves it for a time or people of its own.',
})
export class RescheduleInterviewInput {
  @Field(() => ID, { description: 'Which one; it must be SCHEDULED.' })
  interviewId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The slot it moves to, which brings time, place and people: then nothing else of these is given.',
  })
  slotId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it begins; in the future.' })
  startsAt?: Date | null

  @Field(() => Int, { nullable: true, description: 'How long it is, 5–1440 minutes.' })
  durationMinutes?: number | null

  @Field(() => TimeZone, { nullable: true, description: 'The zone in which the time is promised.' })
  timeZone?: string | null

  @Field(() => InterviewModeEnum, { nullable: true, description: 'How people meet.' })
  mode?: InterviewMode | null

  @Field(() => String, { nullable: true, description: 'Where people meet; ONSITE needs it. Up to 500 characters.' })
  location?: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video; VIDEO needs it. https only.' })
  meetingUrl?: string | null

  @Field(() => [ID], { nullable: true, description: 'Who meets the candidate, at most 20: all of these people.' })
  interviewerIds?: string[] | null

  @Field(() => [[ID]], { nullable: true, description: 'Pools, as in `scheduleInterview`.' })
  anyOf?: string[][] | null

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the candidate reads it too.' })
  reason?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why rules are passed by, as in `scheduleInterview`. Up to 500 characters.',
  })
  overrideReason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken({ access: [...staff.access, 'CANDIDATE'] }, 'READ'))
@ObjectType('InterviewMove', { description: 'One time that an interview was moved.' })
export class InterviewMoveType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it was moved.' })
  at!: string

  @Field(() => DateTime, { description: 'When it would have begun.' })
  fromStartsAt!: string

  @Field(() => DateTime, { description: 'When it would have ended.' })
  fromEndsAt!: string

  @Field(() => DateTime, { description: 'When it began from then on.' })
  toStartsAt!: string

  @Field(() => DateTime, { description: 'When it ended from then on.' })
  toEndsAt!: string

  @Field(() => ChangedBy, { description: 'Who moved it.' })
  movedBy!: keyof typeof ChangedBy

  @Field(() => String, { nullable: true, description: 'Why, in the words of who moved it.' })
  reason!: string | null
}

@InputType({ description: 'What `cancelInterview` needs.' })
export class CancelInterviewInput {
  @Field(() => ID, { description: 'Which one.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the candidate reads it too.' })
  reason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `markNoShow` needs.' })
export class MarkNoShowInput {
  @Field(() => ID, { description: 'Which one.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `decideApplication` needs.' })
export class DecideApplicationInput {
  @Field(() => ID, { description: 'Which one.' })
  applicationId!: string

  @Field(() => DecisionEnum, { description: 'What becomes of it.' })
  decision!: 'APPROVED' | 'REJECTED'

  @Field(() => String, {
    nullable: true,
    description: 'Needed where no interview is completed yet. Up to 2000 characters; for the company only.',
  })
  reason?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the candidate is told by email, in the words of the company. Not unless it is asked for.',
  })
  notifyCandidate?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `withdrawApplication` needs.' })
export class WithdrawApplicationInput {
  @Field(() => ID, { description: 'Which one.' })
  applicationId!: string

  @Field(() => String, {
    nullable: true,
    description: 'What the candidate said. Up to 2000 characters; for the company only.',
  })
  reason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'Every place is taken.' })
export class SlotIsFull extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return this.capacity === 1
      ? 'The only place of this slot is taken.'
      : `All ${this.capacity} places of this slot are taken.`
  }

  @Field(() => Int, { description: 'How many places it has.' })
  capacity!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The slot has begun: it is too late to book it.' })
export class SlotHasStarted extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This slot began at ${this.startsAt}.`
  }

  @Field(() => DateTime, { description: 'When it began.' })
  startsAt!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The slot was opened for another job than that of the application.' })
export class SlotIsForAnotherJob extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This slot is for another job.'
  }

  /** Not a field: which job to show. */
  jobId!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The application has a live interview in this round.' })
export class AlreadyScheduled extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This application has a live interview in this round already.'
  }

  /** Not a field: which interview to show. */
  interviewId!: string
}

export const BookSlotResult = createUnionType({
  name: 'BookSlotResult',
  description: 'What `bookSlot` answers: what was asked for, or why not.',
  types: () =>
    [
      BookingType,
      SlotIsFull,
      SlotIsClosed,
      SlotHasStarted,
      SlotIsForAnotherJob,
      ApplicationIsNotPending,
      AlreadyScheduled,
      ...peopleRefusals,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const ScheduleInterviewResult = createUnionType({
  name: 'ScheduleInterviewResult',
  description: 'What `scheduleInterview` answers: what was asked for, or why not.',
  types: () =>
    [
      InterviewType,
      TimeIsPast,
      ApplicationIsNotPending,
      AlreadyScheduled,
      ...peopleRefusals,
      LocationIsMissing,
      MeetingUrlIsMissing,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

/** Why an interview is not moved, whoever's wish it is. */
export const moveRefusals = [
  MoveIsNotAllowed,
  TimeIsPast,
  LocationIsMissing,
  MeetingUrlIsMissing,
  SlotIsFull,
  SlotIsClosed,
  SlotHasStarted,
  SlotIsForAnotherJob,
  ...peopleRefusals,
  InvalidInput,
] as const

/** What moving an interview answers. */
export const moveAnswers = [InterviewType, ...moveRefusals, IdempotencyKeyReused] as const

export const RescheduleInterviewResult = createUnionType({
  name: 'RescheduleInterviewResult',
  description: 'What `rescheduleInterview` answers: what was asked for, or why not.',
  types: () => moveAnswers,
  resolveType: byKind,
})

export const CancelInterviewResult = createUnionType({
  name: 'CancelInterviewResult',
  description: 'What `cancelInterview` answers: what was asked for, or why not.',
  types: () => [InterviewType, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const MarkNoShowResult = createUnionType({
  name: 'MarkNoShowResult',
  description: 'What `markNoShow` answers: what was asked for, or why not.',
  types: () => [InterviewType, MoveIsNotAllowed, InterviewHasNotBegun, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const DecideApplicationResult = createUnionType({
  name: 'DecideApplicationResult',
  description: 'What `decideApplication` answers: what was asked for, or why not.',
  types: () =>
    [ApplicationType, ApplicationIsDecided, DecisionNeedsReason, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const WithdrawApplicationResult = createUnionType({
  name: 'WithdrawApplicationResult',
  description: 'What `withdrawApplication` answers: what was asked for, or why not.',
  types: () => [ApplicationType, ApplicationIsDecided, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface BookingRow {
  id: string
  slotId: string
  interviewId: string
  notes: string | null
  createdAt: string
}

const bookingColumns = sql<BookingRow>`booking.id, booking.slot_id as "slotId", booking.interview_id as "interviewId",
  booking.notes, booking.created_at as "createdAt"`

export const bookingById = oneByKey<BookingRow>(
  (reading, ids) =>
    reading.rows(sql`select ${bookingColumns} from booking
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

/** The place that an interview has, or had when it was called off; not one that it has left for a time of its own. */
export const bookingOfInterview = oneByKey<BookingRow>(
  (reading, ids) =>
    reading.rows(sql`select ${bookingColumns} from booking
      join interview on interview.company_id = booking.company_id and interview.id = booking.interview_id
      where booking.company_id = ${reading.companyId} and booking.interview_id = any(${ids})
        and (booking.released_at is null or booking.released_at = interview.ended_at)`),
  (row) => row.interviewId,
)

export const bookingsOfSlot = manyByKey<BookingRow>(
  (reading, ids) =>
    reading.rows(sql`select ${bookingColumns} from booking
      where company_id = ${reading.companyId} and slot_id = any(${ids}) and released_at is null
      order by created_at, id`),
  (row) => row.slotId,
)

export interface InterviewMoveRow {
  id: string
  interviewId: string
  at: string
  movedBy: keyof typeof ChangedBy
  movedById: string | null
  fromStartsAt: string
  fromEndsAt: string
  toStartsAt: string
  toEndsAt: string
  reason: string | null
}

export const movesOfInterview = manyByKey<InterviewMoveRow>(
  (reading, ids) =>
    reading.rows(sql`select id, interview_id as "interviewId", at, actor_kind as "movedBy", actor_id as "movedById",
        from_starts_at as "fromStartsAt", from_ends_at as "fromEndsAt", to_starts_at as "toStartsAt",
        to_ends_at as "toEndsAt", reason
      from interview_move where company_id = ${reading.companyId} and interview_id = any(${ids}) order by at, id`),
  (row) => row.interviewId,
)
