import { Ctx, Extensions, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingFacts } from '../scheduling/person-facts.ts'
import { nextFreeTimes } from '../scheduling/free-time.rules.ts'
import { dayMs } from '../scheduling/stretches.rules.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalDate } from '../shared/graphql/scalars.ts'
import type { MeetingWish, PersonInTheWay } from './choose-people.ts'

const many = (ids: readonly string[], one: string, several: (count: number) => string) =>
  ids.length === 1 ? one : several(ids.length)

const sentence = 'What is true, in one English sentence.'

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'An interviewer has another appointment at this time, buffers included.',
})
export class InterviewerIsBusy extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return many(
      this.interviewerIds,
      'An interviewer has another appointment at this time.',
      (count) => `${count} interviewers have another appointment at this time.`,
    )
  }

  /** Not a field: whom to show. */
  interviewerIds!: string[]
  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'An interviewer is away at this time.' })
export class InterviewerIsAway extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return many(
      this.interviewerIds,
      `An interviewer is away until ${this.until}.`,
      (count) => `${count} interviewers are away, one of them until ${this.until}.`,
    )
  }

  @Field(() => DateTime, { description: 'Until when.' })
  until!: string

  /** Not a field: whom to show. */
  interviewerIds!: string[]
  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description:
    'A calendar of their own, in another program, says that an interviewer is busy at this time. A recruiter may override it for people whom they name.',
})
export class BusyElsewhere extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return many(
      this.interviewerIds,
      "An interviewer's own calendar says that they are busy at this time.",
      (count) => `The calendars of ${count} interviewers say that they are busy at this time.`,
    )
  }

  /** Not a field: whom to show. */
  interviewerIds!: string[]
  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'An interviewer meets as many candidates as they want to on this day. A recruiter may override it.',
})
export class DailyLimitReached extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return `The limit of ${this.limit} a day is reached on ${this.date}.`
  }

  @Field(() => Int, { description: 'How many meetings a day they want at most.' })
  limit!: number

  @Field(() => LocalDate, { description: "The day, in the company's zone." })
  date!: string

  /** Not a field: whom to show. */
  interviewerIds!: string[]
  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'An interviewer meets as many candidates as they want to in this week. A recruiter may override it.',
})
export class WeeklyLimitReached extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return `The limit of ${this.limit} a week is reached in the week of ${this.week}.`
  }

  @Field(() => Int, { description: 'How many meetings a week they want at most.' })
  limit!: number

  @Field(() => LocalDate, { description: "The week's Monday, in the company's zone." })
  week!: string

  /** Not a field: whom to show. */
  interviewerIds!: string[]
  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

export const InTheWayReason = enumOf(
  [
    'InterviewerIsBusy',
    'InterviewerIsAway',
    'BusyElsewhere',
    'OutsideWorkingHours',
    'WeeklyLimitReached',
    'DailyLimitReached',
    'NeededElsewhere',
  ],
  'InTheWayReason',
  'Why somebody of a pool cannot come.',
  {
    InterviewerIsBusy: 'They have another appointment.',
    InterviewerIsAway: 'They are away.',
    BusyElsewhere: 'Their own calendar says that they are busy.',
    OutsideWorkingHours: 'They do not work then.',
    WeeklyLimitReached: 'They meet as many candidates as they want to in this week.',
    DailyLimitReached: 'They meet as many candidates as they want to on this day.',
    NeededElsewhere: 'They are free, but needed for another pool of the same panel.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('InTheWay', { description: 'Why one person of a panel cannot come.' })
export class InTheWayType {
  @Field(() => Int, { nullable: true, description: 'Which pool, from 1; null for those who must all come.' })
  pool!: number | null

  @Field(() => InTheWayReason, { description: 'Why they cannot.' })
  reason!: PersonInTheWay['reason']
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'No choice of people fills this panel at this time.' })
export class PanelIsNotFree extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return 'At this time the panel cannot be filled.'
  }

  @Field(() => [InTheWayType], { description: 'Who cannot come, and why.' })
  inTheWay!: PersonInTheWay[]

  /** Not a field: what was wished for. */
  wish!: MeetingWish
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'It is too soon: meetings are booked further ahead. A recruiter may override it.',
})
export class MinimumNotice extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return `The earliest time that may be booked now is ${this.earliest}.`
  }

  @Field(() => DateTime, { description: 'The earliest start that may be booked now.' })
  earliest!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'It is too far ahead: meetings are booked sooner. A recruiter may override it.',
})
export class BeyondHorizon extends Refusal {
  @Field(() => String, { description: sentence })
  override message(): string {
    return `The latest time that may be booked now is ${this.latest}.`
  }

  @Field(() => DateTime, { description: 'The latest start that may be booked now.' })
  latest!: string
}

/** What a union may answer where people and the company's rules may be in the way. */
export const peopleRefusals = [
  InterviewerIsBusy,
  InterviewerIsAway,
  BusyElsewhere,
  DailyLimitReached,
  WeeklyLimitReached,
  PanelIsNotFree,
  MinimumNotice,
  BeyondHorizon,
] as const

/** How far ahead the next free time is looked for. */
const lookAheadDays = 60

async function nextFreeAt({ reading }: Context, wish: MeetingWish): Promise<string | null> {
  const now = await reading.now()
  const range = { startsAt: now, endsAt: new Date(now.getTime() + lookAheadDays * dayMs) }
  const { around, calendars } = await schedulingFacts(reading, now, peopleOf(wish.panel), range)
  const [first] = nextFreeTimes({ range, durationMinutes: wish.durationMinutes }, wish.panel, calendars, around)
  return first?.startsAt.toISOString() ?? null
}

const nextFree = `The next time at which these people are free for as long, within their working hours and ${lookAheadDays} days; null where there is none.`

/** The fields that those refusals share in which people are in the way. */
function peopleInTheWay(
  type: typeof InterviewerIsBusy | typeof InterviewerIsAway | typeof BusyElsewhere | typeof DailyLimitReached,
) {
  @Resolver(() => type)
  class PeopleInTheWayResolver {
    @FieldResolver(() => [StaffMemberType], { description: 'Who is in the way.' })
    interviewers(@Ctx() { reading }: Context, @Root() { interviewerIds }: InterviewerIsBusy) {
      return staffMemberById(reading).loadMany(interviewerIds)
    }

    @FieldResolver(() => DateTime, { nullable: true, description: nextFree })
    nextFreeAt(@Ctx() context: Context, @Root() { wish }: InterviewerIsBusy) {
      return nextFreeAt(context, wish)
    }
  }
  return PeopleInTheWayResolver
}

@Resolver(() => PanelIsNotFree)
class PanelIsNotFreeResolver {
  @FieldResolver(() => DateTime, { nullable: true, description: nextFree })
  nextFreeAt(@Ctx() context: Context, @Root() { wish }: PanelIsNotFree) {
    return nextFreeAt(context, wish)
  }
}

@Resolver(() => InTheWayType)
class InTheWayResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { interviewerId }: PersonInTheWay) {
    return staffMemberById(reading).load(interviewerId)
  }
}

export const peopleRefusalResolvers = [
  peopleInTheWay(InterviewerIsBusy),
  peopleInTheWay(InterviewerIsAway),
  peopleInTheWay(BusyElsewhere),
  peopleInTheWay(DailyLimitReached),
  peopleInTheWay(WeeklyLimitReached),
  PanelIsNotFreeResolver,
  InTheWayResolver,
]
