import { sql } from 'kysely'
import { z } from 'zod'
import { blockedPeriodsBetween } from '../companies/blocked-periods-between.ts'
import { whyNoPlace, type PlaceRefusal } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { localDate, optional, timeZone } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import type { Transaction } from '../shared/use-case.ts'
import { instantsOf, offsetAt } from '../shared/when.ts'
import { loadTemplates } from './load-templates.ts'
import { notSaid, openingFrom, type TemplateValues } from './opening.rules.ts'
import { gapMinutes, openingValues, windows } from './slot-input.ts'
import {
  judge,
  timed,
  timesOnTheWall,
  whyNoPattern,
  type Arrangement,
  type ProposedSlot,
  type Surroundings,
  type TimedSlot,
} from './weekly-pattern.rules.ts'

/** A weekly pattern as a person tells it. */
export const patternInput = z.object({
  templateId: z.string().nullish(),
  fromDate: localDate,
  toDate: localDate,
  timeZone: optional(timeZone),
  windows: windows.nullish(),
  gapMinutes: gapMinutes.nullish(),
  ...openingValues,
  jobId: z.string().nullish(),
  evenWhereBusy: z.boolean().nullish(),
})

/** A proposed slot as it is told: instants by ISO 8601. */
export interface ToldProposal extends Omit<ProposedSlot, 'startsAt' | 'endsAt' | 'repeated'> {
  startsAt: string | null
  endsAt: string | null
  /** What the zone differs from UTC then, such as `UTC+02:00`. */
  offset: string | null
}

/** What following a pattern would open, and what not and why. */
export interface SlotPlan extends Omit<TemplateValues, 'windows'> {
  kind: 'SlotPlan'
  timeZone: string
  jobId: string | null
  proposals: ToldProposal[]
}

type Reader = Pick<Transaction, 'companyId' | 'rows'>

/**
 * Follows a weekly pattern without opening anything, in a fixed handful of statements however many slots it brings.
 * The preview and the use case both go through here, so that one makes exactly what the other shows.
 * @param now the database's clock
 * @param meet sees to it that these people are there, and holds them where slots are to be opened
 * @throws NOT_FOUND for a template, a job or an interviewer that is none of this company
 */
export async function planSlots(
  reader: Reader,
  told: z.output<typeof patternInput>,
  now: Date,
  meet: (interviewerIds: readonly string[]) => Promise<void>,
): Promise<SlotPlan | PlaceRefusal | InvalidInput> {
  const templateIds = told.templateId == null ? [] : [told.templateId]
  const [templates, zone] = await Promise.all([
    loadTemplates(reader, templateIds),
    told.timeZone ?? companyZoneOf(reader),
  ])
  const opening = openingFrom(told, templates.get(templateIds[0] ?? '') ?? null)
  if (opening.missing) return invalidInput(...opening.missing.map(notSaid))
  if (opening.windows.length === 0) return invalidInput(notSaid('windows'))
  const pattern = { ...opening, fromDate: told.fromDate, toDate: told.toDate }
  const problems = whyNoPattern(pattern)
  if (problems.length > 0) return invalidInput(...problems)
  const refusal = whyNoPlace(opening)
  if (refusal) return refusal

  await meet(opening.interviewerIds)
  if (told.jobId != null) await jobIsThere(reader, told.jobId)
  const slots = timed(timesOnTheWall(pattern), opening.durationMinutes, (date, time) => instantsOf(date, time, zone))
  const judged = judge(
    slots,
    opening,
    { now, ...(await surroundingsOf(reader, slots, opening.interviewerIds)) },
    told.evenWhereBusy ?? false,
  )
  const { windows: _, ...values } = opening
  return {
    kind: 'SlotPlan',
    ...values,
    timeZone: zone,
    jobId: told.jobId ?? null,
    proposals: judged.map(({ repeated: _repeated, startsAt, endsAt, ...rest }) => ({
      ...rest,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      offset: startsAt && offsetAt(startsAt, zone),
    })),
  }
}

async function companyZoneOf(reader: Reader): Promise<string> {
  const [company] = await reader.rows(
    sql<{ zone: string }>`select time_zone as zone from company where id = ${reader.companyId}`,
  )
  return company!.zone
}

async function jobIsThere(reader: Reader, jobId: string): Promise<void> {
  if (!looksLikeId(jobId)) throw notFound()
  const found = await reader.rows(sql`select from job where company_id = ${reader.companyId} and id = ${jobId}`)
  if (found.length === 0) throw notFound()
}

/** What the proposed slots are held against: one statement each, all asked at once. */
async function surroundingsOf(
  reader: Reader,
  slots: readonly TimedSlot[],
  interviewerIds: readonly string[],
): Promise<Omit<Surroundings, 'now'>> {
  const starts = slots.flatMap(({ startsAt }) => startsAt ?? [])
  const ends = slots.flatMap(({ endsAt }) => endsAt ?? [])
  const [from, to] = [starts[0], ends.at(-1)]
  if (!from || !to) return { blockedPeriods: [], existing: [], taken: [] }
  const [blockedPeriods, existing, taken] = await Promise.all([
    blockedPeriodsBetween(reader, from, to),
    slotsStartingAt(reader, starts),
    timeTaken(reader, interviewerIds, from, to),
  ])
  return { blockedPeriods, existing, taken }
}

async function slotsStartingAt(reader: Reader, starts: readonly Date[]) {
  const found = await reader.rows(sql<Arrangement & { starts: number }>`
    select extract(epoch from slot.starts_at)::float8 * 1000 as starts, slot.mode, slot.location,
      slot.meeting_url as "meetingUrl",
      array(select held.interviewer_id::text from slot_interviewer held
        where held.company_id = slot.company_id and held.slot_id = slot.id) as "interviewerIds"
    from slot where slot.company_id = ${reader.companyId} and slot.status <> 'CANCELLED'
      and slot.starts_at = any(${starts.map((at) => at.toISOString())}::timestamptz[])`)
  return found.map(({ starts: at, ...arrangement }) => ({ ...arrangement, startsAt: new Date(at) }))
}

async function timeTaken(reader: Reader, interviewerIds: readonly string[], from: Date, to: Date) {
  if (interviewerIds.length === 0) return []
  const found = await reader.rows(sql<{ interviewerId: string; starts: number; ends: number }>`
    select interviewer_id as "interviewerId", extract(epoch from lower(occupied))::float8 * 1000 as starts,
      extract(epoch from upper(occupied))::float8 * 1000 as ends
    from interviewer_time where company_id = ${reader.companyId} and interviewer_id = any(${interviewerIds}::uuid[])
      and occupied && tstzrange(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz)
    order by starts, interviewer_id`)
  return found.map(({ interviewerId, starts, ends }) => ({
    interviewerId,
    startsAt: new Date(starts),
    endsAt: new Date(ends),
  }))
}
