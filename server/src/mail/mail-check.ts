import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

const MailCheckSchema = defineEntity({
  name: 'MailCheck',
  tableName: 'mail_check',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    askedBy: () => ofSameCompany(StaffMember, 'asked_by_id'),
    askedAt: p.datetime(),
    /** Where the test message goes. */
    toAddress: p.text(),
    /** What the test message is known by. */
    code: p.text(),
    /** When a worker took it up; null before. */
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    /** What was found so far, in the order in which it was looked at. */
    findings: p.json(),
  },
  indexes: [
    {
      name: 'mail_check_one_at_once',
      expression: `create unique index "mail_check_one_at_once" on "mail_check" ("company_id") where finished_at is null`,
    },
  ],
})

/** A look at the mail settings that an administrator asked for. A worker makes it: it is the worker that sends. */
export class MailCheck extends MailCheckSchema.class {}
MailCheckSchema.setClass(MailCheck)
