import { sql } from 'kysely'
import { z } from 'zod'
import { role } from '../companies/staff-member.ts'
import { newId } from '../shared/id.ts'
import { email, idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'

const input = z.object({
  name: line(200),
  email: email.transform((address) => address.toLowerCase()),
  role: z.enum(role),
  idempotencyKey,
})

/** Gives somebody a place in the company. They join at a link that is theirs alone. */
export const makeAddPerson = useCase('addPerson', input, async (tx, person) => {
  const [account] = await tx.rows<{ userId: string }>(
    sql`select greenroom_account_of(${person.email}, ${person.name}) as "userId"`,
  )
  const { userId } = account!
  const [known] = await tx.rows<{ id: string }>(
    sql`select id from staff_member where company_id = ${tx.companyId} and user_id = ${userId}`,
  )
  if (known) return { kind: 'PersonIsHere' as const, personId: known.id }
  const id = newId()
  tx.insert('staff_member', {
    company_id: tx.companyId,
    id,
    user_id: userId,
    name: person.name,
    email: person.email,
    role: person.role,
    created_at: tx.now,
  })
  tx.record({ name: 'PersonAdded', about: { type: 'StaffMember', id }, fields: ['name', 'email', 'role'] })
  return { kind: 'Person' as const, id }
})
