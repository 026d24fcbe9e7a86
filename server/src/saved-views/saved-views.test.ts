import { beforeEach, describe, expect, test } from 'vitest'
import { holding } from '../../test/holding.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { mostOwnViews, mostSharedViews } from './saved-view.rules.ts'

const house = await openHouse()

let story: Story
let ada: StaffMember
let rolf: StaffMember
let ines: StaffMember
beforeEach(async () => {
  story = await tellStory(house)
  ;[ada, rolf, ines] = [await story.recruiter(), await story.anotherRecruiter(), await story.interviewer()]
})

const saves = async (who: StaffMember, name: string, wishes: Record<string, unknown> = {}) =>
  who.does('createSavedView', { list: 'INTERVIEWS', name, query: 'period=past', ...wishes })

interface Seen {
  id: string
  name: string
  query: string
  isShared: boolean
  isOwn: boolean
  isDefault: boolean
  owner: { name: string }
}

const seenBy = async (who: StaffMember, list: string | null = 'INTERVIEWS'): Promise<Seen[]> => {
  const { savedViews } = await who.reads(
    `query($list: SavedViewList) { savedViews(list: $list) {
      nodes { id name query isShared isOwn isDefault owner { name } } } }`,
    { list },
  )
  return savedViews.nodes
}
const namesSeenBy = async (who: StaffMember, list?: string | null) => (await seenBy(who, list)).map(({ name }) => name)

const auditOf = async () =>
  house.database.query<{ action: string; fields: string[] }>(
    'select action, fields from audit_entry where company_id = $1 order by at, id',
    [story.companyId],
  )

describe('a saved view', () => {
  test('is seen by who saved it alone, until it is shared with the company', async () => {
    const view = granted(await saves(ada, 'Last week', { query: '?status=completed&period=past&after=abc' }))
    expect(await seenBy(ada)).toEqual([
      expect.objectContaining({
        name: 'Last week',
        query: 'period=past&status=completed',
        isShared: false,
        isOwn: true,
        isDefault: false,
      }),
    ])
    expect(await namesSeenBy(rolf)).toEqual([])
    granted(await ada.does('updateSavedView', { viewId: view.id, isShared: true }))
    expect(await seenBy(rolf)).toEqual([
      expect.objectContaining({ name: 'Last week', isShared: true, isOwn: false, owner: { name: 'Rita Recruiter' } }),
    ])
    expect(await namesSeenBy(ines)).toEqual(['Last week'])
    expect(await namesSeenBy(rolf, 'DELIVERIES')).toEqual([])
    expect(await namesSeenBy(await (await tellStory(house)).recruiter(), null)).toEqual([])
  })

  test('is found again with another name or query by all who see it, and gone when it is deleted', async () => {
    const view = granted(await saves(ada, 'Open', { isShared: true }))
    granted(await rolf.does('updateSavedView', { viewId: view.id, name: 'Not answered', query: 'answer=needs_action' }))
    expect(await seenBy(ada)).toEqual([
      expect.objectContaining({ id: view.id, name: 'Not answered', query: 'answer=needs_action', isOwn: true }),
    ])
    granted(await rolf.does('deleteSavedView', { viewId: view.id }))
    expect(await namesSeenBy(ada)).toEqual([])
    expect(await auditOf()).toMatchObject([
      { action: 'SavedViewCreated', fields: ['list', 'name', 'query'] },
      { action: 'SavedViewUpdated', fields: ['name', 'query'] },
      { action: 'SavedViewDeleted', fields: [] },
    ])
  })

  test('that is nobody else’s business leaves nothing in the audit trail', async () => {
    const view = granted(await saves(ada, 'Mine'))
    granted(await ada.does('updateSavedView', { viewId: view.id, name: 'Still mine' }))
    await ada.does('setDefaultView', { list: 'INTERVIEWS', viewId: view.id })
    granted(await ada.does('deleteSavedView', { viewId: view.id }))
    expect(await auditOf()).toEqual([])
    expect(await namesSeenBy(ada)).toEqual([])
  })

  test('has a name of its own among those that are seen together, letter case aside', async () => {
    granted(await saves(ada, 'Today'))
    expect(await saves(ada, 'TODAY')).toMatchObject({ __typename: 'SavedViewAlreadyExists', name: 'TODAY' })
    granted(await saves(rolf, 'Today'))
    granted(await saves(ada, 'Today', { list: 'SLOTS' }))
    const shared = granted(await saves(ada, 'Today', { isShared: true }))
    expect(await saves(rolf, 'today', { isShared: true })).toMatchObject({ __typename: 'SavedViewAlreadyExists' })
    // Taken back it would be one of two.
    expect(await ada.does('updateSavedView', { viewId: shared.id, isShared: false })).toMatchObject({
      __typename: 'SavedViewAlreadyExists',
    })
    granted(await ada.does('updateSavedView', { viewId: shared.id, name: 'today' }))
  })

  test('is one of so many, also where several are saved at once', async () => {
    for (let index = 1; index < mostOwnViews; index++) granted(await saves(ada, `View ${index}`))
    // Both are on their way before either has counted, unless one lets the other go first.
    const held = await holding(house.database, 'select from company where id = $1 for update', [story.companyId])
    const last = Promise.all([saves(ada, 'One'), saves(ada, 'Other')])
    await until('both wait', async () => {
      const [row] = await house.database.query<{ waiting: number }>(
        `select count(*)::integer as waiting from pg_stat_activity
          where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
      )
      return row!.waiting === 2
    })
    await held.letGo()
    expect((await last).map(({ __typename }) => __typename).sort()).toEqual(['SavedView', 'TooManySavedViews'])
    expect(await namesSeenBy(ada)).toHaveLength(mostOwnViews)
    expect(await saves(ada, 'One more')).toMatchObject({ __typename: 'TooManySavedViews', most: mostOwnViews })
    await Promise.all(
      Array.from({ length: mostSharedViews }, (_, index) => saves(rolf, `Shared ${index}`, { isShared: true })),
    )
    expect(await saves(ada, 'One more', { isShared: true })).toMatchObject({ most: mostSharedViews })
    // All that somebody can have of a list is one page.
    expect(await namesSeenBy(ada)).toHaveLength(mostOwnViews + mostSharedViews)
  })

  test('keeps no address, and no name without end', async () => {
    for (const query of ['https://elsewhere.test/', '/settings', 'a=1&a=2'])
      expect(await saves(ada, 'Elsewhere', { query })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: 'query' }],
      })
    for (const name of ['', ' ', 'x'.repeat(61), 'two\nlines'])
      expect(await saves(ada, name)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'name' }] })
    expect(await namesSeenBy(ada)).toEqual([])
  })

  test('is changed by who saved it; a shared one by those who recruit, and taken back by who saved it', async () => {
    const own = granted(await saves(ada, 'Mine'))
    const shared = granted(await saves(ada, 'Ours', { isShared: true }))
    const changes = (view: { id: string }) =>
      [
        ['updateSavedView', { viewId: view.id, name: 'Theirs' }],
        ['deleteSavedView', { viewId: view.id }],
      ] as const
    for (const [mutation, input] of changes(own)) expect(await rolf.failsTo(mutation, input)).toBe('NOT_FOUND')
    for (const [mutation, input] of changes(shared)) expect(await ines.failsTo(mutation, input)).toBe('FORBIDDEN')
    expect(await rolf.failsTo('updateSavedView', { viewId: shared.id, isShared: false })).toBe('FORBIDDEN')
    granted(await ada.does('updateSavedView', { viewId: shared.id, isShared: false }))
    expect(await namesSeenBy(rolf)).toEqual([])
  })

  test('of interviewers is of their interviews, and for themselves', async () => {
    granted(await saves(ines, 'Mine'))
    expect(await ines.failsTo('createSavedView', { list: 'SLOTS', name: 'Mine', query: '' })).toBe('FORBIDDEN')
    expect(await ines.failsTo('createSavedView', { list: 'INTERVIEWS', name: 'Ours', query: '', isShared: true })).toBe(
      'FORBIDDEN',
    )
    granted(await saves(ada, 'Failed emails', { list: 'DELIVERIES', isShared: true }))
    expect(await namesSeenBy(ines, null)).toEqual(['Mine'])
    expect(await namesSeenBy(ines, 'DELIVERIES')).toEqual([])
  })
})

describe('the order of views', () => {
  test('is that in which they were saved, and then what people make of it', async () => {
    const ids: Record<string, string> = {}
    for (const name of ['A', 'B', 'C']) ids[name] = granted(await saves(ada, name)).id
    for (const name of ['X', 'Y']) ids[name] = granted(await saves(ada, name, { isShared: true })).id
    expect(await namesSeenBy(ada)).toEqual(['A', 'B', 'C', 'X', 'Y'])
    const order = await ada.does('orderSavedViews', { list: 'INTERVIEWS', viewIds: [ids['C'], ids['A']] })
    expect(order['views'].map(({ name }: Seen) => name)).toEqual(['C', 'A', 'B'])
    await rolf.does('orderSavedViews', { list: 'INTERVIEWS', isShared: true, viewIds: [ids['Y'], ids['X']] })
    granted(await saves(ada, 'D'))
    expect(await namesSeenBy(ada)).toEqual(['C', 'A', 'B', 'D', 'Y', 'X'])
    expect(await ines.failsTo('orderSavedViews', { list: 'INTERVIEWS', isShared: true, viewIds: [] })).toBe('FORBIDDEN')
    expect(await rolf.failsTo('orderSavedViews', { list: 'INTERVIEWS', viewIds: [ids['A']] })).toBe('NOT_FOUND')
  })
})

describe('the view with which a list opens', () => {
  const defaultOf = async (who: StaffMember) => (await seenBy(who)).find(({ isDefault }) => isDefault)?.name

  test('is chosen by each for themselves, among their own and the shared ones', async () => {
    const own = granted(await saves(ada, 'Mine'))
    const shared = granted(await saves(rolf, 'Ours', { isShared: true }))
    await ada.does('setDefaultView', { list: 'INTERVIEWS', viewId: own.id })
    expect(await defaultOf(ada)).toBe('Mine')
    const set = await ada.does('setDefaultView', { list: 'INTERVIEWS', viewId: shared.id })
    expect(set['view']).toMatchObject({ id: shared.id, isDefault: true })
    expect([await defaultOf(ada), await defaultOf(rolf)]).toEqual(['Ours', undefined])
    await ada.does('setDefaultView', { list: 'INTERVIEWS', viewId: null })
    expect(await defaultOf(ada)).toBeUndefined()
    expect(await rolf.failsTo('setDefaultView', { list: 'INTERVIEWS', viewId: own.id })).toBe('NOT_FOUND')
    expect(await ada.failsTo('setDefaultView', { list: 'SLOTS', viewId: own.id })).toBe('NOT_FOUND')
    expect(await ines.failsTo('setDefaultView', { list: 'SLOTS' })).toBe('FORBIDDEN')
  })

  test('is none once it is deleted, or seen no more', async () => {
    const shared = granted(await saves(rolf, 'Ours', { isShared: true }))
    await ada.does('setDefaultView', { list: 'INTERVIEWS', viewId: shared.id })
    await rolf.does('setDefaultView', { list: 'INTERVIEWS', viewId: shared.id })
    granted(await rolf.does('updateSavedView', { viewId: shared.id, isShared: false }))
    expect([await defaultOf(ada), await defaultOf(rolf)]).toEqual([undefined, 'Ours'])
    granted(await rolf.does('deleteSavedView', { viewId: shared.id }))
    expect(await defaultOf(rolf)).toBeUndefined()
  })
})
