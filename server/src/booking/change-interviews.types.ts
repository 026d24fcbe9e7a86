import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import type { InterviewMode, InterviewStatus } from '../interviews/interview.rules.ts'
import {
  InterviewHasNotBegun,
  InterviewModeEnum,
  InterviewStatusEnum,
  LocationIsMissing,
  MeetingUrlIsMissing,
  MoveIsNotAllowed,
  TimeIsPast,
} from '../interviews/interview.types.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import { SlotIsClosed } from '../slots/slot.types.ts'
import { SlotHasStarted, SlotIsForAnotherJob, SlotIsFull } from './booking.types.ts'
import type { InterviewChange } from './change-interviews.ts'
import { peopleRefusals } from './people-refusal.types.ts'

@InputType({
  description:
    'Which interviews are changed, and how: by days and minutes, to slots, with another interviewer, or called off. Exactly one of these.',
})
export class ChangeInterviewsInput {
  @Field(() => [ID], { description: 'Which ones, at most 200, each of them once.' })
  interviewIds!: string[]

  @Field(() => Int, {
    nullable: true,
    description:
      "How many days later, or earlier where negative; at most 366. In the interview's zone 09:00 stays 09:00, also over a change of the clocks.",
  })
  days?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes later, or earlier where negative; at most 1440. Added after the days.',
  })
  minutes?: number | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'The slots they move to, at most 200. They are filled in the order of their start, by the interviews in the order of theirs, each with as many as it has places for.',
  })
  slotIds?: string[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'The first interview goes to the first slot of the list, the second to the second, and so on.',
  })
  pairwise?: boolean | null

  @Field(() => ID, { nullable: true, description: 'The interviewer who is replaced.' })
  insteadOfId?: string | null

  @Field(() => ID, { nullable: true, description: 'Who comes instead. An interview in a slot leaves it.' })
  interviewerId?: string | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'In place of `interviewerId`, who may come, at most 50 people: to each interview the one who meets least of those who are free then.',
  })
  oneOfIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'They are called off.' })
  cancel?: boolean | null

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the candidates read it too.' })
  reason?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why rules are passed by, as in `rescheduleInterview`. Up to 500 characters.',
  })
  overrideReason?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('InterviewState', { description: 'When, where and with whom an interview is, at one moment.' })
export class InterviewStateType {
  @Field(() => InterviewStatusEnum, { description: 'Where it is in its life.' })
  status!: InterviewStatus

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => TimeZone, { description: 'The zone in which the time is promised.' })
  timeZone!: string

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'The clocks jump over this time of day on the day it would move to.',
})
export class TimeDoesNotExist extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `In ${this.timeZone} the clocks jump over this time on that day.`
  }

  @Field(() => TimeZone, { description: 'The zone in which the time is promised.' })
  timeZone!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The slots that were named have no place for it.' })
export class NoSlotIsLeft extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'These slots have no place left for this interview.'
  }
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'Who is to be replaced does not meet this candidate.' })
export class InterviewerDoesNotMeet extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This interviewer does not meet this candidate.'
  }

  /** Not a field: whom to show. */
  interviewerId!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'One of its interviewers works here no more: find another one first.' })
export class InterviewerHasLeft extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'An interviewer of this interview works here no more.'
  }

  /** Not a field: whom to show. */
  interviewerIds!: string[]
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'Somebody has moved it after the plan was made. Nothing was done; ask again.',
})
export class InterviewHasChanged extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Somebody has moved this interview meanwhile.'
  }
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description:
    'The time of the request was over, or others held up what is needed for it. Nothing was done; ask again.',
})
export class NotTriedYet extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'There was no time for this.'
  }
}

export const InterviewChangeRefusal = createUnionType({
  name: 'InterviewChangeRefusal',
  description: 'Why an interview is not changed with the others.',
  types: () =>
    [
      MoveIsNotAllowed,
      InterviewHasNotBegun,
      TimeIsPast,
      TimeDoesNotExist,
      LocationIsMissing,
      MeetingUrlIsMissing,
      SlotIsFull,
      SlotIsClosed,
      SlotHasStarted,
      SlotIsForAnotherJob,
      NoSlotIsLeft,
      InterviewerDoesNotMeet,
      InterviewerHasLeft,
      ...peopleRefusals,
      InterviewHasChanged,
      NotTriedYet,
      InvalidInput,
    ] as const,
  resolveType: byKind,
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('InterviewChange', { description: 'What became, or would become, of one of several interviews.' })
export class InterviewChangeType implements Pick<InterviewChange<never>, 'before' | 'after' | 'refusal'> {
  @Field(() => InterviewStateType, { description: 'How it was before.' })
  before!: InterviewChange<never>['before']

  @Field(() => InterviewStateType, { nullable: true, description: 'How it is, or would be, then; null where refused.' })
  after!: InterviewChange<never>['after']

  @Field(() => InterviewChangeRefusal, { nullable: true, description: 'Why it is not changed; null where it is.' })
  refusal!: InterviewChange<never>['refusal']

  /** Not a field: which interview to show. */
  interviewId!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('InterviewChanges', { description: 'What became, or would become, of several interviews.' })
export class InterviewChangesType {
  @Field(() => Boolean, { description: 'Whether it was done; false after a dry run.' })
  isDone!: boolean

  @Field(() => [InterviewChangeType], { description: 'Each of them, in the order in which they were named.' })
  changes!: InterviewChangeType[]
}

export const PlanInterviewChangesResult = createUnionType({
  name: 'PlanInterviewChangesResult',
  description: 'What `planInterviewChanges` answers.',
  types: () => [InterviewChangesType, InvalidInput] as const,
  resolveType: byKind,
})

export const ChangeInterviewsResult = createUnionType({
  name: 'ChangeInterviewsResult',
  description: 'What `changeInterviews` answers.',
  types: () => [InterviewChangesType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
