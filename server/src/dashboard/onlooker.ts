import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

const OnlookerSchema = defineEntity({
  name: 'Onlooker',
  tableName: 'onlooker',
  primaryKeys: ['company', 'interview', 'staffMember', 'holderId'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    interview: () => ofSameCompany(Interview, 'interview_id').primary(),
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').primary(),
    /** A random id of the process that holds their lines; another one after each start. */
    holderId: p.uuid().primary(),
    /** When this process had a line last, by the database's clock. */
    seenAt: p.datetime(),
  },
  // No index on the time: it changes with each beat, and a row that changes in no index is rewritten where it stands.
})

/**
 * That somebody of the company has an interview open, by the word of one process that holds lines to their pages. Each
 * process writes its own rows, and the words of one that died grow old by themselves. Nothing of it is kept for long.
 */
export class Onlooker extends OnlookerSchema.class {}
OnlookerSchema.setClass(Onlooker)
