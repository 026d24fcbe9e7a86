import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import { defaultRules, type SchedulingRules } from './settings.rules.ts'

/** Whatever can be asked: the transaction of a use case, or the reading of an answer. */
export type Reader = Pick<Transaction, 'companyId' | 'rows'>

/** The columns of the settings under the names of the rules; null in a row that is joined and not there. */
export const ruleColumns = sql<SchedulingRules>`buffer_minutes_before as "bufferMinutesBefore",
  buffer_minutes_after as "bufferMinutesAfter", minimum_notice_minutes as "minimumNoticeMinutes",
  booking_horizon_days as "bookingHorizonDays", candidate_may_cancel as "candidateMayCancel",
  candidate_may_reschedule as "candidateMayReschedule", change_notice_minutes as "changeNoticeMinutes",
  waitlist_offer_minutes as "waitlistOfferMinutes", choose_link_days as "chooseLinkDays"`

/** What a company has chosen, the default rules where it has chosen nothing, and the zone in which it counts days. */
export async function schedulingRulesOf(reader: Reader): Promise<{ rules: SchedulingRules; timeZone: string }> {
  const [row] = await reader.rows(sql<
    SchedulingRules & { timeZone: string; chosen: boolean }
  >`select company.time_zone as "timeZone", settings.company_id is not null as chosen, ${ruleColumns}
    from company left join scheduling_settings settings on settings.company_id = company.id
    where company.id = ${reader.companyId}`)
  if (!row) throw new Error('The company of this transaction is not there.')
  const { timeZone, chosen, ...rules } = row
  return { rules: chosen ? rules : defaultRules, timeZone }
}
