import {
  loadsOf,
  whyNotThisPerson,
  type Choice,
  type Load,
  type PersonCalendar,
  type PersonRefusal,
  type Surroundings,
} from './person.rules.ts'
import type { Stretch } from './stretches.rules.ts'

/** Who meets the candidate: all of these people, and any one of each pool. */
export interface Panel {
  all: readonly string[]
  anyOf: readonly (readonly string[])[]
}

/** Somebody who might sit on a panel, at the time of one meeting. */
export interface Member extends Load {
  id: string
  /** Why they cannot, or null where they are free. */
  refusal: PersonRefusal | null
}

export interface PanelChosen {
  kind: 'PanelChosen'
  /** Everybody who comes, each once. */
  interviewerIds: string[]
  /** Who was chosen from each pool, in the order of the pools. */
  fromPools: string[]
}

/** Free, but more pools need somebody than there are people for. */
export interface NeededElsewhere {
  kind: 'NeededElsewhere'
  interviewerIds: string[]
}

export interface PanelIsNotFree {
  kind: 'PanelIsNotFree'
  /** Where nobody can be found: the index of the pool, or null for those of whom all are needed. */
  inTheWay: { pool: number | null; people: { id: string; refusal: PersonRefusal | NeededElsewhere }[] }[]
}

/** Everybody whom a panel names, each once. */
export const peopleOf = ({ all, anyOf }: Panel): string[] => [...new Set([...all, ...anyOf.flat()])]

/**
 * What a panel is chosen from: for each person whether they can have the meeting, and how much they meet already.
 * @throws {RangeError} when somebody's calendar is missing, or the days do not reach the meeting
 */
export function membersAt(
  panel: Panel,
  calendars: ReadonlyMap<string, PersonCalendar>,
  meeting: Stretch,
  around: Pick<Surroundings, 'rules' | 'days'>,
  choice: { all: Choice; anyOf: Choice },
): Map<string, Member> {
  const named = new Set(panel.all)
  return new Map(
    peopleOf(panel).map((id) => {
      const person = known(calendars, id)
      const refusal = whyNotThisPerson(person, meeting, around, named.has(id) ? choice.all : choice.anyOf)
      return [id, { id, refusal, ...loadsOf(person, around.days)(meeting.startsAt) }]
    }),
  )
}

/**
 * Chooses who comes. From each pool, the first pool first, the one who meets least: fewest meetings in the week, then
 * in the day, then the longest time since the last one, then by id, so that equal facts give equal answers. Nobody is
 * chosen twice, and where any choice fills all pools, one is found, even if somebody less free must take a place.
 * @throws {RangeError} when a member is missing
 */
export function choosePanel(panel: Panel, members: ReadonlyMap<string, Member>): PanelChosen | PanelIsNotFree {
  const { pools, all } = asPools(panel)
  const free = byLoad(
    peopleOf(panel)
      .map((id) => known(members, id))
      .filter((member) => !member.refusal),
  )
  const fromPools = all.every((id) => !known(members, id).refusal) ? fillPools(pools, free) : null
  if (fromPools) return { kind: 'PanelChosen', interviewerIds: [...all, ...fromPools], fromPools }

  const refused = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const { refusal } = known(members, id)
      return refusal ? [{ id, refusal }] : []
    })
  const inTheWay: PanelIsNotFree['inTheWay'] = []
  const missing = refused(all)
  if (missing.length > 0) inTheWay.push({ pool: null, people: missing })
  const short = poolsThatRunShort(pools, free)
  panel.anyOf.forEach((ids, pool) => {
    if (!short.has(pool)) return
    const people = ids.map((id) => ({
      id,
      refusal:
        known(members, id).refusal ?? ({ kind: 'NeededElsewhere', interviewerIds: [id] } satisfies NeededElsewhere),
    }))
    inTheWay.push({ pool, people })
  })
  return { kind: 'PanelIsNotFree', inTheWay }
}

/** The people of a panel who come anyway, and its pools without them: nobody sits on a panel twice. */
export function asPools(panel: Panel): { all: string[]; pools: string[][] } {
  const all = [...new Set(panel.all)]
  return { all, pools: panel.anyOf.map((pool) => [...new Set(pool)].filter((id) => !all.includes(id))) }
}

/** Whether a panel could be filled if everybody were free: pools that share too few people never can. */
export function canEverFill(panel: Panel): boolean {
  const { pools } = asPools(panel)
  return canFill(pools, pools.flat())
}

/** The ids of these people, who meets least first. */
export const byLoad = (members: readonly (Load & { id: string })[]): string[] =>
  [...members]
    .sort(
      (one, other) =>
        one.inWeek - other.inWeek ||
        one.inDay - other.inDay ||
        (one.lastMeeting?.getTime() ?? -Infinity) - (other.lastMeeting?.getTime() ?? -Infinity) ||
        (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id)

/**
 * One person for each pool, nobody twice: the first pool gets the best one with whom the others can still be filled,
 * and so on. Null where they cannot be filled.
 * @param free who may be chosen, the best first
 */
export function fillPools(pools: readonly (readonly string[])[], free: readonly string[]): string[] | null {
  const chosen: string[] = []
  for (let pool = 0; pool < pools.length; pool++) {
    const members = new Set(pools[pool])
    const best = free.find(
      (id) => members.has(id) && !chosen.includes(id) && canFill(pools.slice(pool + 1), free, [...chosen, id]),
    )
    if (best === undefined) return null
    chosen.push(best)
  }
  return chosen
}

/** Whether each of these pools can get somebody, nobody twice and none of those who are taken. */
export const canFill = (
  pools: readonly (readonly string[])[],
  free: readonly string[],
  taken: readonly string[] = [],
): boolean =>
  match(
    pools,
    free.filter((id) => !taken.includes(id)),
  ).size === pools.length

/** The pools that together name fewer free people than there are pools of them; empty where all can be filled. */
function poolsThatRunShort(pools: readonly (readonly string[])[], free: readonly string[]): Set<number> {
  const poolOf = new Map([...match(pools, free)].map(([pool, id]) => [id, pool]))
  const filled = new Set(poolOf.values())
  // From a pool that got nobody, to those whom its people sit for instead, and so on (Hall's theorem).
  const short = new Set([...pools.keys()].filter((pool) => !filled.has(pool)))
  for (const pool of short)
    for (const id of pools[pool]!) {
      const other = poolOf.get(id)
      if (other !== undefined) short.add(other)
    }
  return short
}

/** Fills as many pools as can be filled, by augmenting paths. @returns who sits for which pool */
function match(pools: readonly (readonly string[])[], free: readonly string[]): Map<number, string> {
  const isFree = new Set(free)
  const poolOf = new Map<string, number>()
  const seat = (pool: number, asked: Set<string>): boolean =>
    pools[pool]!.some((id) => {
      if (!isFree.has(id) || asked.has(id)) return false
      asked.add(id)
      const other = poolOf.get(id)
      if (other !== undefined && !seat(other, asked)) return false
      poolOf.set(id, pool)
      return true
    })
  pools.forEach((_, pool) => seat(pool, new Set()))
  return new Map([...poolOf].map(([id, pool]) => [pool, id]))
}

function known<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const found = things.get(id)
  if (!found) throw new RangeError(`Nothing is known of ${id}.`)
  return found
}
