import { sql } from 'kysely'
import { z } from 'zod'
import { blockedPeriodsBetween } from '../companies/blocked-periods-between.ts'
import { whyNoPlace, type PlaceRefusal } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { mayBegin } from '../scheduling/free-time.rules.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingFacts } from '../scheduling/person-facts.ts'
import { schedulingRulesOf, type Reader } from '../scheduling/scheduling-rules.ts'
import { localDate, optional, timeZone } from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { instantsOf, offsetAt } from '../shared/when.ts'
import { loadTemplates } from './load-templates.ts'
import { notSaid, openingFrom, whyNoPools, type TemplateValues } from './opening.rules.ts'
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

/**
 * Follows a weekly pattern without opening anything, in a fixed handful of statements however many slots it brings.
 * The preview and the use case both go through here, so that one makes exactly what the other shows.
 * @param now the database's clock
 * @param lock holds these people where slots are to be opened, so that what is known of them stays true
 * @throws NOT_FOUND for a template, a job or somebody of the panel that is none of this company
 */
export async function planSlots(
  reader: Reader,
  told: z.output<typeof patternInput>,
  now: Date,
  lock: (interviewerIds: readonly string[]) => Promise<void>,
): Promise<SlotPlan | PlaceRefusal | InvalidInput> {
  const templateIds = told.templateId == null ? [] : [told.templateId]
  const [templates, zone] = await Promise.all([
    loadTemplates(reader, templateIds),
    told.timeZone ?? schedulingRulesOf(reader).then((company) => company.timeZone),
  ])
  const opening = openingFrom(told, templates.get(templateIds[0] ?? '') ?? null)
  if (opening.missing) return invalidInput(...opening.missing.map(notSaid))
  if (opening.windows.length === 0) return invalidInput(notSaid('windows'))
  const pattern = { ...opening, fromDate: told.fromDate, toDate: told.toDate }
  const problems = [...whyNoPattern(pattern), ...whyNoPools(opening)]
  if (problems.length > 0) return invalidInput(...problems)
  const refusal = whyNoPlace(opening)
  if (refusal) return refusal

  const people = peopleOf({ all: opening.interviewerIds, anyOf: opening.anyOf })
  await lock(people)
  if (told.jobId != null) await jobIsThere(reader, told.jobId)
  const slots = timed(timesOnTheWall(pattern), opening.durationMinutes, (date, time) => instantsOf(date, time, zone))
  const judged = judge(
    slots,
    opening,
    await surroundingsOf(reader, slots, opening.durationMinutes, people, now),
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

async function jobIsThere(reader: Reader, jobId: string): Promise<void> {
  if (!looksLikeId(jobId)) throw notFound()
  const found = await reader.rows(sql`select from job where company_id = ${reader.companyId} and id = ${jobId}`)
  if (found.length === 0) throw notFound()
}

/** What the proposed slots are held against, asked all at once. */
async function surroundingsOf(
  reader: Reader,
  slots: readonly TimedSlot[],
  durationMinutes: number,
  people: readonly string[],
  now: Date,
): Promise<Surroundings> {
  const starts = slots.flatMap(({ startsAt }) => startsAt ?? [])
  const ends = slots.flatMap(({ endsAt }) => endsAt ?? [])
  const range = { startsAt: starts[0] ?? now, endsAt: ends.at(-1) ?? now }
  const [{ around, calendars }, blockedPeriods, existing] = await Promise.all([
    schedulingFacts(reader, now, people, range),
    blockedPeriodsBetween(reader, range.startsAt, range.endsAt),
    slotsStartingAt(reader, starts),
  ])
  const taken = [...calendars].flatMap(([interviewerId, calendar]) =>
    calendar.taken.map(({ cause, startsAt, endsAt }) => ({
      interviewerId,
      isAway: cause === 'TIME_OFF',
      startsAt,
      endsAt,
    })),
  )
  const mayCome = new Map(
    [...calendars].map(([id, calendar]) => [id, mayBegin(calendar, durationMinutes, around)] as const),
  )
  return {
    now,
    blockedPeriods,
    existing,
    rules: around.rules,
    taken,
    isFree: (interviewerId, startsAt) => mayCome.get(interviewerId)?.(startsAt) ?? false,
  }
}

async function slotsStartingAt(reader: Reader, starts: readonly Date[]) {
  const found = await reader.rows(sql<Arrangement & { starts: number }>`
    select extract(epoch from slot.starts_at)::float8 * 1000 as starts, slot.mode, slot.location,
      slot.meeting_url as "meetingUrl",
      array(select held.interviewer_id::text from slot_interviewer held
        where held.company_id = slot.company_id and held.slot_id = slot.id) as "interviewerIds",
      coalesce((select json_agg(members order by pool) from (select pool, json_agg(interviewer_id) as members
        from slot_pool_member member where member.company_id = slot.company_id and member.slot_id = slot.id
        group by pool) pools), '[]') as "anyOf"
    from slot where slot.company_id = ${reader.companyId} and slot.status <> 'CANCELLED'
      and slot.starts_at = any(${starts.map((at) => at.toISOString())}::timestamptz[])`)
  return found.map(({ starts: at, ...arrangement }) => ({ ...arrangement, startsAt: new Date(at) }))
}
