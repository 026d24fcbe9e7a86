import { defineEntity, p } from '@mikro-orm/core'
import { Application } from '../candidates/application.ts'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Slot } from '../slots/slot.ts'
import { waitlistStatus } from './waitlist.rules.ts'

const WaitlistEntrySchema = defineEntity({
  name: 'WaitlistEntry',
  tableName: 'waitlist_entry',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    slot: () => ofSameCompany(Slot, 'slot_id'),
    application: () => ofSameCompany(Application, 'application_id'),
    /** The round of the application that the place is for. */
    round: p.integer(),
    status: p.enum(waitlistStatus).default('WAITING'),
    /** The order in which places are offered. */
    createdAt: p.datetime().defaultRaw('now()'),
    offeredAt: p.datetime().nullable(),
    /** Until when the place is held for them. */
    offerExpiresAt: p.datetime().nullable(),
  },
  checks: [
    { name: 'waitlist_entry_round', expression: 'round >= 1 and round <= 50' },
    {
      name: 'waitlist_entry_offer',
      expression: `num_nonnulls(offered_at, offer_expires_at) = 2 or (num_nonnulls(offered_at, offer_expires_at) = 0 and status in ('WAITING', 'WITHDRAWN'))`,
    },
  ],
  uniques: [
    {
      name: 'waitlist_entry_waits_once',
      properties: ['company', 'slot', 'application'],
      where: `status in ('WAITING', 'OFFERED')`,
    },
  ],
  indexes: [
    { name: 'waitlist_entry_by_slot', properties: ['company', 'slot', 'createdAt', 'id'] },
    { name: 'waitlist_entry_by_application', properties: ['company', 'application'] },
    { name: 'waitlist_entry_by_offer', properties: ['offerExpiresAt'], where: `status = 'OFFERED'` },
  ],
})

/** An application that waits for a place in a full slot. */
export class WaitlistEntry extends WaitlistEntrySchema.class {}
WaitlistEntrySchema.setClass(WaitlistEntry)
