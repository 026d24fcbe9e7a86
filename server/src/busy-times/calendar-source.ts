import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { sourceError, sourceKind, type SourceWarning } from './calendar-source.rules.ts'

const CalendarSourceSchema = defineEntity({
  name: 'CalendarSource',
  tableName: 'calendar_source',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id'),
    kind: p.enum(sourceKind),
    /** What its owner calls it. */
    name: p.text(),
    /** Host and port of the address: all of it that may be shown, and by what calls to one server are counted. */
    host: p.text(),
    /** Address, user and password, encrypted: a secret address opens a calendar as a password does. */
    sealed: p.text(),
    /** When it is read the next time. */
    nextReadAt: p.datetime(),
    /** Until when one worker reads it. A dead worker's lease ends by itself. */
    leaseUntil: p.datetime().nullable(),
    leaseOwner: p.text().nullable(),
    attemptedAt: p.datetime().nullable(),
    /** When it was last read whole. Until then it makes nobody busy. */
    succeededAt: p.datetime().nullable(),
    /** How often in a row it could not be read. */
    failures: p.integer().default(0),
    errorCode: p.enum(sourceError).nullable(),
    warnings: p.array().$type<SourceWarning[]>().defaultRaw(`'{}'`),
    /** ETag and Last-Modified of the last answer, for a conditional request (RFC 9110 section 13.1). */
    etag: p.text().nullable(),
    lastModified: p.text().nullable(),
    /** Whether its owner's interviews are written into it. */
    writes: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [{ name: 'calendar_source_writes', expression: `not writes or kind = 'CALDAV'` }],
  indexes: [
    { name: 'calendar_source_due', properties: ['nextReadAt'] },
    { name: 'calendar_source_by_person', properties: ['company', 'staffMember', 'createdAt', 'id'] },
  ],
})

/** A calendar in another program, from which Greenroom reads when somebody is busy. */
export class CalendarSource extends CalendarSourceSchema.class {}
CalendarSourceSchema.setClass(CalendarSource)

const BusyPeriodSchema = defineEntity({
  name: 'BusyPeriod',
  tableName: 'busy_period',
  primaryKeys: ['company', 'source', 'startsAt'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    source: () => ofSameCompany(CalendarSource, 'source_id').primary(),
    startsAt: p.datetime().primary(),
    endsAt: p.datetime(),
    /** Whose calendar it is: said again, so that looking for somebody's time asks one index. */
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id'),
  },
  checks: [
    // Who looks for what overlaps a stretch begins to look this long before it; longer ones are kept in pieces.
    {
      name: 'busy_period_time',
      expression: `starts_at < ends_at and ends_at - starts_at <= '2 days'::interval`,
    },
  ],
  indexes: [{ name: 'busy_period_by_start', properties: ['company', 'staffMember', 'startsAt'] }],
})

/** A stretch in which a calendar of somebody's says that they are busy, and nothing more. Those of one calendar do not overlap. */
export class BusyPeriod extends BusyPeriodSchema.class {}
BusyPeriodSchema.setClass(BusyPeriod)
