import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockSource } from './lock-source.ts'

const input = z.object({ sourceId: z.string(), idempotencyKey })

/** How soon after one reading another one may be asked for: other people's servers are not ours to hurry. */
const notSooner = '20 seconds'

/** Lets the worker read a calendar now and not when its time comes. */
export const makeReadCalendarSource = useCase('readCalendarSource', input, async (tx, { sourceId }) => {
  await lockSource(tx, sourceId)
  tx.write(sql`update calendar_source
      set next_read_at = least(next_read_at, greatest(${tx.now}, attempted_at + ${notSooner}::interval))
    where company_id = ${tx.companyId} and id = ${sourceId}`)
  tx.record({ name: 'CalendarSourceWanted', about: { type: 'CalendarSource', id: sourceId } })
  return { kind: 'CalendarSource' as const, id: sourceId }
})
