import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

const InterviewerLimitsSchema = defineEntity({
  name: 'InterviewerLimits',
  tableName: 'interviewer_limits',
  primaryKeys: ['company', 'staffMember'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').primary(),
    /** The most meetings in a day of the company's zone; null for any number. */
    perDay: p.integer().nullable(),
    /** The same for a week from Monday on. */
    perWeek: p.integer().nullable(),
  },
  checks: [
    { name: 'interviewer_limits_per_day', expression: 'per_day >= 1 and per_day <= 50' },
    { name: 'interviewer_limits_per_week', expression: 'per_week >= 1 and per_week <= 200' },
  ],
})

/** How often somebody meets candidates at most. Without a row: as often as it comes. */
export class InterviewerLimits extends InterviewerLimitsSchema.class {}
InterviewerLimitsSchema.setClass(InterviewerLimits)

const WorkingHoursSchema = defineEntity({
  name: 'WorkingHours',
  tableName: 'working_hours',
  primaryKeys: ['company', 'staffMember', 'weekday', 'fromMinute'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').primary(),
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    weekday: p.integer().primary(),
    /** Minutes since 00:00 on the wall clock in the company's zone. */
    fromMinute: p.integer().primary(),
    /** The same; 1440 is the end of the day. */
    toMinute: p.integer(),
  },
  checks: [
    { name: 'working_hours_weekday', expression: 'weekday >= 1 and weekday <= 7' },
    { name: 'working_hours_time', expression: '0 <= from_minute and from_minute < to_minute and to_minute <= 1440' },
    {
      name: 'working_hours_no_overlap',
      expression:
        'exclude using gist (company_id with =, staff_member_id with =, weekday with =, int4range(from_minute, to_minute) with &&)',
    },
  ],
})

/** From when to when somebody works on a weekday. Without any row they work the usual hours. */
export class WorkingHours extends WorkingHoursSchema.class {}
WorkingHoursSchema.setClass(WorkingHours)

const TimeOffSchema = defineEntity({
  name: 'TimeOff',
  tableName: 'time_off',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id'),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** For the company only. */
    note: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [{ name: 'time_off_time', expression: 'starts_at < ends_at' }],
  indexes: [{ name: 'time_off_by_person', properties: ['company', 'staffMember', 'endsAt'] }],
})

/** A stretch in which somebody is away. It counts as occupied, and nobody overrides it. */
export class TimeOff extends TimeOffSchema.class {}
TimeOffSchema.setClass(TimeOff)
