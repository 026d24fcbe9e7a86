import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey, localTime } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockScheduleOf } from './lock-schedule.ts'
import { inWeekOrder, minuteOf, weekday, whyNoHours, type WorkingTime } from './working-hours.rules.ts'

const input = z
  .object({
    staffMemberId: z.string(),
    hours: z
      .array(
        z.object({
          weekday: z.enum(weekday),
          from: localTime,
          to: localTime.or(z.literal('24:00')),
        }),
      )
      .max(70, 'At most 70, ten for each day.'),
    idempotencyKey,
  })
  .superRefine(({ hours }, context) => {
    for (const { index, field, message } of whyNoHours(hours.map(asMinutes)))
      context.addIssue({ code: 'custom', path: ['hours', index, field], message })
  })

const asMinutes = (hours: { weekday: (typeof weekday)[number]; from: string; to: string }): WorkingTime => ({
  weekday: weekday.indexOf(hours.weekday) + 1,
  fromMinute: minuteOf(hours.from),
  toMinute: minuteOf(hours.to),
})

/** Says when somebody works; instead of what was said before. No hours at all are the usual ones again. */
export const makeSetWorkingHours = useCase('setWorkingHours', input, async (tx, { staffMemberId, hours }) => {
  const after = inWeekOrder(hours.map(asMinutes))
  await lockScheduleOf(tx, staffMemberId)
  const before = await tx.rows(sql<WorkingTime>`select weekday, from_minute as "fromMinute", to_minute as "toMinute"
    from working_hours where company_id = ${tx.companyId} and staff_member_id = ${staffMemberId}
    order by weekday, from_minute`)
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    tx.write(sql`delete from working_hours where company_id = ${tx.companyId} and staff_member_id = ${staffMemberId}`)
    tx.insert(
      'working_hours',
      ...after.map(({ weekday, fromMinute, toMinute }) => ({
        company_id: tx.companyId,
        staff_member_id: staffMemberId,
        weekday,
        from_minute: fromMinute,
        to_minute: toMinute,
      })),
    )
    tx.record({
      name: 'WorkingHoursChanged',
      about: { type: 'StaffMember', id: staffMemberId },
      fields: ['workingHours'],
    })
  }
  return { kind: 'InterviewerSchedule' as const, id: staffMemberId }
})
