import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { staffMemberColumns, type StaffMemberRow } from '../companies/company.types.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { InterviewModeEnum, LocationIsMissing, MeetingUrlIsMissing, TimeIsPast } from '../interviews/interview.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { OpeningInput, SlotValuesInput } from './opening.types.ts'
import type { SlotStatus } from './slot.rules.ts'

export const SlotStatusEnum = enumOf(
  ['OPEN', 'FULL', 'CLOSED', 'CANCELLED'],
  'SlotStatus',
  'Whether a slot takes bookings.',
  {
    OPEN: 'It has a place left.',
    FULL: 'Every place is taken; follows from places taken and capacity, and is never sent by a client.',
    CLOSED: 'It takes no more bookings; those who have a place keep it.',
    CANCELLED: 'It does not take place.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('Slot', { description: 'An opening at a time, with a number of places.' })
export class SlotType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => Int, { description: 'How long it is, in minutes.' })
  durationMinutes!: number

  @Field(() => TimeZone, { description: 'The zone in which the time is promised.' })
  timeZone!: string

  @Field(() => Int, { description: 'How many candidates it takes.' })
  capacity!: number

  @Field(() => Int, { description: 'How many have a place.' })
  placesTaken!: number

  @Field(() => Int, { description: 'How many places are free.' })
  placesLeft!: number

  @Field(() => SlotStatusEnum, { description: 'Whether it takes bookings.' })
  status!: SlotStatus

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null
}

export const SlotConnection = connectionOf('Slot', () => SlotType, orToken(staff, 'READ'))

@InputType({
  description:
    "One slot to open. A value that is left out is that of the template, where one is named; what is said goes before it. Another mode than the template's leaves the template's place behind. Without a template, how long it is and how people meet are needed, and it takes one candidate.",
})
export class SlotInput extends OpeningInput {
  @Field(() => DateTime, { description: 'When it begins; in the future.' })
  startsAt!: Date

  @Field(() => ID, { nullable: true, description: 'The template to start from.' })
  templateId?: string | null

  @Field(() => TimeZone, {
    nullable: true,
    description: "The zone in which the time is promised; the company's where left out.",
  })
  timeZone?: string | null

  @Field(() => ID, { nullable: true, description: 'For which job; any where left out.' })
  jobId?: string | null
}

@InputType({ description: 'What `createSlots` needs.' })
export class CreateSlotsInput {
  @Field(() => [SlotInput], { description: 'From 1 to 200 slots; all are opened, or none.' })
  slots!: SlotInput[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `closeSlot` needs.' })
export class CloseSlotInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `reopenSlot` needs.' })
export class ReopenSlotInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({
  description:
    'What `updateSlot` needs. What is left out stays. Time and place can be changed as long as no place is taken; null empties a place, and is else left out. It takes no fewer candidates than have a place.',
})
export class UpdateSlotInput extends SlotValuesInput {
  @Field(() => ID, { description: 'Which one.' })
  slotId!: string

  @Field(() => DateTime, { nullable: true, description: 'When it begins; in the future. Its length stays.' })
  startsAt?: Date | null

  @Field(() => TimeZone, { nullable: true, description: 'The zone in which the time is promised.' })
  timeZone?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'Every part that is given must fit.' })
export class SlotFilter {
  @Field(() => [SlotStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  status?: SlotStatus[] | null

  @Field(() => DateTime, { nullable: true, description: 'Begins at this instant or later.' })
  startsFrom?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Begins before this instant.' })
  startsBefore?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Is not over at this instant.' })
  endsAfter?: Date | null

  @Field(() => [InterviewModeEnum], { nullable: true, description: 'Held in one of these ways.' })
  mode?: InterviewMode[] | null

  @Field(() => String, { nullable: true, description: "Part of the place, or of the job's title, letter case aside." })
  search?: string | null

  @Field(() => ID, { nullable: true, description: 'For this job, or for any.' })
  jobId?: string | null

  @Field(() => ID, { nullable: true, description: 'That this person meets the candidates of, or may be chosen for.' })
  interviewerId?: string | null
}

export const SlotSortEnum = enumOf(
  ['STARTS_AT_ASC', 'STARTS_AT_DESC'],
  'SlotSort',
  'In which order slots are listed.',
  {
    STARTS_AT_ASC: 'By start, the earliest first.',
    STARTS_AT_DESC: 'By start, the latest first.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'The slots that were opened.' })
export class SlotsCreated {
  /** Not a field: which slots to show. */
  ids!: string[]
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The slot takes no bookings.' })
export class SlotIsClosed extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This slot is ${this.status}.`
  }

  @Field(() => SlotStatusEnum, { description: 'What it is.' })
  status!: SlotStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'The slot takes bookings already.' })
export class SlotIsOpen extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This slot is ${this.status}.`
  }

  @Field(() => SlotStatusEnum, { description: 'What it is.' })
  status!: SlotStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'More places are taken than the slot would have.' })
export class CapacityIsTooSmall extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return this.placesTaken === 1 ? '1 place is taken already.' : `${this.placesTaken} places are taken already.`
  }

  @Field(() => Int, { description: 'How many places are taken.' })
  placesTaken!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({
  implements: Refusal,
  description: 'Time and place of the slot are promised to those who have a place in it.',
})
export class SlotHasPlacesTaken extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `Time and place are promised: ${this.placesTaken === 1 ? '1 place is' : `${this.placesTaken} places are`} taken.`
  }

  @Field(() => Int, { description: 'How many places are taken.' })
  placesTaken!: number
}

export const CreateSlotsResult = createUnionType({
  name: 'CreateSlotsResult',
  description: 'What `createSlots` answers: what was asked for, or why not.',
  types: () =>
    [SlotsCreated, TimeIsPast, LocationIsMissing, MeetingUrlIsMissing, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const CloseSlotResult = createUnionType({
  name: 'CloseSlotResult',
  description: 'What `closeSlot` answers: what was asked for, or why not.',
  types: () => [SlotType, SlotIsClosed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ReopenSlotResult = createUnionType({
  name: 'ReopenSlotResult',
  description: 'What `reopenSlot` answers: what was asked for, or why not.',
  types: () => [SlotType, SlotIsOpen, SlotIsClosed, TimeIsPast, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const UpdateSlotResult = createUnionType({
  name: 'UpdateSlotResult',
  description: 'What `updateSlot` answers: what was asked for, or why not.',
  types: () =>
    [
      SlotType,
      SlotIsClosed,
      CapacityIsTooSmall,
      SlotHasPlacesTaken,
      TimeIsPast,
      LocationIsMissing,
      MeetingUrlIsMissing,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export interface SlotRow {
  id: string
  startsAt: string
  endsAt: string
  durationMinutes: number
  timeZone: string
  capacity: number
  placesTaken: number
  placesLeft: number
  status: SlotStatus
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  jobId: string | null
}

/**
 * Slots with their places as they are at an instant: a place that was kept for somebody until then is free, whether or
 * not anybody has come by to remove what is left of it.
 */
export const slotsAt = (now: Date) => sql`slot left join lateral (
    select slot.places_taken - count(*)::int as taken from slot_hold over
    where over.company_id = slot.company_id and over.slot_id = slot.id and over.expires_at <= ${now.toISOString()}::timestamptz
  ) places on true`

/** The same as `slotStatus` in slot.rules.ts, for filters, of `slotsAt`: a test holds the two together. */
export const slotStatusInSql = sql`case when slot.status = 'OPEN' and places.taken >= slot.capacity then 'FULL' else slot.status end`

/** What is shown of `slotsAt`. */
export const slotColumns = sql<SlotRow>`slot.id, slot.starts_at as "startsAt", slot.ends_at as "endsAt",
  (extract(epoch from slot.ends_at - slot.starts_at) / 60)::integer as "durationMinutes",
  slot.time_zone as "timeZone", slot.capacity, places.taken as "placesTaken",
  slot.capacity - places.taken as "placesLeft", ${slotStatusInSql} as status, slot.mode, slot.location,
  slot.meeting_url as "meetingUrl", slot.job_id as "jobId"`

export const slotById = oneByKey<SlotRow>(
  async (reading, ids) =>
    reading.rows(sql`select ${slotColumns} from ${slotsAt(await reading.now())}
      where slot.company_id = ${reading.companyId} and slot.id = any(${ids})`),
  (row) => row.id,
)

export const interviewersOfSlot = manyByKey<StaffMemberRow & { slotId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.slot_id as "slotId" from slot_interviewer held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.slot_id = any(${ids}) order by staff_member.name, staff_member.id`),
  (row) => row.slotId,
)

export interface PoolMember {
  /** Which pool, from 1. */
  pool: number
}

/** Rows in the order of their pools, pool by pool. */
export const inPools = <Row extends PoolMember>(rows: readonly Row[]): Row[][] => [
  ...Map.groupBy(rows, ({ pool }) => pool).values(),
]

export const poolsOfSlot = manyByKey<StaffMemberRow & PoolMember & { slotId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.slot_id as "slotId", held.pool from slot_pool_member held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.slot_id = any(${ids})
      order by held.pool, staff_member.name, staff_member.id`),
  (row) => row.slotId,
)
