import { z } from 'zod'
import { role, StaffMember } from '../companies/staff-member.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { isLastAdmin, lockAdmins, type LastAdmin } from './last-admin.ts'

const input = z.object({ staffMemberId: z.string(), role: z.enum(role), idempotencyKey })

/** Says what a person may do from now on; also on connections that are open. */
export const makeChangeRole = useCase('changeRole', input, async (tx, wish) => {
  await lockAdmins(tx)
  const person = await findAndLock(tx, StaffMember, wish.staffMemberId)
  if (wish.role !== 'ADMIN' && (await isLastAdmin(tx, person))) return { kind: 'LastAdmin' } satisfies LastAdmin
  if (person.role !== wish.role) {
    person.role = wish.role
    tx.record({ name: 'RoleChanged', about: { type: 'StaffMember', id: person.id }, fields: ['role'] })
  }
  return { kind: 'Person' as const, id: person.id }
})
