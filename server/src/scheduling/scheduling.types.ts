import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalTime } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import type { SchedulingRules } from './settings.rules.ts'
import { weekday, type Weekday, type WorkingTime } from './working-hours.rules.ts'

export const WeekdayEnum = enumOf(weekday, 'Weekday', 'A day of the week, Monday first (ISO 8601).', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('SchedulingSettings', {
  description: 'When the company lets people be booked, and what its candidates may do by themselves.',
})
export class SchedulingSettingsType implements SchedulingRules {
  @Field(() => ID, { description: "The company's id: it has one set of them." })
  id!: string

  @Field(() => Int, { description: 'Minutes that an interviewer needs before a meeting, 0–240.' })
  bufferMinutesBefore!: number

  @Field(() => Int, { description: 'Minutes that an interviewer needs after it, 0–240.' })
  bufferMinutesAfter!: number

  @Field(() => Int, { description: 'How many minutes ahead a meeting is booked at least, up to 60 days.' })
  minimumNoticeMinutes!: number

  @Field(() => Int, { description: 'How many days of 24 hours ahead it may be booked at most, 1–730.' })
  bookingHorizonDays!: number

  @Field(() => Boolean, { description: 'Whether candidates may call their interview off.' })
  candidateMayCancel!: boolean

  @Field(() => Boolean, { description: 'Whether candidates may move their interview.' })
  candidateMayReschedule!: boolean

  @Field(() => Int, { description: 'Until how many minutes before the start they may, up to 60 days.' })
  changeNoticeMinutes!: number

  @Field(() => Int, { description: 'How many minutes a freed place stays offered to the first who waits, 5–10080.' })
  waitlistOfferMinutes!: number

  @Field(() => Int, { description: 'How many days a link to choose a slot works, 1–90.' })
  chooseLinkDays!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('WorkingHours', { description: "Hours on one weekday, by the wall clock in the company's zone." })
export class WorkingHoursType {
  @Field(() => WeekdayEnum, { description: 'On which day.' })
  weekday!: Weekday

  @Field(() => LocalTime, { description: 'From when.' })
  from!: string

  @Field(() => LocalTime, { description: 'Until when, on the same day; `24:00` is its end.' })
  to!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('InterviewerSchedule', { description: 'When and how often somebody meets candidates.' })
export class InterviewerScheduleType {
  @Field(() => ID, { description: "The staff member's id: each has one." })
  id!: string

  @Field(() => Int, {
    nullable: true,
    description: "The most meetings in a day of the company's zone; null for any number.",
  })
  limitPerDay!: number | null

  @Field(() => Int, { nullable: true, description: 'The most in a week from Monday on; null for any number.' })
  limitPerWeek!: number | null
}

export const InterviewerScheduleConnection = connectionOf(
  'InterviewerSchedule',
  () => InterviewerScheduleType,
  orToken(staff, 'READ'),
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('TimeOff', { description: 'A stretch in which somebody is away. Nobody books them for it.' })
export class TimeOffType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it is over.' })
  endsAt!: string

  @Field(() => String, { nullable: true, description: 'Why; candidates never see it.' })
  note!: string | null
}

export const TimeOffConnection = connectionOf('TimeOff', () => TimeOffType, orToken(staff, 'READ'))

@InputType({ description: 'What `updateSchedulingSettings` changes; what is left out stays as it is.' })
export class UpdateSchedulingSettingsInput implements Partial<Record<keyof SchedulingRules, unknown>> {
  @Field(() => Int, { nullable: true, description: 'Minutes that an interviewer needs before a meeting, 0–240.' })
  bufferMinutesBefore?: number | null

  @Field(() => Int, { nullable: true, description: 'Minutes that an interviewer needs after it, 0–240.' })
  bufferMinutesAfter?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes ahead a meeting is booked at least, 0–86400 (60 days).',
  })
  minimumNoticeMinutes?: number | null

  @Field(() => Int, { nullable: true, description: 'How many days ahead it may be booked at most, 1–730.' })
  bookingHorizonDays?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether candidates may call their interview off.' })
  candidateMayCancel?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether candidates may move their interview.' })
  candidateMayReschedule?: boolean | null

  @Field(() => Int, {
    nullable: true,
    description: 'Until how many minutes before the start they may, 0–86400 (60 days).',
  })
  changeNoticeMinutes?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes a freed place stays offered to the first who waits, 5–10080.',
  })
  waitlistOfferMinutes?: number | null

  @Field(() => Int, { nullable: true, description: 'How many days a link to choose a slot works, 1–90.' })
  chooseLinkDays?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `setInterviewerLimits` needs.' })
export class SetInterviewerLimitsInput {
  @Field(() => ID, { description: 'For whom.' })
  staffMemberId!: string

  @Field(() => Int, { nullable: true, description: 'The most meetings in a day, 1–50; left out for any number.' })
  perDay?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'The most in a week from Monday on, 1–200; left out for any number.',
  })
  perWeek?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'Hours on one weekday.' })
export class WorkingHoursInput {
  @Field(() => WeekdayEnum, { description: 'On which day.' })
  weekday!: Weekday

  @Field(() => LocalTime, { description: 'From when.' })
  from!: string

  @Field(() => LocalTime, { description: 'Until when, on the same day; `24:00` is its end.' })
  to!: string
}

@InputType({ description: 'What `setWorkingHours` needs.' })
export class SetWorkingHoursInput {
  @Field(() => ID, { description: 'Whose.' })
  staffMemberId!: string

  @Field(() => [WorkingHoursInput], {
    description:
      'All of them, at most 70, none overlapping another: they replace what was said before. An empty list is Monday to Friday, 09:00 to 17:00.',
  })
  hours!: WorkingHoursInput[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `addTimeOff` needs.' })
export class AddTimeOffInput {
  @Field(() => ID, { description: 'Who is away.' })
  staffMemberId!: string

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => DateTime, { description: 'When it is over; later than its beginning, within 366 days.' })
  endsAt!: Date

  @Field(() => String, { nullable: true, description: 'Why, up to 500 characters; candidates never see it.' })
  note?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `removeTimeOff` needs.' })
export class RemoveTimeOffInput {
  @Field(() => ID, { description: 'Which one.' })
  timeOffId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateSchedulingSettingsResult = createUnionType({
  name: 'UpdateSchedulingSettingsResult',
  description: 'What `updateSchedulingSettings` answers: what was asked for, or why not.',
  types: () => [SchedulingSettingsType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const InterviewerScheduleResult = createUnionType({
  name: 'InterviewerScheduleResult',
  description: "What a change of somebody's schedule answers: the schedule as it is now, or why not.",
  types: () => [InterviewerScheduleType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const AddTimeOffResult = createUnionType({
  name: 'AddTimeOffResult',
  description: 'What `addTimeOff` answers: what was asked for, or why not.',
  types: () => [TimeOffType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface InterviewerScheduleRow {
  id: string
  limitPerDay: number | null
  limitPerWeek: number | null
}

/** Schedules come from here: everybody has one, also who has said nothing. */
export const schedulesFrom = sql`staff_member left join interviewer_limits limits
  on limits.company_id = staff_member.company_id and limits.staff_member_id = staff_member.id`

export const scheduleColumns = sql<InterviewerScheduleRow>`staff_member.id, limits.per_day as "limitPerDay",
  limits.per_week as "limitPerWeek"`

export const scheduleById = oneByKey<InterviewerScheduleRow>(
  (reading, ids) =>
    reading.rows(sql`select ${scheduleColumns} from ${schedulesFrom}
      where staff_member.company_id = ${reading.companyId} and staff_member.id = any(${ids}) and staff_member.active`),
  (row) => row.id,
)

export const hoursOfPerson = manyByKey<WorkingTime & { staffMemberId: string }>(
  (reading, ids) =>
    reading.rows(sql`select staff_member_id as "staffMemberId", weekday, from_minute as "fromMinute",
      to_minute as "toMinute" from working_hours
      where company_id = ${reading.companyId} and staff_member_id = any(${ids}) order by weekday, from_minute`),
  (row) => row.staffMemberId,
)

export interface TimeOffRow {
  id: string
  staffMemberId: string
  startsAt: string
  endsAt: string
  note: string | null
}

export const timeOffColumns = sql<TimeOffRow>`time_off.id, time_off.staff_member_id as "staffMemberId",
  time_off.starts_at as "startsAt", time_off.ends_at as "endsAt", time_off.note`

export const timeOffById = oneByKey<TimeOffRow>(
  (reading, ids) =>
    reading.rows(sql`select ${timeOffColumns} from time_off
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

/** How many meetings lie in a time off; none has no row. */
export const meetingsInTimeOff = oneByKey<{ id: string; meetings: number }>(
  (reading, ids) =>
    reading.rows(sql`select time_off.id, count(*)::integer as meetings from time_off
      join interviewer_time taken on taken.company_id = time_off.company_id
        and taken.interviewer_id = time_off.staff_member_id
        and taken.occupied_from > time_off.starts_at - interval '2 days' and taken.occupied_from < time_off.ends_at
        and taken.occupied_until > time_off.starts_at
      where time_off.company_id = ${reading.companyId} and time_off.id = any(${ids}) group by time_off.id`),
  (row) => row.id,
)
