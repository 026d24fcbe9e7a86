import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey, optional, prose, startsAt } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { lockScheduleOf } from './lock-schedule.ts'
import { dayMs } from './stretches.rules.ts'

/** Longer ones are somebody who has left, or a mistake in the year. */
const longestDays = 366

const input = z.object({
  staffMemberId: z.string(),
  startsAt,
  endsAt: startsAt,
  note: optional(prose(500)),
  idempotencyKey,
})

/**
 * Says that somebody is away. From then on nobody books them for that time. What they were booked for before stays: an
 * illness is true whether or not somebody has already moved the interviews.
 */
export const makeAddTimeOff = useCase(
  'addTimeOff',
  input,
  async (tx, { staffMemberId, startsAt, endsAt, note }): Promise<{ kind: 'TimeOff'; id: string } | InvalidInput> => {
    await lockScheduleOf(tx, staffMemberId)
    const length = endsAt.getTime() - startsAt.getTime()
    if (length <= 0) return invalidInput({ path: 'endsAt', message: 'Must be after its beginning.' })
    if (length > longestDays * dayMs)
      return invalidInput({ path: 'endsAt', message: `Must be within ${longestDays} days of its beginning.` })
    const id = newId()
    tx.insert('time_off', {
      company_id: tx.companyId,
      id,
      staff_member_id: staffMemberId,
      starts_at: startsAt,
      ends_at: endsAt,
      note,
    })
    tx.record({ name: 'TimeOffAdded', about: { type: 'TimeOff', id }, fields: ['startsAt', 'endsAt', 'note'] })
    return { kind: 'TimeOff', id }
  },
)
