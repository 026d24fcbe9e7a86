import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockSource } from './lock-source.ts'

const input = z.object({ sourceId: z.string(), idempotencyKey })

/**
 * Forgets a calendar with all that it said. From then on it makes nobody busy. Interviews that were written into it stay
 * there: who wants them gone switches that off first.
 */
export const makeRemoveCalendarSource = useCase('removeCalendarSource', input, async (tx, { sourceId }) => {
  await lockSource(tx, sourceId)
  tx.write(sql`delete from busy_period where company_id = ${tx.companyId} and source_id = ${sourceId}`)
  tx.write(sql`delete from calendar_entry where company_id = ${tx.companyId} and source_id = ${sourceId}`)
  tx.write(sql`delete from calendar_source where company_id = ${tx.companyId} and id = ${sourceId}`)
  tx.record({
    name: 'CalendarSourceRemoved',
    about: { type: 'CalendarSource', id: sourceId },
    fields: ['name', 'address'],
  })
  return { kind: 'CalendarSourceRemoved' as const, id: sourceId }
})
