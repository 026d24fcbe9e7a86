import { describe, expect, test } from 'vitest'
import { day, shifted } from '../../test/clock.ts'
import { openHouse, secret } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { newId } from '../shared/id.ts'
import { schedulingKey } from './scheduling-key.ts'
import { hasEnded, statusOfLink } from './scheduling-link.rules.ts'

const house = await openHouse()

const linkOf = `query($id: ID!) { application(id: $id) { schedulingLink { id round status url expiresAt revokedAt } } }`

describe('a link to choose a time', () => {
  test("works for as long as the company's settings say, or as long as the recruiter says", async () => {
    const story = await tellStory(house)
    const [recruiter, ada, ben] = [await story.recruiter(), await story.applicant(), await story.applicant()]
    granted(await (await story.admin()).does('updateSchedulingSettings', { chooseLinkDays: 3 }))
    house.clock.stopAt('2027-03-01T10:00:00Z')

    const usual = granted(await recruiter.invitesToChoose(ada))
    const longer = granted(await recruiter.invitesToChoose(ben, { expiresInDays: 30, round: 2 }))

    expect(usual).toMatchObject({ round: 1, status: 'OPEN', revokedAt: null, expiresAt: '2027-03-04T10:00:00.000Z' })
    expect(longer).toMatchObject({ round: 2, status: 'OPEN', expiresAt: '2027-03-31T10:00:00.000Z' })
    expect(usual['url']).toBe(`${house.url}/choose/${schedulingKey(secret, usual.id, 1)}`)
    const { application } = await recruiter.reads(linkOf, { id: ada.applicationId })
    expect(application.schedulingLink).toMatchObject({ id: usual.id, url: usual['url'] })
  })

  test('that works already stays the same when it is sent again, with a new end', async () => {
    const story = await tellStory(house)
    const [recruiter, ada] = [await story.recruiter(), await story.applicant()]
    const first = granted(await recruiter.invitesToChoose(ada, { expiresInDays: 1 }))
    const again = granted(await recruiter.invitesToChoose(ada, { expiresInDays: 5 }))
    expect([again.id, again['url']]).toEqual([first.id, first['url']])
    expect(Date.parse(again['expiresAt'])).toBeGreaterThan(Date.parse(first['expiresAt']))
  })

  test('that was revoked, or has expired, comes back with another key', async () => {
    const story = await tellStory(house)
    const [recruiter, ada] = [await story.recruiter(), await story.applicant()]
    const first = granted(await recruiter.invitesToChoose(ada, { expiresInDays: 1 }))
    const revoked = granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: first.id }))
    expect(revoked).toMatchObject({ id: first.id, status: 'REVOKED', url: null })
    // Once more has no second effect.
    const [entry] = await auditOf(first.id, 'SchedulingLinkRevoked')
    granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: first.id }))
    expect(await auditOf(first.id, 'SchedulingLinkRevoked')).toEqual([entry])

    const second = granted(await recruiter.invitesToChoose(ada, { expiresInDays: 1 }))
    house.clock.stopAt(shifted(second['expiresAt'], 0))
    const { application } = await recruiter.reads(linkOf, { id: ada.applicationId })
    expect(application.schedulingLink).toMatchObject({ status: 'EXPIRED', url: null })
    const third = granted(await recruiter.invitesToChoose(ada))
    expect(new Set([first['url'], second['url'], third['url']]).size).toBe(3)
    expect(third).toMatchObject({ id: first.id, status: 'OPEN', revokedAt: null })
  })

  test('is not given where the round has its interview, nor to somebody who was decided about', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged()
    expect(await recruiter.invitesToChoose(candidate)).toMatchObject({
      __typename: 'AlreadyScheduled',
      interview: { id: interview.id },
    })
    const rejected = await story.applicant()
    await recruiter.decides(rejected, 'REJECTED', 'No place')
    expect(await recruiter.invitesToChoose(rejected)).toMatchObject({
      __typename: 'ApplicationIsNotPending',
      status: 'REJECTED',
    })
  })

  test('leads to the interview once there is one', async () => {
    const story = await tellStory(house)
    const [recruiter, ada] = [await story.recruiter(), await story.applicant()]
    granted(await recruiter.invitesToChoose(ada))
    granted(await recruiter.schedules(ada))
    const { application } = await recruiter.reads(linkOf, { id: ada.applicationId })
    expect(application.schedulingLink).toMatchObject({ status: 'CHOSEN', url: expect.stringContaining('/choose/') })
  })

  test.each([0, 91, -1])('of %i days is refused', async (expiresInDays) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const answer = await recruiter.invitesToChoose(await story.applicant(), { expiresInDays })
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'expiresInDays' }] })
  })

  test('of another company cannot be revoked', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const theirs = granted(await (await other.recruiter()).invitesToChoose(await other.applicant()))
    const recruiter = await story.recruiter()
    for (const schedulingLinkId of [theirs.id, newId(), 'nonsense'])
      expect(await recruiter.failsTo('revokeSchedulingLink', { schedulingLinkId })).toBe('NOT_FOUND')
  })

  test('is nothing to an interviewer', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const ada = await story.applicant()
    granted(await (await story.recruiter()).invitesToChoose(ada, { round: 2 }))
    const interview = granted(await (await story.recruiter()).schedules(ada, { interviewers: [ines] }))
    const query = 'query($id: ID!) { interview(id: $id) { application { schedulingLink { url } } } }'
    const { interview: seen } = await ines.reads(query, { id: interview.id })
    expect(seen.application.schedulingLink).toBeNull()
  })
})

const auditOf = (id: string, action: string) =>
  house.database.query('select * from audit_entry where entity_id = $1 and action = $2', [id, action])

describe('the status of a link', () => {
  const expiresAt = new Date('2027-03-01T10:00:00Z')

  test('ends with the instant at which it expires', () => {
    expect(hasEnded({ expiresAt, revokedAt: null }, shifted(expiresAt, -1))).toBe(false)
    expect(hasEnded({ expiresAt, revokedAt: null }, expiresAt)).toBe(true)
  })

  test.each([
    ['OPEN', null, false, -1],
    ['CHOSEN', null, true, -1],
    ['EXPIRED', null, false, 0],
    ['EXPIRED', null, true, day],
    ['REVOKED', shifted(expiresAt, -day), true, -1],
    ['REVOKED', shifted(expiresAt, -day), false, day],
  ] as const)('is %s', (status, revokedAt, hasInterview, after) => {
    expect(statusOfLink({ expiresAt, revokedAt }, hasInterview, shifted(expiresAt, after))).toBe(status)
  })
})
