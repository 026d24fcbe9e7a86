import { describe, expect, test } from 'vitest'
import { day, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { Asker, granted, tellStory, type Story } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const password = 'correct horse battery'
const anyone = new Asker(house, {})
const keyIn = (link: unknown) => /\/join\/([a-z2-7]{52})$/.exec(String(link))![1]!
const someAddress = () => `${newId()}@staff.test`

const joinMutation = `mutation($input: JoinInput!) { join(input: $input) { __typename
  ... on Viewer { role company { id } staffMember { id } workplaces { id name } }
  ... on PasswordIsWeak { reason } ... on Refusal { message } } }`
const viewerQuery = '{ viewer { role company { id } staffMember { id } } }'

const joins = async (key: string, chosen = password) => {
  const { data, headers } = await anyone.ask(joinMutation, { input: { key, password: chosen } })
  const cookie = headers.getSetCookie()[0]?.split(';', 1)[0]
  return { answer: data.join, asker: new Asker(house, cookie ? { cookie } : {}) }
}

async function added(story: Story, wish: object = {}) {
  const admin = await story.admin()
  const person = granted(
    await admin.does('addPerson', { name: 'Ruth Recruiter', email: someAddress(), role: 'RECRUITER', ...wish }),
  )
  return { admin, person, id: person['id'] as string, key: keyIn(person['joinLink']) }
}

const peopleOf = async (admin: Asker) =>
  (await admin.reads('{ people(first: 100) { nodes { id isActive joinedAt joinLink role } } }')).people.nodes as {
    id: string
    isActive: boolean
    joinedAt: string | null
    joinLink: string | null
    role: string
  }[]

describe('somebody who is added', () => {
  test('chooses a password at their link, is signed in, and can sign in from then on', async () => {
    const story = await tellStory(house)
    const email = someAddress().toUpperCase()
    const { admin, person, id, key } = await added(story, { email })
    expect(person).toMatchObject({ email: email.toLowerCase(), role: 'RECRUITER', isActive: true, joinedAt: null })
    const { staffInvitation } = await anyone.reads(
      'query($key: String!) { staffInvitation(key: $key) { company name email hasPassword } }',
      { key },
    )
    expect(staffInvitation).toEqual({
      company: 'Lindgren & Co',
      name: 'Ruth Recruiter',
      email: email.toLowerCase(),
      hasPassword: false,
    })

    expect((await joins(key, 'ruth.recruiter')).answer).toMatchObject({
      __typename: 'PasswordIsWeak',
      reason: 'TOO_FAMILIAR',
    })
    const { answer, asker } = await joins(key)
    expect(answer).toMatchObject({ __typename: 'Viewer', role: 'RECRUITER', staffMember: { id } })
    expect((await asker.reads(viewerQuery)).viewer.company.id).toBe(story.companyId)
    const again = await anyone.ask(
      `mutation { signIn(input: { email: "${email}", password: "${password}" }) { __typename } }`,
    )
    expect(again.data.signIn.__typename).toBe('Viewer')

    // The link has done its work: nobody chooses another password with it.
    expect((await joins(key, 'another good sentence')).answer.__typename).toBe('InvitationIsOver')
    expect((await peopleOf(admin)).find((each) => each.id === id)).toMatchObject({
      joinLink: null,
      joinedAt: expect.any(String),
    })
  })

  test('does nothing for the company before, though they can be given interviews', async () => {
    const story = await tellStory(house)
    const { id } = await added(story, { role: 'INTERVIEWER' })
    const recruiter = await story.recruiter()
    const candidate = await story.applicant()
    granted(await recruiter.schedules(candidate, { interviewers: [{ id } as never] }))
  })

  test('has a link that ends after a week, and a new one whenever an admin looks', async () => {
    const story = await tellStory(house)
    const { admin, id, key } = await added(story)
    const [{ now }] = (await house.database.query<{ now: Date }>('select now() as now')) as [{ now: Date }]
    house.clock.stopAt(shifted(now, 7 * day))
    const link = (await peopleOf(admin)).find((each) => each.id === id)!.joinLink
    house.clock.stopAt(shifted(now, 9 * day))
    expect((await joins(key)).answer.__typename).toBe('InvitationIsOver')
    expect((await joins(keyIn(link))).answer.__typename).toBe('Viewer')
  })

  test('is added once, however often an address is written', async () => {
    const story = await tellStory(house)
    const { admin, person, id } = await added(story)
    const again = { name: 'Somebody', email: String(person['email']).toUpperCase(), role: 'ADMIN' }
    expect(await admin.does('addPerson', again)).toMatchObject({ __typename: 'PersonIsHere', person: { id } })
    const email = someAddress()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => admin.does('addPerson', { name: 'Ann', email, role: 'INTERVIEWER' })),
    )
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(
      ['PersonIsHere', 'PersonIsHere', 'PersonIsHere', 'Person'].sort(),
    )
  })

  test('joins once, however many press at once', async () => {
    const { key } = await added(await tellStory(house))
    const choices = ['one good sentence', 'two good sentences', 'three good sentences']
    const answers = await Promise.all(choices.map(async (chosen) => (await joins(key, chosen)).answer.__typename))
    // Only the password that was first opens the account.
    expect(answers.filter((each) => each === 'Viewer')).toHaveLength(1)
    const accounts = await house.database.query(
      `select from auth_account join staff_member using (user_id) where staff_member.id = $1`,
      [
        (await house.database.query<{ id: string }>('select id from staff_member order by created_at desc limit 1'))[0]!
          .id,
      ],
    )
    expect(accounts).toHaveLength(1)
  })

  test.each(['', 'x', 'a'.repeat(52), '7'.repeat(52), 'ö'.repeat(52)])(
    'is nobody behind a key such as %s',
    async (key) => {
      expect((await joins(key)).answer.__typename).toBe('InvitationIsOver')
      expect(await anyone.reads('query($key: String!) { staffInvitation(key: $key) { name } }', { key })).toEqual({
        staffInvitation: null,
      })
    },
  )
})

describe('somebody who works for two companies', () => {
  test('joins the second with the password that they have, and changes between them', async () => {
    const [one, other] = [await tellStory(house, { name: 'Alpha' }), await tellStory(house, { name: 'Beta' })]
    const first = await added(one)
    await joins(first.key)
    const { key, id, admin } = await added(other, { email: first.person['email'], role: 'INTERVIEWER' })
    // Whoever has the link, an admin of the second company among them, does not thereby get at the account.
    expect((await joins(key, 'a sentence of somebody else')).answer.__typename).toBe('WrongCredentials')
    expect((await peopleOf(admin)).find((each) => each.id === id)!.joinedAt).toBeNull()

    const { answer, asker } = await joins(key)
    expect(answer).toMatchObject({
      role: 'INTERVIEWER',
      company: { id: other.companyId },
      workplaces: [
        { id: one.companyId, name: 'Alpha' },
        { id: other.companyId, name: 'Beta' },
      ],
    })
    const changes = (companyId: string) =>
      asker.ask('mutation($id: ID!) { switchCompany(companyId: $id) { role company { id } } }', { id: companyId })
    expect((await changes(one.companyId)).data.switchCompany).toEqual({
      role: 'RECRUITER',
      company: { id: one.companyId },
    })
    expect((await asker.reads(viewerQuery)).viewer).toMatchObject({ role: 'RECRUITER', company: { id: one.companyId } })
    const stranger = await tellStory(house)
    for (const nowhere of [stranger.companyId, newId(), 'x'])
      expect((await changes(nowhere)).errors![0]!.extensions.code).toBe('NOT_FOUND')

    // Out of the one they are in, they are in the other at once, and never again in the first.
    granted(await first.admin.does('deactivatePerson', { staffMemberId: first.id }))
    expect((await asker.reads(viewerQuery)).viewer).toMatchObject({
      role: 'INTERVIEWER',
      company: { id: other.companyId },
    })
    expect((await changes(one.companyId)).errors![0]!.extensions.code).toBe('NOT_FOUND')
  })
})

describe('an admin', () => {
  test('says what somebody may do, and it holds at once', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const recruiter = await story.recruiter()
    granted(await admin.does('changeRole', { staffMemberId: recruiter.id, role: 'INTERVIEWER' }))
    expect(await recruiter.failsTo('createJob', { title: 'Baker' })).toBe('FORBIDDEN')
    granted(await admin.does('changeRole', { staffMemberId: recruiter.id, role: 'ADMIN' }))
    expect((await recruiter.reads(viewerQuery)).viewer.role).toBe('ADMIN')
    const { auditLog } = await admin.reads('{ auditLog { nodes { action entityId fields } } }')
    expect(auditLog.nodes.filter(({ action }: { action: string }) => action === 'RoleChanged')).toHaveLength(2)
  })

  test('lets go of somebody who meets nobody any more, and takes them back', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const olof = await story.interviewer('Olof')
    const { interview, recruiter } = await story.arranged({ interviewers: [olof] })
    const leaves = () => admin.does('deactivatePerson', { staffMemberId: olof.id })
    const ahead = async () =>
      (await admin.reads('{ people(first: 100) { nodes { id interviewsAhead } } }')).people.nodes.find(
        ({ id }: { id: string }) => id === olof.id,
      ).interviewsAhead
    expect(await ahead()).toBe(1)
    expect(await leaves()).toMatchObject({ __typename: 'PersonMeetsCandidates', count: 1 })
    granted(await recruiter.does('cancelInterview', { interviewId: interview.id, reason: 'No' }))
    expect(await ahead()).toBe(0)
    granted(await leaves())
    expect((await olof.reads(viewerQuery)).viewer).toBeNull()
    const choosable = async () =>
      (await admin.reads('{ staff { nodes { id } } }')).staff.nodes.map(({ id }: { id: string }) => id)
    expect(await choosable()).not.toContain(olof.id)
    expect((await peopleOf(admin)).find(({ id }) => id === olof.id)!.isActive).toBe(false)
    granted(await admin.does('reactivatePerson', { staffMemberId: olof.id }))
    expect((await olof.reads(viewerQuery)).viewer.role).toBe('INTERVIEWER')
    expect(await choosable()).toContain(olof.id)
  })

  test('lets go of who is named in slots: those are booked with whoever stays', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    const recruiter = await story.recruiter()
    const [olof, ines] = [await story.interviewer('Olof'), await story.interviewer('Ines')]
    const slot = await recruiter.opens({ interviewers: [olof, ines] })
    granted(await admin.does('deactivatePerson', { staffMemberId: olof.id }))
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    const held = await house.database.query(
      'select interviewer_id as id from interview_interviewer where interview_id = $1',
      [interview.id],
    )
    expect(held).toEqual([{ id: ines.id }])
  })

  test('who is the last cannot go, also where two go at once', async () => {
    const story = await tellStory(house)
    const [one, other] = [await story.admin(), await story.admin()]
    // Who has not come yet could not take over.
    granted(await one.does('addPerson', { name: 'Ann', email: someAddress(), role: 'ADMIN' }))
    const answers = await Promise.all([
      one.does('changeRole', { staffMemberId: one.id, role: 'RECRUITER' }),
      other.does('deactivatePerson', { staffMemberId: other.id }),
    ])
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['LastAdmin', 'Person'])
  })
})
