import { sql, type RawBuilder } from 'kysely'
import { mayBegin } from '../scheduling/free-time.rules.ts'
import { asPools, canFill, peopleOf, type Panel } from '../scheduling/panel.rules.ts'
import { schedulingFacts, type Moving } from '../scheduling/person-facts.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'
import { readBatch, readPage, type List, type Page } from '../shared/graphql/page.ts'
import { KnownFailure } from '../shared/errors.ts'
import type { Reading } from '../shared/reading.ts'

/** A slot with those who would have to have time for it: the number of their pool, or null for those who all come. */
export interface AskedSlot {
  startsAt: string
  endsAt: string
  people: [pool: number | null, id: string, active: boolean][] | null
}

/** `people` of an `AskedSlot`: nobody where the slot has a place taken, because then their time is the slot's already. */
export const peopleAsked = (placesTaken: RawBuilder<unknown>) => sql<AskedSlot['people']>`(
  select json_agg(json_build_array(asked.pool, asked.interviewer_id, (select active from staff_member
      where staff_member.company_id = slot.company_id and staff_member.id = asked.interviewer_id))) from (
      select null::int as pool, interviewer_id from slot_interviewer
        where slot_interviewer.company_id = slot.company_id and slot_interviewer.slot_id = slot.id
      union all select pool, interviewer_id from slot_pool_member
        where slot_pool_member.company_id = slot.company_id and slot_pool_member.slot_id = slot.id) asked
    where ${placesTaken} = 0)`

/** How often one answer reads on for slots that turn out to be free, and how many it reads at once. */
const mostReads = 20
const readAtOnce = 100
/** How many are held against the rules at once where they are only counted. */
const countAtOnce = 2000

export interface FreeSlotsPage<Row> extends Page<Row> {
  /** How far was looked: the cursor to go on from, also where nothing was found. */
  reached: string | null
}

/**
 * The slots of a list whose people have time, page by page. What takes a person's time is asked for a whole batch of
 * slots at once. A page may end early where much is in the way; whoever goes on from `reached` misses nothing.
 * @param moving a meeting that would be moved to one of them: it is not in its own way
 * @throws BAD_USER_INPUT for a page size that lists do not have
 */
export async function freeSlotsPage<Row extends AskedSlot>(
  reading: Reading,
  list: List<Row>,
  { first, after }: { first?: number | null; after?: string | null },
  moving?: Moving,
): Promise<FreeSlotsPage<Row>> {
  const size = first ?? 50
  if (size < 1 || size > readAtOnce)
    throw new KnownFailure('BAD_USER_INPUT', `A page holds from 1 to ${readAtOnce} items.`)
  const rows: Page<Row>['rows'] = []
  let hasNextPage = true
  let reached = after ?? null
  for (let reads = 0; hasNextPage && rows.length < size && reads < mostReads; reads++) {
    const page = await readPage(reading, list, { first: reads === 0 ? size : readAtOnce, after: reached })
    const free = await withPeopleFree(reading, page.rows, moving)
    const room = size - rows.length
    rows.push(...free.slice(0, room))
    hasNextPage = page.hasNextPage || free.length > room
    reached = (free.length > room ? rows : page.rows).at(-1)?.cursor ?? reached
  }
  return { rows, hasNextPage, hasPreviousPage: after != null, count: () => countFree(reading, list, moving), reached }
}

/** Counts in few looks: each reads what takes people's time for weeks around its slots, so neighbours share one. */
async function countFree<Row extends AskedSlot>(reading: Reading, list: List<Row>, moving?: Moving): Promise<number> {
  let [counted, cursor, more] = [0, null as string | null, true]
  while (more) {
    const page = await readBatch(reading, list, { size: countAtOnce, after: cursor })
    counted += (await withPeopleFree(reading, page.rows, moving)).length
    cursor = page.rows.at(-1)?.cursor ?? cursor
    more = page.hasNextPage
  }
  return counted
}

/** Leaves out the slots whose people have no time, held against the rules with what is known of all of them at once. */
export async function withPeopleFree<Row extends AskedSlot>(
  reading: Reading,
  rows: Page<Row>['rows'],
  moving?: Moving,
): Promise<Page<Row>['rows']> {
  const asked = rows.flatMap((each) => {
    const panel = panelOf(each.row)
    return panel ? [{ ...each, panel, people: peopleOf(panel) }] : []
  })
  const people = [...new Set(asked.flatMap((each) => each.people))]
  const inNeed = asked.filter((each) => each.people.length > 0)
  if (inNeed.length === 0) return asked.map(({ cursor, row }) => ({ cursor, row }))
  const range = {
    startsAt: new Date(Math.min(...inNeed.map(({ row }) => Date.parse(row.startsAt)))),
    endsAt: new Date(Math.max(...inNeed.map(({ row }) => Date.parse(row.endsAt)))),
  }
  const { around, calendars } = await schedulingFacts(reading, await reading.now(), people, range, { moving })
  const known = new Map<string, (startsAt: Date) => boolean>()
  const isFree = (id: string, by: 'NAME' | 'RULES', startsAt: Date, minutes: number) => {
    const key = `${id} ${by} ${minutes}`
    let mayStart = known.get(key)
    if (!mayStart) known.set(key, (mayStart = mayBegin(calendars.get(id)!, minutes, around, by)))
    return mayStart(startsAt)
  }
  return asked
    .filter(({ row, panel }) => {
      const startsAt = new Date(row.startsAt)
      const minutes = (Date.parse(row.endsAt) - startsAt.getTime()) / minuteMs
      const { all, pools } = asPools(panel)
      return (
        all.every((id) => isFree(id, 'NAME', startsAt, minutes)) &&
        canFill(
          pools,
          [...new Set(pools.flat())].filter((id) => isFree(id, 'RULES', startsAt, minutes)),
        )
      )
    })
    .map(({ cursor, row }) => ({ cursor, row }))
}

/**
 * Who must have time for a slot. Who has left is not asked of a pool any more; null where one of those who must all come
 * has, or a pool has nobody left, so that it cannot take place as it is.
 */
function panelOf({ people }: AskedSlot): Panel | null {
  const asked = people ?? []
  if (asked.some(([pool, , active]) => pool === null && !active)) return null
  const pools = Map.groupBy(
    asked.filter(([pool]) => pool !== null),
    ([pool]) => pool,
  )
  const anyOf = [...pools.values()].map((members) => members.filter(([, , active]) => active).map(([, id]) => id))
  if (anyOf.some((pool) => pool.length === 0)) return null
  return { all: asked.filter(([pool]) => pool === null).map(([, id]) => id), anyOf }
}
