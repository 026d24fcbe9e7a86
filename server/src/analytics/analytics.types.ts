import { Extensions, Field, Float, ID, InputType, Int, ObjectType, createUnionType, type ClassType } from 'type-graphql'
import { DeliveryKindEnum } from '../mail/delivery.types.ts'
import type { DeliveryKind } from '../mail/delivery.rules.ts'
import { RecommendationCount } from '../scorecards/scorecard.types.ts'
import { scoreBounds } from '../scorecards/scorecard.rules.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalDate, TimeZone } from '../shared/graphql/scalars.ts'
import { mailFailureReason, type MailFailureReason } from './mail-failure.rules.ts'
import { mostDays, stepLength, type StepLength } from './period.ts'
import type { Scope } from './scope.ts'

const [lowest, highest] = scoreBounds

export const AnalyticsStep = enumOf(stepLength, 'AnalyticsStep', 'By what a period is cut into steps.', {
  DAY: `Days; a period may have ${mostDays.DAY} days then.`,
  WEEK: `Weeks from Monday on (ISO 8601); a period may have ${mostDays.WEEK} days then.`,
  MONTH: `Months of the calendar; a period may have ${mostDays.MONTH} days then.`,
})

@InputType({
  description:
    'A period of days as the clocks of the company’s zone count them, and what of it. Job, round and interviewer narrow down every figure together; an id of nothing leaves nothing.',
})
export class AnalyticsInput {
  @Field(() => LocalDate, { description: 'Its first day.' })
  from!: string

  @Field(() => LocalDate, { description: 'Its last day, which belongs to it.' })
  to!: string

  @Field(() => AnalyticsStep, { description: 'By what it is cut into steps.' })
  by!: StepLength

  @Field(() => ID, { nullable: true, description: 'Only what is about this job.' })
  jobId?: string | null

  @Field(() => Int, { nullable: true, description: 'Only interviews of this round, 1–50, and emails about them.' })
  round?: number | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only interviews with this interviewer, and emails about them; of scorecards only their own.',
  })
  interviewerId?: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'The period has more days than are looked at by such steps. Ask by longer steps, or for less.',
})
export class PeriodIsTooLong extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `A period by ${this.by} has at most ${this.mostDays} days; this one has ${this.days}.`
  }

  @Field(() => Int, { description: 'How many days it has.' })
  days!: number

  @Field(() => Int, { description: 'How many it may have.' })
  mostDays!: number

  @Field(() => AnalyticsStep, { description: 'By which steps.' })
  by!: StepLength
}

/** One step of a period, with the figures of a part of the analytics. */
function stepOf<Figures extends object>(name: string, figures: () => ClassType<Figures>) {
  @Extensions(orToken(recruiting, 'READ'))
  @ObjectType(`${name}Step`, { description: 'A day, week or month of the period, as much of it as lies inside.' })
  class StepType {
    @Field(() => LocalDate, { description: 'Its first day.' })
    from!: string

    @Field(() => LocalDate, { description: 'Its last day.' })
    to!: string

    @Field(() => figures(), { description: 'The figures of this step alone.' })
    figures!: Figures
  }
  return StepType
}

const rate = 'From 0 to 1; null where there is nothing to divide by.'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'How long something took, over so many of which it is known.' })
export class DurationFigures {
  @Field(() => Int, { description: 'Of how many.' })
  count!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Half of them took at most so many minutes (the median, between two the mean of both); null of none.',
  })
  medianMinutes!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Nine of ten took at most so many minutes (the 90th percentile, interpolated between neighbours); null of none.',
  })
  ninetiethMinutes!: number | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What became of the interviews whose time, as it is by now, begins in the period.' })
export class InterviewFigures {
  @Field(() => Int, { description: 'All of them, whatever became of them.' })
  arranged!: number

  @Field(() => Int, { description: 'Those that were held (COMPLETED).' })
  held!: number

  @Field(() => Int, { description: 'Those to which the candidate did not come (NO_SHOW).' })
  noShow!: number

  @Field(() => Int, { description: 'Self-guided ones that nobody started in time (EXPIRED).' })
  expired!: number

  @Field(() => Int, { description: 'Those that were called off (CANCELLED).' })
  cancelled!: number

  @Field(() => Int, {
    description:
      'Those that lie ahead, are under way, or whose hour has passed without a word of what became of them (SCHEDULED, IN_PROGRESS).',
  })
  ahead!: number

  @Field(() => Float, {
    nullable: true,
    description: `The show-up rate: held of held, noShow and expired. What was called off or lies ahead counts on neither side. ${rate}`,
  })
  showUpRate!: number | null

  @Field(() => Int, { description: 'Those that were moved to another time at least once, whoever moved them.' })
  moved!: number

  @Field(() => Float, {
    nullable: true,
    description:
      'How many times of its own an interview has had in the mean: 1 where none was moved. Null where there are none.',
  })
  versions!: number | null
}

export const InterviewStep = stepOf('Interview', () => InterviewFigures)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What became of interviews, in the whole period and in its steps.' })
export class InterviewAnalytics {
  @Field(() => InterviewFigures, { description: 'In the whole period.' })
  total!: InterviewFigures

  @Field(() => [InterviewStep], { description: 'In each of its steps, in order; also in those without any.' })
  steps!: InstanceType<typeof InterviewStep>[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description:
    'From an application to its interview. With a job, a round or an interviewer, to its first interview of these.',
})
export class TimeToScheduleFigures {
  @Field(() => DurationFigures, {
    description:
      'From the making of the application to that of its first interview, for those whose first one was arranged in the period, whatever became of it.',
  })
  untilArranged!: DurationFigures

  @Field(() => DurationFigures, {
    description:
      'From the making of the application to the start of the first interview that was held, for those of which that lies in the period.',
  })
  untilHeld!: DurationFigures
}

export const TimeToScheduleStep = stepOf('TimeToSchedule', () => TimeToScheduleFigures)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'How long candidates wait for an interview, in the whole period and in its steps.' })
export class TimeToScheduleAnalytics {
  @Field(() => TimeToScheduleFigures, { description: 'In the whole period.' })
  total!: TimeToScheduleFigures

  @Field(() => [TimeToScheduleStep], { description: 'In each of its steps, in order; also in those without any.' })
  steps!: InstanceType<typeof TimeToScheduleStep>[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description:
    'What the candidates of the interviews that begin in the period have answered by now. Who has no address is among those who were asked.',
})
export class AnswerFigures {
  @Field(() => Int, { description: 'All of the interviews, also those that were called off.' })
  asked!: number

  @Field(() => Int, { description: 'ACCEPTED.' })
  accepted!: number

  @Field(() => Int, { description: 'TENTATIVE.' })
  tentative!: number

  @Field(() => Int, { description: 'DECLINED.' })
  declined!: number

  @Field(() => Int, { description: 'No answer to the time that it has: none came, or it was moved since.' })
  none!: number

  @Field(() => Float, { nullable: true, description: `The answer rate: any answer, of all asked. ${rate}` })
  answerRate!: number | null

  @Field(() => DurationFigures, {
    description:
      'From when the interview was arranged, or moved to its time, to the answer that stands; of those that were answered.',
  })
  answerTime!: DurationFigures
}

export const AnswerStep = stepOf('Answer', () => AnswerFigures)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What candidates answer, in the whole period and in its steps.' })
export class AnswerAnalytics {
  @Field(() => AnswerFigures, { description: 'In the whole period.' })
  total!: AnswerFigures

  @Field(() => [AnswerStep], { description: 'In each of its steps, in order; also in those without any.' })
  steps!: InstanceType<typeof AnswerStep>[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'Where the emails are by now that were queued in the period, to candidates and to staff.' })
export class EmailFigures {
  @Field(() => Int, { description: 'All of them.' })
  queued!: number

  @Field(() => Int, { description: 'Accepted by the mail server, and not come back.' })
  sent!: number

  @Field(() => Int, { description: 'Accepted, and came back.' })
  bounced!: number

  @Field(() => Int, { description: 'Refused for good.' })
  failed!: number

  @Field(() => Int, { description: 'To nobody, because the recipient has no address.' })
  withoutAddress!: number

  @Field(() => Int, { description: 'Not needed any more before they left.' })
  cancelled!: number

  @Field(() => Int, { description: 'Still waiting, or being handed over at this moment.' })
  waiting!: number

  @Field(() => Float, {
    nullable: true,
    description: `The failure rate: bounced and failed, of sent, bounced and failed. ${rate}`,
  })
  failureRate!: number | null
}

export const EmailStep = stepOf('Email', () => EmailFigures)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'The emails of one kind.' })
export class EmailKindFigures {
  @Field(() => DeliveryKindEnum, { description: 'Which kind.' })
  kind!: DeliveryKind

  @Field(() => EmailFigures, { description: 'What became of them.' })
  figures!: EmailFigures
}

export const MailFailureReasonEnum = enumOf(
  mailFailureReason,
  'MailFailureReason',
  'Why emails did not arrive, as far as it tells who can do something about it.',
  {
    ADDRESS: 'The address is wrong, full or takes nothing: ask the recipient for another one.',
    SERVER: 'The mail server could not be reached, or did not let Greenroom in, until it was too late.',
    SENDER: 'The sender is not believed or not allowed: SPF, DKIM, DMARC, relaying, block lists.',
    MESSAGE: 'The message itself was refused.',
    OTHER: 'Anything else, and what has no code.',
  },
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'How many emails bounced or failed for one class of reasons.' })
export class MailFailureCount {
  @Field(() => MailFailureReasonEnum, { description: 'Which.' })
  reason!: MailFailureReason

  @Field(() => Int, { description: 'How many.' })
  count!: number
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What became of emails, in the whole period, in its steps, by kind and by reason.' })
export class EmailAnalytics {
  @Field(() => EmailFigures, { description: 'In the whole period.' })
  total!: EmailFigures

  @Field(() => [EmailStep], { description: 'In each of its steps, in order; also in those without any.' })
  steps!: InstanceType<typeof EmailStep>[]

  @Field(() => [EmailKindFigures], { description: 'Of each kind that there was any of.' })
  kinds!: EmailKindFigures[]

  @Field(() => [MailFailureCount], { description: 'Each class of reasons for which any bounced or failed.' })
  reasons!: MailFailureCount[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description: 'How much an interviewer meets candidates: interviews that begin in the period and were not called off.',
})
export class InterviewerLoad {
  @Field(() => Int, { description: 'How many.' })
  interviews!: number

  @Field(() => Int, { description: 'How many of them were held.' })
  held!: number

  @Field(() => Int, { description: 'How long they are together, in minutes, as they are scheduled; without buffers.' })
  minutes!: number

  @Field(() => Float, { description: 'How many in a week in the mean: by seven days of the period.' })
  perWeek!: number

  @Field(() => Int, {
    description:
      'How many in the week of the period that has the most. Weeks begin on Mondays; those at its ends count with the days inside.',
  })
  busiestWeek!: number

  @Field(() => Int, { nullable: true, description: 'How many they take in a day at most, as it is set now.' })
  limitPerDay!: number | null

  @Field(() => Int, { nullable: true, description: 'How many they take in a week at most, as it is set now.' })
  limitPerWeek!: number | null

  @Field(() => Int, { description: 'In how many weeks there are more than that; 0 where no limit is set.' })
  weeksOverLimit!: number

  /** Not a field: whom `interviewer` shows. */
  interviewerId!: string
}

export const InterviewerLoadConnection = connectionOf(
  'InterviewerLoad',
  () => InterviewerLoad,
  orToken(recruiting, 'READ'),
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'How scores are spread.' })
export class ScoreSpread {
  @Field(() => Int, { description: 'How many scores were given.' })
  scored!: number

  @Field(() => [Int], { description: `How many gave each score, from ${lowest} to ${highest}.` })
  counts!: number[]

  @Field(() => Float, { nullable: true, description: 'Their mean; null of none.' })
  average!: number | null

  @Field(() => Float, { nullable: true, description: 'Their standard deviation (of the population); null of none.' })
  deviation!: number | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description:
    'How an interviewer scores and recommends: scorecards of interviews that begin in the period, as they were submitted last. Drafts are not in.',
})
export class InterviewerSpread {
  @Field(() => Int, { description: 'How many scorecards they have submitted.' })
  scorecards!: number

  @Field(() => [RecommendationCount], { description: 'Each recommendation, from the clearest no to the clearest yes.' })
  recommendations!: RecommendationCount[]

  @Field(() => ScoreSpread, { description: 'All scores that they gave, by whichever criterion.' })
  scores!: ScoreSpread

  /** Not a field: whom `interviewer` shows. */
  interviewerId!: string
}

export const InterviewerSpreadConnection = connectionOf(
  'InterviewerSpread',
  () => InterviewerSpread,
  orToken(recruiting, 'READ'),
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description: 'How a criterion is scored, in the same scorecards. One that nothing was said by is not in.',
})
export class CriterionSpread {
  @Field(() => ID, { description: 'The criterion’s id, which it keeps from version to version of its kit.' })
  criterionId!: string

  @Field(() => String, { description: 'What it is called in the newest version of the kit that has it.' })
  name!: string

  @Field(() => String, { description: 'What its kit is called.' })
  kitName!: string

  @Field(() => ScoreSpread, { description: 'The scores.' })
  scores!: ScoreSpread

  @Field(() => Int, { description: 'How many say that the interview showed nothing of it.' })
  notSeen!: number
}

export const CriterionSpreadConnection = connectionOf(
  'CriterionSpread',
  () => CriterionSpread,
  orToken(recruiting, 'READ'),
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({
  description:
    'What becomes of the applications that came to a round of a job in the period, each counted once. Approved, rejected, withdrawn and open are of those that went no further; with wentOn they are all.',
})
export class PassThrough {
  @Field(() => Int, { description: 'Which round.' })
  round!: number

  @Field(() => Int, { description: 'Applications with an interview of this round that begins in the period.' })
  entered!: number

  @Field(() => Int, { description: 'Those of which such an interview was held.' })
  held!: number

  @Field(() => Int, { description: 'Those with an interview of a later round by now, whenever that is.' })
  wentOn!: number

  @Field(() => Int, { description: 'Those that were approved after this round.' })
  approved!: number

  @Field(() => Int, { description: 'Those that were rejected after this round.' })
  rejected!: number

  @Field(() => Int, { description: 'Those whose candidate withdrew after this round.' })
  withdrawn!: number

  @Field(() => Int, { description: 'Those that are undecided.' })
  open!: number

  /** Not a field: which one `job` shows. */
  jobId!: string
}

export const PassThroughConnection = connectionOf('PassThrough', () => PassThrough, orToken(recruiting, 'READ'))

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('Analytics', {
  description:
    'Figures of a period, each computed when it is asked for, from the company’s own rows as they are at this moment; all of one answer at the same moment.',
})
export class AnalyticsType {
  @Field(() => LocalDate, { description: 'The first day.' })
  from!: string

  @Field(() => LocalDate, { description: 'The last day, which belongs to it.' })
  to!: string

  @Field(() => TimeZone, { description: 'The company’s zone, by whose clocks days begin.' })
  timeZone!: string

  @Field(() => DateTime, { description: 'The period’s first instant.' })
  startsAt!: Date

  @Field(() => DateTime, { description: 'The instant at which it is over.' })
  endsAt!: Date

  /** Not a field: what its parts are asked by. */
  scope!: Scope
}

export const AnalyticsResult = createUnionType({
  name: 'AnalyticsResult',
  description: 'What `analytics` answers: the figures, or why not.',
  types: () => [AnalyticsType, PeriodIsTooLong, InvalidInput] as const,
  resolveType: byKind,
})
