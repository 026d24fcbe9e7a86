import { describe, expect, test } from 'vitest'
import { minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { Asker, granted, signIn, tellStory, trySignIn } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse({ worker: true })

const password = 'story-password'
const chosen = 'a sentence nobody says'

let visitors = 0
/** Whoever comes from an address of their own. */
const visitor = () => new Asker(house, { 'x-forwarded-for': `203.0.113.${++visitors}` })
const asks = (email: string, asker = visitor()) => asker.does('askForPasswordLink', { email })
/** How many times it was asked for an address, and was looked at. */
const settled = async (email: string) => {
  const [row] = await house.database.query<{ count: number }>(
    "select count(*)::int as count from auth_try where kind = 'RESET_FOR' and whose = $1 and settled_at is not null",
    [email.toLowerCase()],
  )
  return row!.count
}
const keyIn = (text: string) => /\/reset\/([a-z2-7]{52})/.exec(text)![1]!
const resetMutation = `mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename
  ... on Viewer { staffMember { id } } ... on PasswordIsWeak { reason } } }`
const resets = async (key: string, wish = chosen) => {
  const { data, headers } = await visitor().ask(resetMutation, { input: { key, password: wish } })
  const cookie = headers.getSetCookie()[0]?.split(';', 1)[0]
  return { answer: data.resetPassword, asker: new Asker(house, cookie ? { cookie } : {}) }
}
const opens = async (key: string) =>
  (await visitor().reads('query($key: String!) { passwordReset(key: $key) { company name email } }', { key }))
    .passwordReset
const isIn = async (asker: Asker) => (await asker.reads('{ viewer { role } }')).viewer !== null

async function forgetful() {
  const story = await tellStory(house)
  const person = await story.recruiter()
  await asks(person.email.toUpperCase())
  const email = await house.post.waitFor(person.email)
  return { story, person, email, key: keyIn(email.text!) }
}

describe('a forgotten password', () => {
  test('is replaced at a link that came by email, once, and every session ends', async () => {
    const { story, person, email, key } = await forgetful()
    const second = new Asker(house, { cookie: await signIn(house, person.email) })
    expect(email.subject).toBe('Choose a new password for Lindgren & Co')
    expect(email.text).toContain('Hello Rita Recruiter,')
    expect(email.html).toContain(`/reset/${key}`)
    // A scanner that opens it, any number of times, changes nothing.
    for (let time = 0; time < 3; time++)
      expect(await opens(key)).toEqual({ company: 'Lindgren & Co', name: 'Rita Recruiter', email: person.email })
    expect(await isIn(person)).toBe(true)

    expect((await resets(key, 'rita.recruiter.1')).answer).toEqual({
      __typename: 'PasswordIsWeak',
      reason: 'TOO_FAMILIAR',
    })
    const { answer, asker } = await resets(key)
    expect(answer).toMatchObject({ __typename: 'Viewer', staffMember: { id: person.id } })
    expect(await Promise.all([asker, person, second].map(isIn))).toEqual([true, false, false])
    expect((await trySignIn(house, person.email, password)).status).toBe(401)
    expect((await resets(key, 'another sentence nobody says')).answer.__typename).toBe('PasswordResetIsOver')
    expect(await opens(key)).toBeNull()
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId } } }')
    expect(auditLog.nodes.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['PasswordLinkSent', 'PasswordChanged', 'SessionsEnded']),
    )
    // It is between them and Greenroom: no list of the company tells of it.
    const { deliveries } = await (await story.admin()).reads('{ deliveries { nodes { kind } } }')
    expect(deliveries.nodes).toEqual([])
  })

  test('of two who use a link at once is replaced by one', async () => {
    const { key } = await forgetful()
    const answers = await Promise.all([resets(key), resets(key, 'another sentence nobody says')])
    expect(answers.map(({ answer }) => answer.__typename).sort()).toEqual(['PasswordResetIsOver', 'Viewer'])
  })

  test('is not replaced after an hour, after the password was changed, or by who has left', async () => {
    const late = await forgetful()
    const [{ now }] = (await house.database.query<{ now: Date }>('select now() as now')) as [{ now: Date }]
    house.clock.stopAt(shifted(now, 61 * minute))
    expect(await opens(late.key)).toBeNull()
    expect((await resets(late.key)).answer.__typename).toBe('PasswordResetIsOver')
    house.clock.goOn()
    expect(await opens(late.key)).not.toBeNull()

    const changed = await forgetful()
    await changed.person.does('changePassword', { current: password, chosen })
    expect((await resets(changed.key)).answer.__typename).toBe('PasswordResetIsOver')

    const left = await forgetful()
    granted(await (await left.story.admin()).does('deactivatePerson', { staffMemberId: left.person.id }))
    expect((await resets(left.key)).answer.__typename).toBe('PasswordResetIsOver')
    for (const nonsense of ['', 'x', 'a'.repeat(52)]) expect(await opens(nonsense)).toBeNull()
  })

  test('is asked for without learning anything: every address gets the same answer, and the same is done', async () => {
    const story = await tellStory(house)
    const person = await story.recruiter()
    const left = await story.anotherRecruiter()
    await house.database.query('update staff_member set active = false where id = $1', [left.id])
    const wish = { name: 'Ines', email: `${newId()}@staff.test`, role: 'RECRUITER' }
    const invited = granted(await (await story.admin()).does('addPerson', wish))
    const addresses = [person.email, left.email, invited['email'] as string, `${newId()}@nowhere.test`]
    const rows = async () =>
      (await house.database.query<{ count: number }>('select count(*)::int as count from auth_try'))[0]!.count
    const written = []
    for (const address of addresses) {
      const before = await rows()
      const { status, body } = await visitor().ask(
        `mutation { askForPasswordLink(input: { email: "${address}" }) { __typename ... on PasswordLinkAsked { minutes } } }`,
      )
      written.push([status, body, (await rows()) - before])
    }
    expect(written[0]).toEqual([200, expect.stringContaining('"PasswordLinkAsked","minutes":60'), 2])
    for (const each of written) expect(each).toEqual(written[0])
    await until('all were looked at', async () =>
      (await Promise.all(addresses.map(settled))).every((count) => count === 1),
    )
    await house.post.waitFor(person.email)
    expect(house.post.to(left.email)).toEqual([])
    expect(house.post.subjectsTo(invited['email'] as string).filter((subject) => subject.includes('password'))).toEqual(
      [],
    )
    expect(await asks('nonsense')).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'email' }] })
  })

  test('fills nobody’s mailbox, and is not asked for by one visitor for everybody', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    for (let time = 0; time < 5; time++)
      expect(await asks(person.email)).toMatchObject({ __typename: 'PasswordLinkAsked' })
    await until('all were looked at', async () => (await settled(person.email)) === 5)
    await house.post.waitFor(person.email, 3)
    await until('nothing waits', async () => {
      const [row] = await house.database.query<{ count: number }>(
        "select count(*)::int as count from delivery where staff_member_id = $1 and status <> 'SENT'",
        [person.id],
      )
      return row!.count === 0
    })
    expect(house.post.to(person.email)).toHaveLength(3)

    const busy = visitor()
    for (let time = 0; time < 20; time++) await asks(`${newId()}@nowhere.test`, busy)
    expect(await busy.failsTo('askForPasswordLink', { email: person.email })).toBe('RATE_LIMITED')
    expect(await asks(`${newId()}@nowhere.test`)).toMatchObject({ __typename: 'PasswordLinkAsked' })
  })
})

test('who is added to a company gets the link to join by email, and an admin sees whether it left', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  const address = `${newId()}@staff.test`
  const person = granted(await admin.does('addPerson', { name: 'Ines New', email: address, role: 'INTERVIEWER' }))
  const email = await house.post.waitFor(address)
  expect(email.subject).toBe('Join Lindgren & Co on Greenroom')
  const key = /\/join\/([a-z2-7]{52})/.exec(email.text!)![1]!
  const { staffInvitation } = await visitor().reads('query($key: String!) { staffInvitation(key: $key) { email } }', {
    key,
  })
  expect(staffInvitation).toEqual({ email: address })
  const joinEmail = async () =>
    (await admin.reads('{ people(first: 100) { nodes { id joinEmail { kind status } } } }')).people.nodes.find(
      ({ id }: { id: string }) => id === person.id,
    ).joinEmail
  await until('it has left', async () => (await joinEmail())?.status === 'SENT')
  expect(await joinEmail()).toEqual({ kind: 'STAFF_INVITATION', status: 'SENT' })
  granted(
    await visitor()
      .ask('mutation($input: JoinInput!) { join(input: $input) { ... on Viewer { staffMember { id } } } }', {
        input: { key, password: chosen },
      })
      .then(({ data }) => data.join.staffMember),
  )
  expect(await joinEmail()).toBeNull()
})
