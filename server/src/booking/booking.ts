import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Slot } from '../slots/slot.ts'

const BookingSchema = defineEntity({
  name: 'Booking',
  tableName: 'booking',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    slot: () => ofSameCompany(Slot, 'slot_id'),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    notes: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** When the place was given back; null while it is held. */
    releasedAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'booking_one_per_interview', properties: ['company', 'interview'] }],
  indexes: [{ name: 'booking_by_slot', properties: ['company', 'slot', 'createdAt'] }],
})

/** A candidate's place in a slot. */
export class Booking extends BookingSchema.class {}
BookingSchema.setClass(Booking)
