import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { feedScope } from './calendar-feed.rules.ts'

const CalendarFeedSchema = defineEntity({
  name: 'CalendarFeed',
  tableName: 'calendar_feed',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    /** Whose it is. It opens as much as they may see, for as long as they may. */
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id'),
    scope: p.enum(feedScope),
    /** Whether it only says when, and not what. */
    busyOnly: p.boolean(),
    /** Raised to give it another address; the one before opens nothing. The address itself is stored nowhere. */
    version: p.integer().default(1),
    revokedAt: p.datetime().nullable(),
    /** Of what it said when it was fetched last, and since when it has said that; null before the first time. */
    contentHash: p.text().nullable(),
    contentSince: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [{ name: 'calendar_feed_once', properties: ['company', 'staffMember', 'scope', 'busyOnly'] }],
})

/** A calendar of interviews that a staff member subscribes to in another program, by a secret address. */
export class CalendarFeed extends CalendarFeedSchema.class {}
CalendarFeedSchema.setClass(CalendarFeed)
