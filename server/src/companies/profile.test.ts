import { describe, expect, test } from 'vitest'
import { day, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse({ worker: true })

const viewerQuery =
  '{ viewer { staffMember { id name } profile { id clocks timeZone language wantsReminders wantsFeedbackReminders } } }'
const fresh = { clocks: 'COMPANY', timeZone: null, language: null, wantsReminders: true, wantsFeedbackReminders: true }

describe('what somebody chooses for themselves', () => {
  test('is theirs alone, and what they leave out stays', async () => {
    const story = await tellStory(house)
    const [own, other] = [await story.interviewer('Iris'), await story.interviewer('Olof')]
    const profile = async (person = own) => (await person.reads(viewerQuery)).viewer
    expect(await profile()).toMatchObject({ staffMember: { name: 'Iris' }, profile: { id: own.id, ...fresh } })
    expect(
      await own.does('updateProfile', { name: ' Iris Ek ', clocks: 'CHOSEN', timeZone: 'Asia/Tokyo' }),
    ).toMatchObject({ __typename: 'Viewer', profile: { clocks: 'CHOSEN', timeZone: 'Asia/Tokyo', language: null } })
    await own.does('updateProfile', { language: 'FR' })
    const chosen = { clocks: 'CHOSEN', timeZone: 'Asia/Tokyo', language: 'FR' }
    expect(await profile()).toMatchObject({ staffMember: { name: 'Iris Ek' }, profile: chosen })
    await own.does('updateProfile', { clocks: 'DEVICE', language: null })
    expect((await profile()).profile).toMatchObject({ clocks: 'DEVICE', timeZone: null, language: null })
    expect(await profile(other)).toMatchObject({ staffMember: { name: 'Olof' }, profile: fresh })
    expect(await story.nobody().failsTo('updateProfile', { name: 'Anyone' })).toBe('UNAUTHENTICATED')
    const { candidate } = await story.arranged()
    expect(await candidate.holder.failsTo('updateProfile', { name: 'Anyone' })).toBe('FORBIDDEN')
    const admin = await story.admin()
    const { auditLog } = await admin.reads('{ auditLog { nodes { action entityId fields } } }')
    expect(auditLog.nodes.filter(({ action }: { action: string }) => action === 'ProfileChanged')).toEqual(
      [['clocks', 'timeZone', 'language'], ['language'], ['name', 'clocks', 'timeZone']].map((fields) => ({
        action: 'ProfileChanged',
        entityId: own.id,
        fields,
      })),
    )
  })

  test.each([
    ['a name that is empty', { name: ' ' }, 'name'],
    ['a zone that is none', { clocks: 'CHOSEN', timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['chosen clocks without a zone', { clocks: 'CHOSEN' }, 'timeZone'],
    ['a zone for the clocks of others', { clocks: 'COMPANY', timeZone: 'Asia/Tokyo' }, 'timeZone'],
    ['a zone for no clocks', { timeZone: 'Asia/Tokyo' }, 'timeZone'],
  ])('is refused next to the field: %s', async (_, wish, path) => {
    const person = await tellStory(house).then((story) => story.recruiter())
    expect(await person.does('updateProfile', wish)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] })
    expect((await person.reads(viewerQuery)).viewer.profile).toMatchObject(fresh)
  })

  test('is heard on their other screens, also at another instance, and by nobody else', async () => {
    const story = await tellStory(house)
    const [own, other, admin] = [await story.recruiter(), await story.anotherRecruiter(), await story.admin()]
    const [ears, strangersEars] = [own.listens({ at: await house.openAnother() }), other.listens()]
    const [after, query] = [
      await house.cursor(),
      'subscription($after: String) { viewerChanged(after: $after) { viewer { role staffMember { name } } } }',
    ]
    const [told, strange] = [ears.to(query, { after }), strangersEars.to(query, { after })]
    await own.does('updateProfile', { name: 'Rita Ray' })
    await told.hears('the name', ({ viewerChanged }) => viewerChanged.viewer.staffMember.name === 'Rita Ray')
    granted(await admin.does('changeRole', { staffMemberId: own.id, role: 'INTERVIEWER' }))
    await told.hears('the role', ({ viewerChanged }) => viewerChanged.viewer.role === 'INTERVIEWER')
    await other.does('updateProfile', { name: 'Rolf Ray' })
    await strange.hears('their own', ({ viewerChanged }) => viewerChanged.viewer.staffMember.name === 'Rolf Ray')
    expect(strange.heard).toHaveLength(1)
    // Who is let go hears it by the end of the line, without any other event.
    granted(await admin.does('deactivatePerson', { staffMemberId: own.id }))
    expect(await ears.closed()).toMatchObject({ code: 4401 })
    await strangersEars.close()
  })

  test('decides how they are written to; a device is not known by who writes', async () => {
    const story = await tellStory(house)
    const [far, near] = [await story.interviewer('Iris'), await story.interviewer('Olof')]
    await far.does('updateProfile', { clocks: 'CHOSEN', timeZone: 'Asia/Tokyo', language: 'FR' })
    await near.does('updateProfile', { clocks: 'DEVICE', language: 'SV' })
    const [{ now }] = (await house.database.query<{ now: Date }>('select now() as now')) as [{ now: Date }]
    // Eight in the evening in Tokyo, all year, and about noon in Stockholm.
    const noon = new Date(
      `${shifted(now, 40 * day)
        .toISOString()
        .slice(0, 10)}T11:00:00Z`,
    )
    const interview = { startsAt: noon, interviewers: [far, near] }
    await story.arranged(interview)
    const [toFar, toNear] = await Promise.all([far, near].map(({ email }) => house.post.waitFor(email)))
    expect(toFar!.text).toContain('20:00')
    expect(toFar!.text).toContain('Bonjour Iris')
    expect(toNear!.text).not.toContain('20:00')
    expect(toNear!.text).toContain('Hej Olof')
  })

  test('decides which day it is on their screen', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const today = async (timeZone?: string) =>
      (await person.reads('query($timeZone: TimeZone) { today(timeZone: $timeZone) { date } }', { timeZone })).today
        .date
    const [{ now }] = (await house.database.query<{ now: Date }>('select now() as now')) as [{ now: Date }]
    house.clock.stopAt(new Date(`${now.toISOString().slice(0, 10)}T20:00:00Z`))
    expect(await today('Asia/Tokyo')).not.toBe(await today())
    const wrong = await person.ask('{ today(timeZone: "Mars/Olympus") { date } }')
    expect(wrong.errors![0]!.extensions.code).toBe('BAD_USER_INPUT')
  })
})
