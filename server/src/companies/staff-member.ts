import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from './company.ts'
import { ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import { AuthUser } from '../sign-in/auth-tables.ts'

export const role = ['ADMIN', 'RECRUITER', 'INTERVIEWER'] as const
export type Role = (typeof role)[number]

/** By which clocks somebody reads times: those of their company, of the device in their hands, or of a zone they chose. */
export const clocks = ['COMPANY', 'DEVICE', 'CHOSEN'] as const
export type Clocks = (typeof clocks)[number]

const StaffMemberSchema = defineEntity({
  name: 'StaffMember',
  tableName: 'staff_member',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    user: () => p.manyToOne(AuthUser).updateRule('no action').deleteRule('no action'),
    name: p.text(),
    email: p.text(),
    /** Since when emails to this address come back; null where none has. */
    addressBadSince: p.datetime().nullable(),
    /** In the words of the mail server. */
    addressBadReason: p.text().nullable(),
    role: p.enum(role),
    active: p.boolean().default(true),
    /** When they came by their link; null before: then they cannot act for the company. */
    joinedAt: p.datetime().nullable(),
    clocks: p.enum(clocks).default('COMPANY'),
    /** IANA zone that they chose; null where the clocks are others. */
    timeZone: p.text().nullable(),
    /** Of the dashboard and of emails to them; null where they chose none. */
    language: p.enum(language).nullable(),
    /** Whether they want to be reminded of interviews ahead, where their company reminds anybody. */
    wantsReminders: p.boolean().default(true),
    /** Whether they want to be reminded of scorecards that they owe, likewise. */
    wantsFeedbackReminders: p.boolean().default(true),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [{ name: 'staff_member_once_per_company', properties: ['company', 'user'] }],
  checks: [{ name: 'staff_member_clocks', expression: `(clocks = 'CHOSEN') = (time_zone is not null)` }],
  indexes: [
    { name: 'staff_member_by_user', properties: ['user'] },
    { name: 'staff_member_by_id', properties: ['id'] },
  ],
})

/** A person who works for a company, with one role in it. */
export class StaffMember extends StaffMemberSchema.class {}
StaffMemberSchema.setClass(StaffMember)
