import { defineEntity, p } from '@mikro-orm/core'
import { Application } from '../candidates/application.ts'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Slot } from '../slots/slot.ts'
import { WaitlistEntry } from './waitlist-entry.ts'

const SlotHoldSchema = defineEntity({
  name: 'SlotHold',
  tableName: 'slot_hold',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    slot: () => ofSameCompany(Slot, 'slot_id'),
    application: () => ofSameCompany(Application, 'application_id'),
    /** For a place offered from a waitlist: whose wait it ends. Null where the candidate took it up themselves. */
    waitlistEntry: () => ofSameCompany(WaitlistEntry, 'waitlist_entry_id').nullable(),
    expiresAt: p.datetime(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [
    {
      name: 'slot_hold_one_per_application',
      properties: ['company', 'application'],
      where: 'waitlist_entry_id is null',
    },
    { name: 'slot_hold_one_per_offer', properties: ['company', 'waitlistEntry'] },
  ],
  indexes: [
    { name: 'slot_hold_by_slot', properties: ['company', 'slot', 'expiresAt'] },
    { name: 'slot_hold_by_end', properties: ['expiresAt'] },
  ],
})

/**
 * A place kept for an application for a short time, while somebody confirms. It counts as a place taken, and takes the
 * interviewers' time as a booking does. The row is there as long as the place is counted: who takes it, gives it up or
 * finds it over under the slot's lock removes the row and the place together.
 */
export class SlotHold extends SlotHoldSchema.class {}
SlotHoldSchema.setClass(SlotHold)
