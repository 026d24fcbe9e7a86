import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { InterviewModeEnum, LocationIsMissing, MeetingUrlIsMissing } from '../interviews/interview.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalDate, LocalTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import { WeeklyOpeningInput } from './opening.types.ts'
import { slotRemark, type SlotRemark } from './weekly-pattern.rules.ts'

export const SlotRemarkEnum = enumOf(slotRemark, 'SlotRemark', 'What there is to say about a proposed slot.', {
  NONEXISTENT_TIME: 'The clocks jump over its time on that date; it is left out.',
  TIME_IS_PAST: 'It would have begun already; it is left out.',
  BLOCKED_PERIOD: 'It touches a holiday or another blocked period; it is left out.',
  DUPLICATE:
    'A slot with the same interviewers, or with nobody at the same place, begins then already; it is left out.',
  OVERLAPS_ANOTHER:
    'It would begin before the slot in front of it is over, because the clocks jump between them; it is left out.',
  INTERVIEWER_IS_BUSY:
    'An interviewer has given its time away, buffers included; it is left out unless `evenWhereBusy` is set.',
  INTERVIEWER_IS_AWAY: 'An interviewer has time off then; it is left out unless `evenWhereBusy` is set.',
  POOL_IS_NOT_FREE:
    'A pool has nobody with time who works then, or the pools have too few people together; it is left out unless `evenWhereBusy` is set.',
  REPEATED_TIME: 'The clocks show its time twice on that date; it is at the first.',
})

@InputType({
  description:
    "A weekly pattern of slots. A value that is left out is that of the template, where one is named; what is said goes before it. Another mode than the template's leaves the template's place behind. Without a template, windows, how long a slot is and how people meet are needed; there is no time between slots, and each takes one candidate.",
})
export class OpenSlotsInput extends WeeklyOpeningInput {
  @Field(() => ID, { nullable: true, description: 'The template to start from.' })
  templateId?: string | null

  @Field(() => LocalDate, { description: 'The first date.' })
  fromDate!: string

  @Field(() => LocalDate, { description: 'The last date, included; within 366 days of the first.' })
  toDate!: string

  @Field(() => TimeZone, {
    nullable: true,
    description: "The zone whose clocks the hours are read from, and promised in; the company's where left out.",
  })
  timeZone?: string | null

  @Field(() => ID, { nullable: true, description: 'For which job; any where left out.' })
  jobId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Opens slots also when their interviewers are busy or away; whether they can be booked is decided then.',
  })
  evenWhereBusy?: boolean | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'One slot that a pattern proposes.' })
export class ProposedSlot {
  @Field(() => LocalDate, { description: "Its date on the wall of the plan's zone." })
  date!: string

  @Field(() => LocalTime, { description: 'Its time on the wall.' })
  time!: string

  @Field(() => DateTime, { nullable: true, description: 'When it begins; null where its time does not exist.' })
  startsAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null where its time does not exist.' })
  endsAt!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the zone differs from UTC at its beginning, such as `UTC+02:00`.',
  })
  offset!: string | null

  @Field(() => Boolean, { description: 'Whether it is opened.' })
  isMade!: boolean

  @Field(() => [SlotRemarkEnum], { description: 'Why it is not, and what else is to be known; the weightiest first.' })
  remarks!: SlotRemark[]

  @Field(() => String, { nullable: true, description: 'Name of the blocked period that it touches.' })
  blockedPeriod!: string | null

  /** Not a field: whom `busyInterviewers` shows. */
  busyInterviewerIds!: string[]

  /** Not a field: whom `awayInterviewers` shows. */
  awayInterviewerIds!: string[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What following a weekly pattern opens, what it leaves out, and why.' })
export class SlotPlan {
  @Field(() => TimeZone, { description: 'The zone whose clocks the hours are read from.' })
  timeZone!: string

  @Field(() => Int, { description: 'How long each slot is, in minutes.' })
  durationMinutes!: number

  @Field(() => Int, { description: 'Minutes between one slot and the next.' })
  gapMinutes!: number

  @Field(() => Int, { description: 'How many candidates each takes.' })
  capacity!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null

  @Field(() => [ProposedSlot], { description: 'Every slot that the pattern proposes, at most 500, by its beginning.' })
  proposals!: ProposedSlot[]

  @Field(() => Int, { description: 'How many of them are opened.' })
  madeCount(): number {
    return this.proposals.filter(({ isMade }) => isMade).length
  }

  @Field(() => Int, { description: 'How many of them are left out.' })
  leftOutCount(): number {
    return this.proposals.filter(({ isMade }) => !isMade).length
  }

  /** Not a field: for which job. */
  jobId!: string | null

  /** Not a field: whom `interviewers` shows. */
  interviewerIds!: string[]
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'The slots of a weekly pattern were opened.' })
export class SlotsOpened {
  @Field(() => SlotPlan, { description: 'What was opened and what was left out, as the preview shows it.' })
  plan!: SlotPlan

  /** Not a field: which slots to show. */
  ids!: string[]
}

export const PreviewSlotsResult = createUnionType({
  name: 'PreviewSlotsResult',
  description: 'What `previewSlots` answers: what would be done, or why not.',
  types: () => [SlotPlan, LocationIsMissing, MeetingUrlIsMissing, InvalidInput] as const,
  resolveType: byKind,
})

export const OpenSlotsResult = createUnionType({
  name: 'OpenSlotsResult',
  description: 'What `openSlots` answers: what was asked for, or why not.',
  types: () => [SlotsOpened, LocationIsMissing, MeetingUrlIsMissing, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
