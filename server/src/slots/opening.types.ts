import { Field, ID, InputType, Int } from 'type-graphql'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { InterviewModeEnum } from '../interviews/interview.types.ts'
import { WeekdayEnum } from '../scheduling/scheduling.types.ts'
import type { Weekday } from '../scheduling/working-hours.rules.ts'
import { LocalTime, URL } from '../shared/graphql/scalars.ts'

/*
 * What slots, weekly patterns and templates have in common, as slot-input.ts checks it. What a value means that is left
 * out, or null, the description of each input says. These classes are no types of the schema: their fields are.
 */

@InputType()
export abstract class SlotValuesInput {
  @Field(() => Int, { nullable: true, description: 'How long a slot is, 5–1440 minutes of time that passes.' })
  durationMinutes?: number | null

  @Field(() => Int, { nullable: true, description: 'How many candidates a slot takes, 1–1000.' })
  capacity?: number | null

  @Field(() => String, { nullable: true, description: 'Where people meet; ONSITE needs it. Up to 500 characters.' })
  location?: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video; VIDEO needs it. https only.' })
  meetingUrl?: string | null
}

@InputType()
export abstract class OpeningInput extends SlotValuesInput {
  @Field(() => InterviewModeEnum, { nullable: true, description: 'How people meet.' })
  mode?: InterviewMode | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Who meets the candidates, at most 20: all of these people; an empty list is nobody.',
  })
  interviewerIds?: string[] | null

  @Field(() => [[ID]], {
    nullable: true,
    description:
      'Pools: of each, any one person meets the candidates, chosen with the first booking: who meets least. At most 10 pools of 20 people; an empty list is none.',
  })
  anyOf?: string[][] | null
}

@InputType({ description: 'Hours on the wall, on some days of each week.' })
export class WeeklyWindowInput {
  @Field(() => [WeekdayEnum], { description: 'On which days, at least one.' })
  weekdays!: Weekday[]

  @Field(() => LocalTime, { description: 'From when.' })
  from!: string

  @Field(() => LocalTime, { description: 'Until when, on the same day; `24:00` is its end. Windows do not overlap.' })
  to!: string
}

@InputType()
export abstract class WeeklyOpeningInput extends OpeningInput {
  @Field(() => Int, { nullable: true, description: 'Minutes between one slot and the next, 0–1440.' })
  gapMinutes?: number | null

  @Field(() => [WeeklyWindowInput], {
    nullable: true,
    description:
      'At which hours of which days, at most 50 windows; each is filled with as many slots as fit whole. An empty list is none.',
  })
  windows?: WeeklyWindowInput[] | null
}
