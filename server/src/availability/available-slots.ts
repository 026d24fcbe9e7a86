import { sql } from 'kysely'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { bookableStarts } from '../scheduling/settings.rules.ts'
import type { List } from '../shared/graphql/page.ts'
import { idOrNobody } from '../shared/id.ts'
import type { Reading } from '../shared/reading.ts'
import { freeSlotsPage, peopleAsked, type AskedSlot } from '../slots/free-slots.ts'
import { slotColumns, slotsAt, type SlotRow } from '../slots/slot.types.ts'

export interface SlotsWanted {
  /** Half-open, by their beginning. */
  from?: Date | null | undefined
  to?: Date | null | undefined
  /** Slots for this job, or for any. */
  jobId?: string | null | undefined
  /** The same for the job of an application. */
  applicationId?: string | null | undefined
}

/**
 * Slots that can be booked now, the first of them first: open, with a place left, neither too soon nor too far ahead,
 * and with somebody free to meet the candidate. An id of nothing finds the slots that are for any job.
 */
export async function availableSlots(
  reading: Reading,
  wanted: SlotsWanted,
  page: { first?: number | null; after?: string | null },
) {
  return freeSlotsPage(reading, await listOf(reading, wanted), page)
}

async function listOf(
  reading: Reading,
  { from, to, jobId, applicationId }: SlotsWanted,
): Promise<List<SlotRow & AskedSlot>> {
  const now = await reading.now()
  const { rules } = await schedulingRulesOf(reading)
  const { earliest, latest } = bookableStarts(now, rules)
  const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
  const jobOfApplication = sql`(select job_id from application
    where company_id = ${reading.companyId} and id = ${idOrNobody(applicationId ?? '')})`
  return {
    select: sql<SlotRow & AskedSlot>`${slotColumns}, ${peopleAsked(sql`places.taken`)} as people`,
    from: slotsAt(now),
    where: [
      sql`slot.company_id = ${reading.companyId}`,
      sql`slot.status = 'OPEN'`,
      sql`slot.starts_at > ${instant(now)}`,
      sql`slot.starts_at between ${instant(earliest)} and ${instant(latest)}`,
      ...(from ? [sql`slot.starts_at >= ${instant(from)}`] : []),
      ...(to ? [sql`slot.starts_at < ${instant(to)}`] : []),
      ...(jobId != null ? [sql`(slot.job_id is null or slot.job_id = ${idOrNobody(jobId)})`] : []),
      ...(applicationId != null ? [sql`(slot.job_id is null or slot.job_id = ${jobOfApplication})`] : []),
      sql`places.taken < slot.capacity`,
    ],
    order: [
      { column: sql`slot.starts_at`, cast: 'timestamptz' },
      { column: sql`slot.id`, cast: 'uuid' },
    ],
  }
}
