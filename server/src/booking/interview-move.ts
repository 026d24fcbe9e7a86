import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Slot } from '../slots/slot.ts'

const InterviewMoveSchema = defineEntity({
  name: 'InterviewMove',
  tableName: 'interview_move',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    at: p.datetime(),
    /** Who moved it: a person of the company, the candidate, a program, or Greenroom itself. */
    actorKind: p.enum(['STAFF', 'CANDIDATE', 'TOKEN', 'SYSTEM'] as const),
    actorId: p.uuid().nullable(),
    fromStartsAt: p.datetime(),
    fromEndsAt: p.datetime(),
    toStartsAt: p.datetime(),
    toEndsAt: p.datetime(),
    fromSlot: () => ofSameCompany(Slot, 'from_slot_id').nullable(),
    toSlot: () => ofSameCompany(Slot, 'to_slot_id').nullable(),
    /** In the words of who moved it; both sides read it. */
    reason: p.text().nullable(),
  },
  indexes: [{ name: 'interview_move_by_interview', properties: ['company', 'interview', 'at'] }],
})

/** One time that an interview was moved from, and where to. */
export class InterviewMove extends InterviewMoveSchema.class {}
InterviewMoveSchema.setClass(InterviewMove)
