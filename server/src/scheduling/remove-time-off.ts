import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { mayPlan } from './lock-schedule.ts'

const input = z.object({ timeOffId: z.string(), idempotencyKey })

/** Says that somebody is there after all. */
export const makeRemoveTimeOff = useCase('removeTimeOff', input, async (tx, { timeOffId }) => {
  if (!looksLikeId(timeOffId)) throw notFound()
  const [found] = await tx.rows(sql<{ staffMemberId: string }>`select staff_member_id as "staffMemberId" from time_off
    where company_id = ${tx.companyId} and id = ${timeOffId} for update`)
  if (!found || !mayPlan(tx.actor, found.staffMemberId)) throw notFound()
  tx.write(sql`delete from time_off where company_id = ${tx.companyId} and id = ${timeOffId}`)
  tx.record({ name: 'TimeOffRemoved', about: { type: 'TimeOff', id: timeOffId }, fields: ['startsAt', 'endsAt'] })
  return { kind: 'InterviewerSchedule' as const, id: found.staffMemberId }
})
