import { sql, type RawBuilder } from 'kysely'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { bookableStarts } from '../scheduling/settings.rules.ts'
import { readPage, type List } from '../shared/graphql/page.ts'
import { perReading } from '../shared/loader.ts'
import type { Reading } from '../shared/reading.ts'
import { freeSlotsPage, peopleAsked, withPeopleFree, type AskedSlot, type FreeSlotsPage } from '../slots/free-slots.ts'
import type { ChoiceView } from './choice-view.ts'

/** A time as the holder of a link sees it. */
export interface BookableSlotRow {
  id: string
  startsAt: string
  endsAt: string
  durationMinutes: number
  mode: InterviewMode
  location: string | null
  placesLeft: number
  heldUntil: string | null
  waitStatus: 'WAITING' | 'OFFERED' | null
  offerExpiresAt: string | null
}

type FoundRow = BookableSlotRow & AskedSlot

export interface Wanted {
  /** Half-open; everything that can be booked where left out. */
  from?: Date | undefined
  to?: Date | undefined
  /** Whether those are wanted too that are full, so that one may wait for a place. */
  full?: boolean
}

const nothing: FreeSlotsPage<never> = {
  rows: [],
  hasNextPage: false,
  hasPreviousPage: false,
  count: async () => 0,
  reached: null,
}

/**
 * The times that a candidate can really book, the first of them first: open, with a place left for them, neither too
 * soon nor too far ahead, for their job, with somebody free to meet them. None while there is nothing to choose. A page
 * may end early where much is in the way.
 */
export async function bookableSlots(
  reading: Reading,
  choice: ChoiceView,
  wanted: Wanted,
  window: { first?: number | null; after?: string | null },
): Promise<FreeSlotsPage<BookableSlotRow>> {
  if (choice.status !== 'OPEN') return nothing
  const page = await freeSlotsPage(reading, await listOf(reading, choice, wanted), window, choice.moving)
  return { ...page, rows: page.rows.map(({ cursor, row }) => ({ cursor, row: shown(row) })) }
}

/** One time as this candidate sees it, whether or not it can be booked; null for what is none of theirs. */
export async function slotForChooser(
  reading: Reading,
  choice: ChoiceView,
  slotId: string,
): Promise<BookableSlotRow | null> {
  return (await slotsForChooser(reading, choice, sql`slot.id = ${slotId}`))[0] ?? null
}

/** The times that this candidate holds or waits for. */
export const ownSlots = perReading((reading) => {
  let asked: Promise<BookableSlotRow[]> | undefined
  return (choice: ChoiceView) =>
    (asked ??= slotsForChooser(
      reading,
      choice,
      sql`slot.id in (select slot_id from slot_hold where company_id = ${reading.companyId}
          and application_id = ${choice.applicationId}
        union all select slot_id from waitlist_entry where company_id = ${reading.companyId}
          and application_id = ${choice.applicationId} and status in ('WAITING', 'OFFERED'))`,
    ))
})

async function slotsForChooser(
  reading: Reading,
  choice: ChoiceView,
  which: RawBuilder<unknown>,
): Promise<BookableSlotRow[]> {
  const now = await reading.now()
  const rows = await reading.rows(sql<FoundRow>`select ${columns} from ${source(choice, now)}
    where slot.company_id = ${reading.companyId} and ${itsJob(choice)} and ${which} order by slot.starts_at, slot.id`)
  return rows.map(shown)
}

/** Whether one of these times could be chosen or waited for at this moment, as a list would show it. */
export async function isListed(reading: Reading, choice: ChoiceView, slotId: string): Promise<boolean> {
  if (choice.status !== 'OPEN') return false
  const list = await listOf(reading, choice, { full: true })
  const found = await readPage(reading, { ...list, where: [...list.where, sql`slot.id = ${slotId}`] }, { first: 1 })
  return (await withPeopleFree(reading, found.rows, choice.moving)).length > 0
}

async function listOf(reading: Reading, choice: ChoiceView, wanted: Wanted): Promise<List<FoundRow>> {
  const now = await reading.now()
  const { rules } = await schedulingRulesOf(reading)
  const { earliest, latest } = bookableStarts(now, rules)
  return {
    select: columns,
    from: source(choice, now),
    where: [
      sql`slot.company_id = ${reading.companyId}`,
      sql`slot.status = 'OPEN'`,
      itsJob(choice),
      sql`slot.starts_at > ${now.toISOString()}::timestamptz`,
      // A place that they hold is theirs, even if the notice has run out meanwhile.
      sql`(held.own > 0 or slot.starts_at between ${earliest.toISOString()}::timestamptz
        and ${latest.toISOString()}::timestamptz)`,
      ...(wanted.from ? [sql`slot.starts_at >= ${wanted.from.toISOString()}::timestamptz`] : []),
      ...(wanted.to ? [sql`slot.starts_at < ${wanted.to.toISOString()}::timestamptz`] : []),
      ...(wanted.full ? [] : [sql`${placesLeft} > 0`]),
    ],
    order: [
      { column: sql`slot.starts_at`, cast: 'timestamptz' },
      { column: sql`slot.id`, cast: 'uuid' },
    ],
  }
}

const itsJob = ({ jobId, currentSlotId }: ChoiceView) =>
  sql`(slot.job_id is null or slot.job_id = ${jobId}) and slot.id is distinct from ${currentSlotId}::uuid`

/** Slots, with what this candidate holds of them and who waits before them. */
const source = ({ applicationId }: ChoiceView, now: Date) => {
  const instant = sql`${now.toISOString()}::timestamptz`
  return sql`slot
    cross join lateral (
      select count(*) filter (where expires_at <= ${instant})::int as over,
        count(*) filter (where application_id = ${applicationId} and expires_at > ${instant})::int as own,
        max(expires_at) filter (where application_id = ${applicationId} and expires_at > ${instant}
          and waitlist_entry_id is null) as until
      from slot_hold where slot_hold.company_id = slot.company_id and slot_hold.slot_id = slot.id) held
    left join waitlist_entry wait on wait.company_id = slot.company_id and wait.slot_id = slot.id
      and wait.application_id = ${applicationId}
      and (wait.status = 'WAITING' or (wait.status = 'OFFERED' and wait.offer_expires_at > ${instant}))
    cross join lateral (
      select count(*)::int as ahead from waitlist_entry other
      where other.company_id = slot.company_id and other.slot_id = slot.id and other.status = 'WAITING'
        and other.application_id <> ${applicationId}
        and (wait.id is null or (other.created_at, other.id) < (wait.created_at, wait.id))) queue`
}

/** The same as `placesLeftFor` in choice.rules.ts, for filters: a test holds the two together. */
const placesLeft = sql`greatest(slot.capacity - slot.places_taken + held.over + held.own - queue.ahead, held.own, 0)`

const columns = sql<FoundRow>`slot.id, to_json(slot.starts_at) as "startsAt", to_json(slot.ends_at) as "endsAt",
  (extract(epoch from slot.ends_at - slot.starts_at) / 60)::integer as "durationMinutes", slot.mode, slot.location,
  ${placesLeft} as "placesLeft", to_json(held.until) as "heldUntil",
  wait.status as "waitStatus", to_json(wait.offer_expires_at) as "offerExpiresAt",
${peopleAsked(sql`slot.places_taken - held.over`)} as people`

const shown = (row: FoundRow): BookableSlotRow => ({
  id: row.id,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  durationMinutes: row.durationMinutes,
  mode: row.mode,
  location: row.location,
  placesLeft: row.placesLeft,
  heldUntil: row.heldUntil,
  waitStatus: row.waitStatus,
  offerExpiresAt: row.offerExpiresAt,
})
