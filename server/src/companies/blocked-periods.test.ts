import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const christmas = { name: 'Christmas', kind: 'HOLIDAY', fromDate: '2027-12-24', toDate: '2027-12-26' }

describe('a blocked period', () => {
  test("that is a holiday is whole days on the wall of the company's zone", async () => {
    const recruiter = await tellStory(house, { timeZone: 'America/Santiago' }).then((story) => story.recruiter())
    // On this Sunday clocks there jump over midnight.
    const answer = await recruiter.does('createBlockedPeriod', {
      ...christmas,
      fromDate: '2027-09-04',
      toDate: '2027-09-05',
    })
    expect(answer).toMatchObject({
      __typename: 'BlockedPeriod',
      name: 'Christmas',
      kind: 'HOLIDAY',
      fromDate: '2027-09-04',
      toDate: '2027-09-05',
      startsAt: '2027-09-04T04:00:00.000Z',
      endsAt: '2027-09-06T03:00:00.000Z',
      timeZone: 'America/Santiago',
    })
  })

  test('of another kind lasts from one instant to another', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const period = { startsAt: '2027-05-03T09:00:00.000Z', endsAt: '2027-05-03T12:00:00.000Z' }
    expect(
      await recruiter.does('createBlockedPeriod', { name: ' Strategy day ', kind: 'BLOCKED', ...period }),
    ).toMatchObject({ __typename: 'BlockedPeriod', name: 'Strategy day', fromDate: null, toDate: null, ...period })
  })

  test.each<[string, object, string]>([
    ['a holiday that ends before it begins', { toDate: '2027-12-23' }, 'toDate'],
    ['a holiday on a date that is none', { fromDate: '2027-02-29' }, 'fromDate'],
    ['a holiday on something that is no date', { toDate: 'tomorrow' }, 'toDate'],
    ['a holiday of another century', { toDate: '3027-12-26' }, 'toDate'],
    ['a holiday with instants', { startsAt: '2027-12-24T00:00:00Z' }, 'startsAt'],
    ['a period without instants', { kind: 'BLOCKED', fromDate: null, toDate: null, startsAt: null }, 'startsAt'],
    ['a period without a name', { name: '  ' }, 'name'],
  ])('is not: %s', async (_, wrong, path) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const answer = await recruiter.does('createBlockedPeriod', { ...christmas, ...wrong })
    expect(answer).toMatchObject({ __typename: 'InvalidInput' })
    expect(answer['fields'][0].path).toBe(path)
    expect((await recruiter.reads('{ blockedPeriods { totalCount } }')).blockedPeriods.totalCount).toBe(0)
  })

  test('that is a date which a zone has left out is none', async () => {
    const recruiter = await tellStory(house, { timeZone: 'Pacific/Apia' }).then((story) => story.recruiter())
    expect(
      await recruiter.does('createBlockedPeriod', { ...christmas, fromDate: '2011-12-30', toDate: '2011-12-30' }),
    ).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'toDate' }] })
  })

  test('is listed by its beginning, from when until when one asks, and gone once it is deleted', async () => {
    const story = await tellStory(house, { timeZone: 'UTC' })
    const recruiter = await story.recruiter()
    const later = granted(await recruiter.does('createBlockedPeriod', christmas))
    const first = granted(
      await recruiter.does('createBlockedPeriod', {
        name: 'May',
        kind: 'BLOCKED',
        startsAt: '2027-05-01T00:00:00Z',
        endsAt: '2027-06-01T00:00:00Z',
      }),
    )
    const listed = async (filter: object) =>
      (
        await recruiter.reads('query($f: BlockedPeriodFilter) { blockedPeriods(filter: $f) { nodes { id } } }', {
          f: filter,
        })
      ).blockedPeriods.nodes.map(({ id }: { id: string }) => id)

    expect(await listed({})).toEqual([first.id, later.id])
    expect(await listed({ endsAfter: '2027-06-01T00:00:00Z' })).toEqual([later.id])
    expect(await listed({ endsAfter: '2027-05-31T23:59:59Z' })).toEqual([first.id, later.id])
    expect(await listed({ startsBefore: '2027-12-24T00:00:00Z' })).toEqual([first.id])

    const key = { blockedPeriodId: first.id, idempotencyKey: 'once' }
    const gone = { __typename: 'BlockedPeriodDeleted', id: first.id }
    expect(await recruiter.does('deleteBlockedPeriod', key)).toEqual(gone)
    expect(await recruiter.does('deleteBlockedPeriod', key)).toEqual(gone)
    expect(await recruiter.failsTo('deleteBlockedPeriod', { blockedPeriodId: first.id })).toBe('NOT_FOUND')
    expect(await listed({})).toEqual([later.id])
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId } } }')
    expect(auditLog.nodes).toContainEqual({ action: 'BlockedPeriodDeleted', entityId: first.id })
    expect(auditLog.nodes).toContainEqual({ action: 'BlockedPeriodCreated', entityId: later.id })
  })
})
