import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { interviewMode } from '../interviews/interview.rules.ts'
import { Job } from '../jobs/job.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { storedSlotStatus } from './slot.rules.ts'

const SlotSchema = defineEntity({
  name: 'Slot',
  tableName: 'slot',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** IANA name of the zone in which the time was promised. */
    timeZone: p.text(),
    capacity: p.integer(),
    /** Counted under the row's lock; the database refuses a value outside 0…capacity, whatever the code does. */
    placesTaken: p.integer().default(0),
    status: p.enum(storedSlotStatus).default('OPEN'),
    mode: p.enum(interviewMode),
    location: p.text().nullable(),
    meetingUrl: p.text().nullable(),
    /** The job it is for; null where any application may take a place. */
    job: () => ofSameCompany(Job, 'job_id').nullable(),
    createdBy: () => ofSameCompany(StaffMember, 'created_by_id').nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [
    { name: 'slot_places', expression: '0 <= places_taken and places_taken <= capacity' },
    { name: 'slot_capacity', expression: 'capacity >= 1 and capacity <= 1000' },
    { name: 'slot_time', expression: 'starts_at < ends_at' },
  ],
  indexes: [{ name: 'slot_by_start', properties: ['company', 'startsAt', 'id'] }],
})

/** An opening at a time, with a number of places. */
export class Slot extends SlotSchema.class {}
SlotSchema.setClass(Slot)

const SlotInterviewerSchema = defineEntity({
  name: 'SlotInterviewer',
  tableName: 'slot_interviewer',
  primaryKeys: ['company', 'slot', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    slot: () => ofSameCompany(Slot, 'slot_id').primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
  },
})

/** Who meets the candidates of a slot. */
export class SlotInterviewer extends SlotInterviewerSchema.class {}
SlotInterviewerSchema.setClass(SlotInterviewer)

const SlotPoolMemberSchema = defineEntity({
  name: 'SlotPoolMember',
  tableName: 'slot_pool_member',
  primaryKeys: ['company', 'slot', 'pool', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    slot: () => ofSameCompany(Slot, 'slot_id').primary(),
    /** Which pool of the slot, from 1. */
    pool: p.integer().primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
  },
  checks: [{ name: 'slot_pool_member_pool', expression: 'pool >= 1 and pool <= 10' }],
})

/** Somebody of a pool of a slot: with its first booking one of each pool is chosen. */
export class SlotPoolMember extends SlotPoolMemberSchema.class {}
SlotPoolMemberSchema.setClass(SlotPoolMember)
