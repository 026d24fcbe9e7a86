import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import type { NotFreeCause, WhyNothing } from '../scheduling/free-time.rules.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalDate, TimeZone } from '../shared/graphql/scalars.ts'
import { mostDays, mostPeopleExplained, mostStretches } from './availability-input.ts'
import type { ToldStretch } from './explain.ts'

@InputType({
  description: `For whom, with whom and when a meeting is looked for: within ${mostDays.freeTimes} days, to explain it within ${mostDays.explainAvailability}.`,
})
export class AvailabilityInput {
  @Field(() => ID, {
    nullable: true,
    description: "For which application: its job's plan for the round says what is left out.",
  })
  applicationId?: string | null

  @Field(() => ID, { nullable: true, description: 'For which job, where no application is named.' })
  jobId?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Which round of the job; where left out, the next one of the application, else the first.',
  })
  round?: number | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Who all must come, at most 20. The panel of the round where neither people nor pools are named.',
  })
  interviewerIds?: string[] | null

  @Field(() => [[ID]], {
    nullable: true,
    description: 'Pools, of each of which any one must come. At most 10 pools of 20 people.',
  })
  anyOf?: string[][] | null

  @Field(() => Int, {
    nullable: true,
    description: 'How long it is, 5–1440 minutes; as the round plans it where left out.',
  })
  durationMinutes?: number | null

  @Field(() => ID, {
    nullable: true,
    description: 'An interview that would be moved there: what it takes now and would give back counts as free.',
  })
  movedInterviewId?: string | null

  @Field(() => DateTime, { description: 'It begins at this instant or later.' })
  from!: Date

  @Field(() => DateTime, { description: 'It ends at this instant or earlier.' })
  to!: Date

  @Field(() => TimeZone, {
    nullable: true,
    description: "In which zone the dates of the answer are; the company's where left out.",
  })
  timeZone?: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'A time at which a meeting could be booked now. Looking is no promise.' })
export class FreeTime {
  @Field(() => DateTime, { description: 'When it would begin.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it would end.' })
  endsAt!: string

  @Field(() => LocalDate, { description: 'The date on which it begins, in the zone that was asked for.' })
  date!: string

  /** Not a field: whom `interviewers` shows. */
  interviewerIds!: string[]
}

export const FreeTimeConnection = connectionOf('FreeTime', () => FreeTime, orToken(recruiting, 'READ'))

export const NotFreeCauseEnum = enumOf(
  [
    'OUTSIDE_WORKING_HOURS',
    'INTERVIEW',
    'SLOT',
    'TIME_OFF',
    'EXTERNAL_CALENDAR',
    'LIMIT_PER_DAY',
    'LIMIT_PER_WEEK',
    'NOTICE',
    'HORIZON',
    'BLOCKED_PERIOD',
  ] as const satisfies readonly NotFreeCause[],
  'NotFreeCause',
  'Why a stretch of time is not free.',
  {
    OUTSIDE_WORKING_HOURS: 'They do not work then.',
    INTERVIEW: 'They have an interview, buffers included.',
    SLOT: 'They meet the candidates of a slot, buffers included.',
    TIME_OFF: 'They are away.',
    EXTERNAL_CALENDAR: 'Their own calendar says that they are busy.',
    LIMIT_PER_DAY: 'They meet as many candidates as they want to on this day.',
    LIMIT_PER_WEEK: 'They meet as many candidates as they want to in this week.',
    NOTICE: 'It is too soon for everybody.',
    HORIZON: 'It is too far ahead for everybody.',
    BLOCKED_PERIOD: 'The company is closed.',
  },
)

export const WhyNothingReason = enumOf(
  [
    'CLOSED',
    'PEOPLE_NEVER_FREE',
    'POOLS_NEVER_FREE',
    'NEVER_TOGETHER',
  ] as const satisfies readonly WhyNothing['reason'][],
  'WhyNothingReason',
  'Why a whole range offers nothing: the first of these that is true.',
  {
    CLOSED: 'Notice, horizon and closed days leave no time that is long enough to anybody.',
    PEOPLE_NEVER_FREE: 'Some of those who must all come have no time that is long enough.',
    POOLS_NEVER_FREE: 'From a pool nobody ever has, or the same few people cannot sit for several pools.',
    NEVER_TOGETHER: 'Each of them has time, and never at the same time.',
  },
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'A stretch that is not free, and why. Those of different causes may overlap.' })
export class NotFreeStretch {
  @Field(() => DateTime, { description: 'From when.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'Until when.' })
  endsAt!: string

  @Field(() => NotFreeCauseEnum, { description: 'Why.' })
  cause!: NotFreeCause

  @Field(() => String, {
    nullable: true,
    description: "What the calendar is called that says so, for EXTERNAL_CALENDAR; else null. Never an event's title.",
  })
  calendar!: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What is in the way of one person.' })
export class PersonAvailability {
  @Field(() => [Int], { description: 'In which pools they are, from 1; none where they must come anyway.' })
  pools!: number[]

  @Field(() => [NotFreeStretch], {
    description: `When they cannot, by the beginning; the first ${mostStretches} stretches.`,
  })
  notFree!: ToldStretch[]

  @Field(() => Boolean, { description: 'Whether there are more stretches than are told.' })
  isCut!: boolean

  @Field(() => Int, { description: 'How long the longest stretch is in which nothing is in the way, in minutes.' })
  longestFreeMinutes!: number

  @Field(() => Boolean, { description: 'Whether the meeting could be at some time, were it for this person alone.' })
  everFree!: boolean

  /** Not a field: whom `interviewer` shows. */
  interviewerId!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('WhyNothing', { description: 'Why a range offers nothing at all.' })
export class WhyNothingType {
  @Field(() => WhyNothingReason, { description: 'The first reason that is true.' })
  reason!: WhyNothing['reason']

  @Field(() => [NotFreeCauseEnum], { description: 'What leaves no time to anybody, for CLOSED; else empty.' })
  causes!: NotFreeCause[]

  @Field(() => [Int], { description: 'Which pools cannot be filled, from 1, for POOLS_NEVER_FREE; else empty.' })
  pools!: number[]

  /** Not a field: whom `interviewers` shows. */
  interviewerIds!: string[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description: `What is in the way of a meeting in a range, of at most ${mostPeopleExplained} people. What is over already is left out.`,
})
export class AvailabilityExplained {
  @Field(() => Int, { description: 'How long the meeting is, in minutes.' })
  durationMinutes!: number

  @Field(() => DateTime, { description: "The first instant at which a meeting may begin, by the company's notice." })
  earliest!: string

  @Field(() => DateTime, { description: "The last instant at which a meeting may begin, by the company's horizon." })
  latest!: string

  @Field(() => [NotFreeStretch], {
    description: `What holds for everybody, by the beginning; the first ${mostStretches} stretches.`,
  })
  everybody!: ToldStretch[]

  @Field(() => [PersonAvailability], { description: 'What is in the way of each person.' })
  people!: PersonAvailability[]

  @Field(() => FreeTime, { nullable: true, description: 'The first time that is free; null where nothing is offered.' })
  firstFree!: FreeTime | null

  @Field(() => WhyNothingType, {
    nullable: true,
    description: 'Why nothing is offered; null where something is.',
  })
  whyNothing!: WhyNothingType | null
}

export const FreeTimesResult = createUnionType({
  name: 'FreeTimesResult',
  description: 'What `freeTimes` answers: a page of free times, or why not.',
  types: () => [FreeTimeConnection, InvalidInput] as const,
  resolveType: byKind,
})

export const ExplainAvailabilityResult = createUnionType({
  name: 'ExplainAvailabilityResult',
  description: 'What `explainAvailability` answers: what is in the way, or why it cannot be told.',
  types: () => [AvailabilityExplained, InvalidInput] as const,
  resolveType: byKind,
})

@ArgsType()
export class ForwardPageArgs {
  @Field(() => Int, { nullable: true, description: 'How many at most, 1–100; else 50.' })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null
}

@ArgsType()
export class AvailableSlotsArgs extends ForwardPageArgs {
  @Field(() => ID, { nullable: true, description: 'Slots for the job of this application, or for any.' })
  applicationId?: string | null

  @Field(() => ID, { nullable: true, description: 'Slots for this job, or for any.' })
  jobId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Slots that begin at this instant or later.' })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Slots that begin before this instant.' })
  to?: Date | null
}
