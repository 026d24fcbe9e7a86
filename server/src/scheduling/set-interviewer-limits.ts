import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockScheduleOf } from './lock-schedule.ts'

const limit = (most: number) => z.int().min(1, 'Must be at least 1.').max(most, `Must be at most ${most}.`).nullish()

const input = z.object({ staffMemberId: z.string(), perDay: limit(50), perWeek: limit(200), idempotencyKey })

/** Says how often somebody meets candidates at most, in a day and in a week. What is booked already stays. */
export const makeSetInterviewerLimits = useCase('setInterviewerLimits', input, async (tx, wishes) => {
  const { staffMemberId } = wishes
  const after = { perDay: wishes.perDay ?? null, perWeek: wishes.perWeek ?? null }
  await lockScheduleOf(tx, staffMemberId)
  const [row] = await tx.rows(sql<typeof after>`select per_day as "perDay", per_week as "perWeek"
    from interviewer_limits where company_id = ${tx.companyId} and staff_member_id = ${staffMemberId}`)
  const before = row ?? { perDay: null, perWeek: null }
  const changed = (['perDay', 'perWeek'] as const).filter((name) => before[name] !== after[name])
  if (changed.length > 0) {
    tx.write(sql`insert into interviewer_limits (company_id, staff_member_id, per_day, per_week)
      values (${tx.companyId}, ${staffMemberId}, ${after.perDay}, ${after.perWeek})
      on conflict (company_id, staff_member_id) do update set per_day = excluded.per_day, per_week = excluded.per_week`)
    tx.record({ name: 'InterviewerLimitsChanged', about: { type: 'StaffMember', id: staffMemberId }, fields: changed })
  }
  return { kind: 'InterviewerSchedule' as const, id: staffMemberId }
})
