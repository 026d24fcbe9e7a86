import { defineEntity, p } from '@mikro-orm/core'
import { ownRows } from '../shared/columns.ts'
import { blockedPeriodKind } from './blocked-period.rules.ts'
import { itsCompany } from './company.ts'

const BlockedPeriodSchema = defineEntity({
  name: 'BlockedPeriod',
  tableName: 'blocked_period',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    name: p.text(),
    kind: p.enum(blockedPeriodKind),
    /** From the first instant of the period up to, but not including, its end. Of a holiday they follow from its dates. */
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** First and last local date of a holiday, both included; null for other periods. */
    fromDate: p.date().nullable(),
    toDate: p.date().nullable(),
    /** IANA name of the zone in which it was told: the company's at that time. */
    timeZone: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [
    { name: 'blocked_period_time', expression: 'starts_at < ends_at' },
    {
      name: 'blocked_period_dates',
      expression:
        "num_nonnulls(from_date, to_date) = case kind when 'HOLIDAY' then 2 else 0 end and from_date <= to_date",
    },
  ],
  indexes: [{ name: 'blocked_period_by_start', properties: ['company', 'startsAt', 'id'] }],
})

/** A time in which the company opens no slots by a pattern: a holiday, or whatever else keeps it away. */
export class BlockedPeriod extends BlockedPeriodSchema.class {}
BlockedPeriodSchema.setClass(BlockedPeriod)
