import type { Transaction } from '../shared/use-case.ts'
import { StaffMember } from './staff-member.ts'

/** The staff member who acts, for a column that says who did something; null for a candidate and for the clock. */
export const staffActor = ({ em, actor }: Transaction): StaffMember | null =>
  actor.kind === 'STAFF' ? em.getReference(StaffMember, [actor.companyId, actor.id]) : null
