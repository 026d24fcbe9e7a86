import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { interviewMode } from '../interviews/interview.rules.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import type { PatternWindow } from './weekly-pattern.rules.ts'

const SlotTemplateSchema = defineEntity({
  name: 'SlotTemplate',
  tableName: 'slot_template',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    name: p.text(),
    durationMinutes: p.integer(),
    gapMinutes: p.integer().default(0),
    capacity: p.integer().default(1),
    mode: p.enum(interviewMode),
    location: p.text().nullable(),
    meetingUrl: p.text().nullable(),
    /** Weekdays and hours; empty where the template says nothing of them. */
    windows: p.json<readonly PatternWindow[]>(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [
    { name: 'slot_template_duration', expression: 'duration_minutes >= 5 and duration_minutes <= 1440' },
    { name: 'slot_template_gap', expression: 'gap_minutes >= 0 and gap_minutes <= 1440' },
    { name: 'slot_template_capacity', expression: 'capacity >= 1 and capacity <= 1000' },
  ],
  indexes: [
    {
      name: 'slot_template_name_once_per_company',
      expression:
        'create unique index "slot_template_name_once_per_company" on "slot_template" ("company_id", lower("name"))',
    },
  ],
})

/** A named way to open slots: how long, for how many, where, with whom, and at which hours. */
export class SlotTemplate extends SlotTemplateSchema.class {}
SlotTemplateSchema.setClass(SlotTemplate)

const SlotTemplateInterviewerSchema = defineEntity({
  name: 'SlotTemplateInterviewer',
  tableName: 'slot_template_interviewer',
  primaryKeys: ['company', 'template', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    template: () => ofSameCompany(SlotTemplate, 'template_id').primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
  },
})

/** Who meets the candidates of slots that are opened from a template. */
export class SlotTemplateInterviewer extends SlotTemplateInterviewerSchema.class {}
SlotTemplateInterviewerSchema.setClass(SlotTemplateInterviewer)

const SlotTemplatePoolMemberSchema = defineEntity({
  name: 'SlotTemplatePoolMember',
  tableName: 'slot_template_pool_member',
  primaryKeys: ['company', 'template', 'pool', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    template: () => ofSameCompany(SlotTemplate, 'template_id').primary(),
    /** Which pool of the template, from 1. */
    pool: p.integer().primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
  },
  checks: [{ name: 'slot_template_pool_member_pool', expression: 'pool >= 1 and pool <= 10' }],
})

/** Somebody of a pool of slots that are opened from a template. */
export class SlotTemplatePoolMember extends SlotTemplatePoolMemberSchema.class {}
SlotTemplatePoolMemberSchema.setClass(SlotTemplatePoolMember)
