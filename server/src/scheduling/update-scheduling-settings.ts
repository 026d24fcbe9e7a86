import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { ruleColumns } from './scheduling-rules.ts'
import { ruleBounds, type SchedulingRules } from './settings.rules.ts'

const within = ([from, to]: readonly [number, number]) =>
  z.int().min(from, `Must be at least ${from}.`).max(to, `Must be at most ${to}.`).nullish()

const input = z.object({
  bufferMinutesBefore: within(ruleBounds.bufferMinutesBefore),
  bufferMinutesAfter: within(ruleBounds.bufferMinutesAfter),
  minimumNoticeMinutes: within(ruleBounds.minimumNoticeMinutes),
  bookingHorizonDays: within(ruleBounds.bookingHorizonDays),
  candidateMayCancel: z.boolean().nullish(),
  candidateMayReschedule: z.boolean().nullish(),
  changeNoticeMinutes: within(ruleBounds.changeNoticeMinutes),
  waitlistOfferMinutes: within(ruleBounds.waitlistOfferMinutes),
  chooseLinkDays: within(ruleBounds.chooseLinkDays),
  idempotencyKey,
})

/** Changes when the company lets people be booked. What is booked already stays; what is left out stays too. */
export const makeUpdateSchedulingSettings = useCase('updateSchedulingSettings', input, async (tx, wishes) => {
  // The first change makes the row, so that two at once lock the same one.
  await tx.rows(sql`insert into scheduling_settings (company_id) values (${tx.companyId}) on conflict do nothing`)
  const [before] = await tx.rows(sql<SchedulingRules>`select ${ruleColumns} from scheduling_settings
    where company_id = ${tx.companyId} for update`)
  const names = Object.keys(before!) as (keyof SchedulingRules)[]
  const changed = names.filter((name) => wishes[name] != null && wishes[name] !== before![name])
  if (changed.length > 0) {
    const after = { ...before!, ...Object.fromEntries(changed.map((name) => [name, wishes[name]])) }
    tx.write(sql`update scheduling_settings set buffer_minutes_before = ${after.bufferMinutesBefore},
        buffer_minutes_after = ${after.bufferMinutesAfter}, minimum_notice_minutes = ${after.minimumNoticeMinutes},
        booking_horizon_days = ${after.bookingHorizonDays}, candidate_may_cancel = ${after.candidateMayCancel},
        candidate_may_reschedule = ${after.candidateMayReschedule}, change_notice_minutes = ${after.changeNoticeMinutes},
        waitlist_offer_minutes = ${after.waitlistOfferMinutes}, choose_link_days = ${after.chooseLinkDays}
      where company_id = ${tx.companyId}`)
    tx.record({ name: 'SchedulingSettingsChanged', about: { type: 'Company', id: tx.companyId }, fields: changed })
  }
  return { kind: 'SchedulingSettings' as const, id: tx.companyId }
})
