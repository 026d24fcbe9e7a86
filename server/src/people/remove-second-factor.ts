import { sql } from 'kysely'
import { z } from 'zod'
import { StaffMember } from '../companies/staff-member.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'

const input = z.object({ staffMemberId: z.string(), idempotencyKey })

/** Others than this company depend on how somebody signs in. */
export interface WorksElsewhere {
  kind: 'WorksElsewhere'
}

/** Asks somebody for no code any more, who has lost phone and recovery codes. They are signed out everywhere. */
export const makeRemoveSecondFactor = useCase('removeSecondFactor', input, async (tx, { staffMemberId }) => {
  const person = await findAndLock(tx, StaffMember, staffMemberId)
  const [there] = await tx.rows(
    sql<{ elsewhere: boolean }>`select greenroom_works_elsewhere(${person.id}) as elsewhere`,
  )
  if (there!.elsewhere) return { kind: 'WorksElsewhere' } satisfies WorksElsewhere
  const [removed] = await tx.rows(sql<{ done: boolean }>`select greenroom_remove_second_factor(${person.id}) as done`)
  if (removed!.done) {
    await tx.rows(sql`select greenroom_end_sessions(${person.id}, null, null)`)
    tx.record({ name: 'SecondFactorRemoved', about: { type: 'StaffMember', id: person.id }, fields: ['secondFactor'] })
  }
  return { kind: 'Person' as const, id: person.id }
})
