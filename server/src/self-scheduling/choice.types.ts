import { Arg, Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { InterviewModeEnum } from '../interviews/interview.types.ts'
import { chooser, findsTime } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { whenText } from '../shared/when.ts'
import { choiceStatus } from './choice.rules.ts'

export const ChoiceStatusEnum = enumOf(choiceStatus, 'ChoiceStatus', 'Where a choice stands.', {
  OPEN: 'A time may be chosen.',
  CHOSEN: 'The round has its interview.',
  CLOSED: 'There is nothing to choose at present.',
})

export const WaitStatusEnum = enumOf(['WAITING', 'OFFERED'], 'WaitStatus', 'How somebody waits for a place.', {
  WAITING: 'For a place to become free.',
  OFFERED: 'A place is held for them, for a while.',
})

@Extensions(findsTime)
@ObjectType({ description: 'Somebody waits for a place in a full slot.' })
export class Wait {
  @Field(() => WaitStatusEnum, { description: 'How.' })
  status!: 'WAITING' | 'OFFERED'

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the place is held for them; null while they wait.',
  })
  offerExpiresAt!: string | null
}

@Extensions(findsTime)
@ObjectType({ description: 'A time that a candidate may choose, as the holder of their link sees it.' })
export class BookableSlot {
  @Field(() => ID, { description: 'The id of the slot.' })
  id!: string

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => Int, { description: 'How long it is, in minutes.' })
  durationMinutes!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => Int, { description: 'How many places they may choose from; 0 where every place is taken.' })
  placesLeft!: number

  @Field(() => DateTime, { nullable: true, description: 'Until when a place is held for them while they confirm.' })
  heldUntil!: string | null
}

export const BookableSlotConnection = connectionOf('BookableSlot', () => BookableSlot, findsTime)

@Extensions(chooser)
@ObjectType({ description: 'The time that was chosen, or that a recruiter has arranged meanwhile.' })
export class ChosenTime {
  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => URL, { description: "The personal link: the interview's own page." })
  link!: string

  @Field(() => String, { description: 'Date, start and end, zone and UTC offset, in the words of the email.' })
  when(
    @Arg('timeZone', () => TimeZone, { description: 'As clocks show it there.' }) timeZone: string,
    @Arg('language', () => LanguageEnum, { description: 'In which language.' }) language: Language,
  ): string {
    const { startsAt, endsAt } = this
    return whenText({ startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone, language })
  }
}

@Extensions(chooser)
@ObjectType({ description: 'What the holder of a choose-a-slot link may see.' })
export class CandidateChoice {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Who invites.' })
  companyName!: string

  @Field(() => String, { description: 'For which position.' })
  jobTitle!: string

  @Field(() => String, { description: 'Who is invited.' })
  candidateName!: string

  @Field(() => Int, { description: 'Which interview of the application it is, from 1.' })
  round!: number

  @Field(() => TimeZone, { description: "The candidate's zone." })
  timeZone!: string

  @Field(() => TimeZone, { description: "The company's zone." })
  companyTimeZone!: string

  @Field(() => LanguageEnum, { description: "The candidate's language." })
  language!: Language

  @Field(() => DateTime, { description: 'Until when the link works.' })
  expiresAt!: string
}

@InputType({ description: 'What `holdSlot` needs.' })
export class HoldSlotInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string
}

@InputType({ description: 'What `chooseSlot` needs.' })
export class ChooseSlotInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `joinWaitlist` needs.' })
export class JoinWaitlistInput {
  @Field(() => ID, { description: 'For a place in which slot.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `leaveWaitlist` needs.' })
export class LeaveWaitlistInput {
  @Field(() => ID, { description: 'For a place in which slot.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(findsTime)
@ObjectType({ implements: Refusal, description: 'This time cannot be chosen any more.' })
export class TimeIsGone extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return this.isFull ? 'Every place at this time is taken.' : 'This time can no longer be chosen.'
  }

  @Field(() => Boolean, { description: 'Whether every place is taken, so that one may wait for one.' })
  isFull!: boolean

  /** Not a field: which time it was. */
  slotId!: string
}

@Extensions(chooser)
@ObjectType({ implements: Refusal, description: 'A place is left: nobody needs to wait for one.' })
export class PlaceIsFree extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'A place at this time is free.'
  }

  /** Not a field: at which time. */
  slotId!: string
}

@Extensions(chooser)
@ObjectType({ implements: Refusal, description: 'The round has its interview already.' })
export class AlreadyChosen extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'A time for this interview is arranged already.'
  }
}

@Extensions(chooser)
@ObjectType({ implements: Refusal, description: 'There is nothing to choose at present.' })
export class ChoiceIsClosed extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'There is no time to choose at present.'
  }
}

export const HoldSlotResult = createUnionType({
  name: 'HoldSlotResult',
  description: 'What `holdSlot` answers: what was asked for, or why not.',
  types: () => [BookableSlot, TimeIsGone, AlreadyChosen, ChoiceIsClosed, InvalidInput] as const,
  resolveType: byKind,
})

export const ChooseSlotResult = createUnionType({
  name: 'ChooseSlotResult',
  description: 'What `chooseSlot` answers: what was asked for, or why not.',
  types: () =>
    [CandidateChoice, TimeIsGone, AlreadyChosen, ChoiceIsClosed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const JoinWaitlistResult = createUnionType({
  name: 'JoinWaitlistResult',
  description: 'What `joinWaitlist` answers: what was asked for, or why not.',
  types: () =>
    [BookableSlot, PlaceIsFree, TimeIsGone, AlreadyChosen, ChoiceIsClosed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const LeaveWaitlistResult = createUnionType({
  name: 'LeaveWaitlistResult',
  description: 'What `leaveWaitlist` answers: what was asked for, or why not.',
  types: () => [CandidateChoice, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
