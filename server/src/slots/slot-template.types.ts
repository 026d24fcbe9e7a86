import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { staffMemberColumns, type StaffMemberRow } from '../companies/company.types.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { InterviewModeEnum, LocationIsMissing, MeetingUrlIsMissing } from '../interviews/interview.types.ts'
import { WeekdayEnum } from '../scheduling/scheduling.types.ts'
import type { Weekday } from '../scheduling/working-hours.rules.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { LocalTime, URL } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { WeeklyOpeningInput } from './opening.types.ts'
import type { PoolMember } from './slot.types.ts'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('WeeklyWindow', { description: 'Hours on the wall, on some days of each week.' })
export class WeeklyWindowType {
  @Field(() => [WeekdayEnum], { description: 'On which days.' })
  weekdays!: Weekday[]

  @Field(() => LocalTime, { description: 'From when.' })
  from!: string

  @Field(() => LocalTime, { description: 'Until when, on the same day; `24:00` is its end.' })
  to!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('SlotTemplate', { description: 'A named way to open slots.' })
export class SlotTemplateType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its name, one of a kind in the company.' })
  name!: string

  @Field(() => Int, { description: 'How long a slot is, in minutes.' })
  durationMinutes!: number

  @Field(() => Int, { description: 'Minutes between one slot and the next.' })
  gapMinutes!: number

  @Field(() => Int, { description: 'How many candidates a slot takes.' })
  capacity!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null

  @Field(() => [WeeklyWindowType], { description: 'At which hours; empty where the template says nothing of them.' })
  windows!: WeeklyWindowType[]
}

export const SlotTemplateConnection = connectionOf('SlotTemplate', () => SlotTemplateType, orToken(recruiting, 'READ'))

@InputType({
  description:
    'What `createSlotTemplate` needs. Where left out, there is no time between slots, and a slot takes one candidate.',
})
export class CreateSlotTemplateInput extends WeeklyOpeningInput {
  @Field(() => String, { description: 'Its name, up to 200 characters, one of a kind in the company.' })
  name!: string

  @Field(() => Int, { description: 'How long a slot is, 5–1440 minutes.' })
  declare durationMinutes: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  declare mode: InterviewMode

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({
  description: 'What `updateSlotTemplate` needs. What is left out stays; null empties the place, and is else left out.',
})
export class UpdateSlotTemplateInput extends WeeklyOpeningInput {
  @Field(() => ID, { description: 'Which one.' })
  templateId!: string

  @Field(() => String, { nullable: true, description: 'Its name, up to 200 characters.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `deleteSlotTemplate` needs.' })
export class DeleteSlotTemplateInput {
  @Field(() => ID, { description: 'Which one.' })
  templateId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'The template is gone; what was opened from it stays.' })
export class SlotTemplateDeleted {
  @Field(() => ID, { description: 'Which one it was.' })
  id!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ implements: Refusal, description: 'Another template of the company has this name, letter case aside.' })
export class SlotTemplateAlreadyExists extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Another template has this name already.'
  }

  /** Not a field: which one `template` shows. */
  templateId!: string
}

export const CreateSlotTemplateResult = createUnionType({
  name: 'CreateSlotTemplateResult',
  description: 'What `createSlotTemplate` answers: what was asked for, or why not.',
  types: () =>
    [
      SlotTemplateType,
      SlotTemplateAlreadyExists,
      LocationIsMissing,
      MeetingUrlIsMissing,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const UpdateSlotTemplateResult = createUnionType({
  name: 'UpdateSlotTemplateResult',
  description: 'What `updateSlotTemplate` answers: what was asked for, or why not.',
  types: () =>
    [
      SlotTemplateType,
      SlotTemplateAlreadyExists,
      LocationIsMissing,
      MeetingUrlIsMissing,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const DeleteSlotTemplateResult = createUnionType({
  name: 'DeleteSlotTemplateResult',
  description: 'What `deleteSlotTemplate` answers: what was asked for, or why not.',
  types: () => [SlotTemplateDeleted, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface SlotTemplateRow {
  id: string
  name: string
  durationMinutes: number
  gapMinutes: number
  capacity: number
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  windows: WeeklyWindowType[]
}

export const slotTemplateColumns = sql<SlotTemplateRow>`slot_template.id, slot_template.name,
  slot_template.duration_minutes as "durationMinutes", slot_template.gap_minutes as "gapMinutes",
  slot_template.capacity, slot_template.mode, slot_template.location, slot_template.meeting_url as "meetingUrl",
  slot_template.windows`

export const slotTemplateById = oneByKey<SlotTemplateRow>(
  (reading, ids) =>
    reading.rows(sql`select ${slotTemplateColumns} from slot_template
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

export const interviewersOfTemplate = manyByKey<StaffMemberRow & { templateId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.template_id as "templateId" from slot_template_interviewer held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.template_id = any(${ids}) and staff_member.active
      order by staff_member.name, staff_member.id`),
  (row) => row.templateId,
)

export const poolsOfTemplate = manyByKey<StaffMemberRow & PoolMember & { templateId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.template_id as "templateId", held.pool
      from slot_template_pool_member held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.template_id = any(${ids}) and staff_member.active
      order by held.pool, staff_member.name, staff_member.id`),
  (row) => row.templateId,
)
