import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { sourceError } from './calendar-source.rules.ts'
import { CalendarSource } from './calendar-source.ts'

const CalendarEntrySchema = defineEntity({
  name: 'CalendarEntry',
  tableName: 'calendar_entry',
  primaryKeys: ['company', 'source', 'interview'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    source: () => ofSameCompany(CalendarSource, 'source_id').primary(),
    interview: () => ofSameCompany(Interview, 'interview_id').primary(),
    /** Raised with each change: what was written before it is told anew. */
    version: p.integer().default(1),
    /** When it was last written there; null where it never was. */
    writtenAt: p.datetime().nullable(),
    attempts: p.integer().default(0),
    /** When a worker may take it; null where the other program knows all there is to know. */
    nextAttemptAt: p.datetime().nullable(),
    /** Until when a worker holds it. A dead worker's lease ends by itself. */
    leaseUntil: p.datetime().nullable(),
    leaseOwner: p.text().nullable(),
    errorCode: p.enum(sourceError).nullable(),
  },
  indexes: [
    {
      name: 'calendar_entry_due',
      expression: `create index "calendar_entry_due" on "calendar_entry" ("next_attempt_at") where next_attempt_at is not null`,
    },
    { name: 'calendar_entry_by_interview', properties: ['company', 'interview'] },
  ],
})

/**
 * An interview in a calendar of another program. It holds ids: what the calendar says is read when it is written, so that
 * the last word is the truth.
 */
export class CalendarEntry extends CalendarEntrySchema.class {}
CalendarEntrySchema.setClass(CalendarEntry)
