import { defineEntity, p } from '@mikro-orm/core'
import { Application } from '../candidates/application.ts'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

const SchedulingLinkSchema = defineEntity({
  name: 'SchedulingLink',
  tableName: 'scheduling_link',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    application: () => ofSameCompany(Application, 'application_id'),
    /** The round of the application that the candidate finds a time for. */
    round: p.integer(),
    /**
     * Raised when an ended link is given anew, and when the candidate has another address: the key before opens nothing.
     * The key itself is stored nowhere.
     */
    version: p.integer().default(1),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    createdBy: () => ofSameCompany(StaffMember, 'created_by_id').nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [{ name: 'scheduling_link_round', expression: 'round >= 1 and round <= 50' }],
  uniques: [{ name: 'scheduling_link_one_per_round', properties: ['company', 'application', 'round'] }],
})

/** What lets a candidate choose the time of a round by themselves, until it expires or is revoked. */
export class SchedulingLink extends SchedulingLinkSchema.class {}
SchedulingLinkSchema.setClass(SchedulingLink)
