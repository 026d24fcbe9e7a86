import { describe, expect, test } from 'vitest'
import { chance } from '../../test/chance.ts'
import { byLoad, choosePanel, type Member, type Panel } from './panel.rules.ts'
import type { PersonRefusal } from './person.rules.ts'

const busy = (id: string): PersonRefusal => ({ kind: 'InterviewerIsBusy', interviewerIds: [id] })

const member = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  refusal: null,
  inDay: 0,
  inWeek: 0,
  lastMeeting: null,
  ...more,
})
const of = (...members: Member[]) => new Map(members.map((each) => [each.id, each]))

describe('a panel', () => {
  test('of all these people is chosen when each is free', () => {
    const members = of(member('ada'), member('ben'))
    expect(choosePanel({ all: ['ben', 'ada', 'ben'], anyOf: [] }, members)).toEqual({
      kind: 'PanelChosen',
      interviewerIds: ['ben', 'ada'],
      fromPools: [],
    })
  })

  test('of all these people says who is in the way', () => {
    const members = of(member('ada'), member('ben', { refusal: busy('ben') }))
    expect(choosePanel({ all: ['ada', 'ben'], anyOf: [] }, members)).toEqual({
      kind: 'PanelIsNotFree',
      inTheWay: [{ pool: null, people: [{ id: 'ben', refusal: busy('ben') }] }],
    })
  })

  test('of any one takes who meets least: in the week, then in the day, then whose last meeting is longest ago, then by id', () => {
    const chosen = (...members: Member[]) => {
      const answer = choosePanel({ all: [], anyOf: [members.map(({ id }) => id)] }, of(...members))
      return answer.kind === 'PanelChosen' ? answer.interviewerIds[0] : answer
    }
    const [early, late] = [new Date('2026-11-01'), new Date('2026-11-20')]
    expect(chosen(member('ada', { inWeek: 2 }), member('ben', { inWeek: 1, inDay: 1 }))).toBe('ben')
    expect(chosen(member('ada', { inWeek: 2, inDay: 2 }), member('ben', { inWeek: 2, inDay: 1 }))).toBe('ben')
    expect(chosen(member('ada', { lastMeeting: late }), member('ben', { lastMeeting: early }))).toBe('ben')
    expect(chosen(member('ada', { lastMeeting: late }), member('ben'))).toBe('ben')
    expect(chosen(member('ben'), member('ada'))).toBe('ada')
    expect(chosen(member('ada', { refusal: busy('ada') }), member('ben', { inWeek: 9 }))).toBe('ben')
  })

  test('of mixed kind takes nobody from a pool who comes anyway', () => {
    const members = of(member('ada'), member('ben', { inWeek: 5 }))
    expect(choosePanel({ all: ['ada'], anyOf: [['ada', 'ben']] }, members)).toEqual({
      kind: 'PanelChosen',
      interviewerIds: ['ada', 'ben'],
      fromPools: ['ben'],
    })
  })

  test('gives the least loaded to another pool where that pool has nobody else', () => {
    const members = of(member('ada'), member('ben', { inWeek: 5 }))
    expect(choosePanel({ all: [], anyOf: [['ada', 'ben'], ['ada']] }, members)).toMatchObject({
      fromPools: ['ben', 'ada'],
    })
  })

  test('says for each pool that runs short who refuses and who is needed by another pool', () => {
    const members = of(member('ada'), member('ben', { refusal: busy('ben') }), member('cleo'), member('dan'))
    const panel = { all: [], anyOf: [['ada', 'ben'], ['ada'], ['cleo', 'dan']] }
    const neededElsewhere = { kind: 'NeededElsewhere', interviewerIds: ['ada'] }
    expect(choosePanel(panel, members)).toEqual({
      kind: 'PanelIsNotFree',
      inTheWay: [
        {
          pool: 0,
          people: [
            { id: 'ada', refusal: neededElsewhere },
            { id: 'ben', refusal: busy('ben') },
          ],
        },
        { pool: 1, people: [{ id: 'ada', refusal: neededElsewhere }] },
      ],
    })
  })

  test('with a pool of nobody cannot be filled', () => {
    expect(choosePanel({ all: [], anyOf: [[]] }, of())).toEqual({
      kind: 'PanelIsNotFree',
      inTheWay: [{ pool: 0, people: [] }],
    })
  })

  test('of nobody at all is chosen', () => {
    expect(choosePanel({ all: [], anyOf: [] }, of())).toMatchObject({ interviewerIds: [] })
  })

  test('with somebody of whom nothing is known is a mistake, and not a refusal', () => {
    expect(() => choosePanel({ all: ['ada'], anyOf: [] }, of())).toThrow(RangeError)
  })
})

/** Every way to fill the pools, nobody twice and nobody who comes anyway, tried one by one. */
function* everyChoice(pools: readonly (readonly string[])[], free: ReadonlySet<string>): Generator<string[]> {
  const [pool, ...others] = pools
  if (!pool) return yield []
  for (const id of pool)
    if (free.has(id))
      for (const rest of everyChoice(others, new Set([...free].filter((each) => each !== id)))) yield [id, ...rest]
}

test('a panel is filled exactly where trying everything fills it, with the best choice there is', () => {
  const { below, oneOf, shuffled, next } = chance('panels')
  const ids = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay', 'gus']
  let [filled, refused] = [0, 0]
  for (let round = 0; round < 3000; round++) {
    const members = of(
      ...ids.map((id) =>
        member(id, {
          refusal: next() < 0.3 ? busy(id) : null,
          inWeek: below(3),
          inDay: below(2),
          lastMeeting: oneOf([null, new Date(1), new Date(2)]),
        }),
      ),
    )
    const some = (most: number) => shuffled(ids).slice(0, below(most + 1))
    const panel: Panel = { all: some(2), anyOf: Array.from({ length: below(5) }, () => some(3)) }
    const free = new Set(ids.filter((id) => !members.get(id)!.refusal))
    const allCome = panel.all.every((id) => free.has(id))
    const rank = byLoad([...members.values()])
    const choices = allCome
      ? [...everyChoice(panel.anyOf, new Set([...free].filter((id) => !panel.all.includes(id))))]
      : []
    const asRanks = (choice: string[]) => choice.map((id) => rank.indexOf(id))
    const best = choices
      .map(asRanks)
      .sort((one, other) => one.map((r, at) => r - other[at]!).find((difference) => difference !== 0) ?? 0)[0]

    const answer = choosePanel(panel, members)
    if (answer.kind === 'PanelChosen') {
      filled++
      expect(asRanks(answer.fromPools)).toEqual(best)
      expect(new Set(answer.interviewerIds).size).toBe(answer.interviewerIds.length)
      expect(answer.interviewerIds).toEqual([...panel.all, ...answer.fromPools])
    } else {
      refused++
      expect(choices).toEqual([])
      const said = answer.inTheWay
      expect(said.length).toBeGreaterThan(0)
      // Whoever is needed and refuses is named, and nobody who is free is blamed for it.
      expect(said.find(({ pool }) => pool === null)?.people.map(({ id }) => id) ?? []).toEqual(
        panel.all.filter((id) => !free.has(id)),
      )
      // The pools that are told cannot be filled among themselves, and all others can.
      const short = said.flatMap(({ pool }) => (pool === null ? [] : [pool]))
      const rest = new Set([...free].filter((id) => !panel.all.includes(id)))
      const can = (pools: number[]) =>
        !everyChoice(
          pools.map((pool) => panel.anyOf[pool]!),
          rest,
        ).next().done
      if (short.length > 0) expect(can(short)).toBe(false)
      expect(can([...panel.anyOf.keys()].filter((pool) => !short.includes(pool)))).toBe(true)
    }
  }
  // Otherwise the test would show little.
  expect(Math.min(filled, refused)).toBeGreaterThan(500)
})
