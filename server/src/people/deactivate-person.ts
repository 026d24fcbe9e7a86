import { z } from 'zod'
import { StaffMember } from '../companies/staff-member.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { interviewsAhead } from './interviews-ahead.ts'
import { isLastAdmin, lockAdmins, type LastAdmin } from './last-admin.ts'

const input = z.object({ staffMemberId: z.string(), idempotencyKey })

/** Somebody still expects to meet them. */
export interface PersonMeetsCandidates {
  kind: 'PersonMeetsCandidates'
  count: number
}

/** Ends a person's place in the company: they are out at once. What they did stays, with their name. */
export const makeDeactivatePerson = useCase('deactivatePerson', input, async (tx, { staffMemberId }) => {
  await lockAdmins(tx)
  const person = await findAndLock(tx, StaffMember, staffMemberId)
  if (!person.active) return { kind: 'Person' as const, id: person.id }
  if (await isLastAdmin(tx, person)) return { kind: 'LastAdmin' } satisfies LastAdmin
  const [ahead] = await tx.rows(interviewsAhead(tx.companyId, [person.id], tx.now))
  if (ahead) return { kind: 'PersonMeetsCandidates', count: ahead.count } satisfies PersonMeetsCandidates
  person.active = false
  tx.record({ name: 'PersonDeactivated', about: { type: 'StaffMember', id: person.id }, fields: ['active'] })
  return { kind: 'Person' as const, id: person.id }
})

/** Lets a person back in, with the role they had. */
export const makeReactivatePerson = useCase('reactivatePerson', input, async (tx, { staffMemberId }) => {
  const person = await findAndLock(tx, StaffMember, staffMemberId)
  if (!person.active) {
    person.active = true
    tx.record({ name: 'PersonReactivated', about: { type: 'StaffMember', id: person.id }, fields: ['active'] })
  }
  return { kind: 'Person' as const, id: person.id }
})
