import { createHash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { Asker, granted, signIn, tellStory, trySignIn, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const password = 'story-password'
let visitors = 0
/** Whoever comes from an address of their own. */
const visitor = () => new Asker(house, { 'x-forwarded-for': `203.0.113.${++visitors}` })

const signInMutation = `mutation($input: SignInInput!) { signIn(input: $input) { __typename
  ... on SecondFactorIsNeeded { key until } ... on Viewer { staffMember { id } } } }`
const confirmMutation = `mutation($input: ConfirmSignInInput!) { confirmSignIn(input: $input) { __typename
  ... on Viewer { staffMember { id } company { id } } } }`
const viewerQuery = '{ viewer { role secondFactor { since recoveryCodesLeft } } }'
const isIn = async (asker: Asker) => (await asker.reads('{ viewer { role } }')).viewer !== null

/** What the program on somebody's phone does. */
const phoneWith = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (at: Date) => totp.generate({ timestamp: at.getTime() })
}
/** An answer that has to be of a type. */
function as<T>(type: string, answer: { __typename?: string }): T {
  expect(answer.__typename).toBe(type)
  return answer as T
}
const begins = (person: Asker, given = password) => person.does('beginSecondFactor', { password: given })

/** Somebody who has turned it on, at a time that stands still from then on; each code is good in its own half minute. */
async function careful({ now = new Date('2098-03-03T08:00:00Z') } = {}) {
  const story = await tellStory(house)
  const person = await story.recruiter()
  house.clock.stopAt(now)
  const { secret, address } = as<{ secret: string; address: string }>('SecondFactorSecret', await begins(person))
  const code = phoneWith(secret)
  const { codes } = as<{ codes: string[] }>(
    'RecoveryCodes',
    await person.does('turnOnSecondFactor', { code: code(now) }),
  )
  let step = 0
  /** The code of a half minute that nobody has used yet. */
  const nextCode = () => {
    const at = shifted(now, ++step * 60_000)
    house.clock.stopAt(at)
    return code(at)
  }
  return { story, person, secret, address, codes, nextCode, code }
}

const wantsIn = async (email: string, given = password, asker = visitor()) => {
  const { data, headers } = await asker.ask(signInMutation, { input: { email, password: given } })
  return { ...data.signIn, cookies: headers.getSetCookie() } as {
    __typename: string
    key: string
    until: string
    cookies: string[]
  }
}
const confirms = async (key: string, code: string, asker = visitor()) => {
  const { data, errors, headers } = await asker.ask(confirmMutation, { input: { key, code } })
  const cookie = headers.getSetCookie()[0]?.split(';', 1)[0]
  return {
    answer: (data?.confirmSignIn?.__typename ?? errors?.[0]?.extensions.code) as string,
    cookies: headers.getSetCookie(),
    asker: new Asker(house, cookie ? { cookie } : {}),
  }
}

describe('a second factor', () => {
  test('is turned on by who has the password and the phone, and ends the sessions that began without it', async () => {
    const story = await tellStory(house)
    const person = await story.recruiter()
    const second = new Asker(house, { cookie: await signIn(house, person.email) })
    expect((await person.reads(viewerQuery)).viewer.secondFactor).toBeNull()
    expect(await begins(person, 'a guess')).toMatchObject({ __typename: 'PasswordIsWrong' })
    const at = new Date('2098-03-03T08:00:10Z')
    house.clock.stopAt(at)
    const first = as<{ secret: string }>('SecondFactorSecret', await begins(person))
    // Begun again, the secret before is worth nothing; until a code was right, nothing is asked for.
    const { secret, address } = as<{ secret: string; address: string }>('SecondFactorSecret', await begins(person))
    expect(address).toContain(`secret=${secret}`)
    expect(decodeURIComponent(address)).toContain(`Greenroom:${person.email}`)
    expect((await wantsIn(person.email)).__typename).toBe('Viewer')
    const turnsOn = (code: string) => person.does('turnOnSecondFactor', { code })
    for (const wrong of ['', '000000', 'abcdef', phoneWith(first.secret)(at)])
      expect(await turnsOn(wrong)).toMatchObject({ __typename: 'CodeIsWrong' })
    const { codes } = as<{ codes: string[] }>('RecoveryCodes', await turnsOn(phoneWith(secret)(at)))
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    expect(await Promise.all([person, second].map(isIn))).toEqual([true, false])
    expect((await person.reads(viewerQuery)).viewer.secondFactor).toMatchObject({ recoveryCodesLeft: 10 })
    expect(await begins(person)).toMatchObject({ __typename: 'SecondFactorIsOn' })
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId } } }')
    expect(auditLog.nodes).toContainEqual({ action: 'SecondFactorTurnedOn', entityId: person.id })

    // What lies in the database shows no code and opens nothing.
    const kept = JSON.stringify(
      await Promise.all(
        ['auth_second_factor', 'auth_recovery_code', 'idempotency_key', 'audit_entry', 'auth_try'].map((table) =>
          house.database.query(`select * from ${table}`),
        ),
      ),
    )
    for (const told of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(told)
    house.clock.goOn()
  })

  test('is asked for at every door, and no session is open before', async () => {
    const { person, nextCode } = await careful()
    const before = async () =>
      (
        await house.database.query<{ count: number }>(
          'select count(*)::int as count from auth_session join staff_member using (user_id) where staff_member.id = $1',
          [person.id],
        )
      )[0]!.count
    const sessions = await before()
    expect((await wantsIn(person.email, 'wrong')).__typename).toBe('WrongCredentials')
    const byMutation = await wantsIn(person.email)
    expect(byMutation.__typename).toBe('SecondFactorIsNeeded')
    expect(byMutation.cookies).toEqual([])
    const response = await trySignIn(house, person.email)
    const byPath = (await response.json()) as { secondFactor: { key: string } }
    expect(Object.keys(byPath)).toEqual(['secondFactor'])
    expect(await before()).toBe(sessions)
    for (const set of response.headers.getSetCookie())
      expect(await isIn(new Asker(house, { cookie: set.split(';', 1)[0]! }))).toBe(false)
    for (const key of [byMutation.key, byPath.secondFactor.key]) {
      expect((await confirms(key, '000000')).answer).toBe('CodeIsWrong')
      const { answer, asker, cookies } = await confirms(key, nextCode())
      expect(answer).toBe('Viewer')
      expect(await isIn(asker)).toBe(true)
      expect(cookies[0]!.toLowerCase().split('; ').slice(1).sort()).toEqual([
        'httponly',
        'max-age=43200',
        'path=/',
        'samesite=lax',
      ])
      // The key has done its work.
      expect((await confirms(key, nextCode())).answer).toBe('SignInIsOver')
    }
    for (const nobodys of ['', 'x', newId()]) expect((await confirms(nobodys, nextCode())).answer).toBe('SignInIsOver')
    house.clock.goOn()
  })

  test('takes each code once, however many give it at once, and no older one', async () => {
    const { person, nextCode, code } = await careful()
    const keys = await Promise.all([1, 2, 3].map(async () => (await wantsIn(person.email)).key))
    const given = nextCode()
    const answers = await Promise.all(keys.map(async (key) => (await confirms(key, given)).answer))
    expect(answers.sort()).toEqual(['CodeIsWrong', 'CodeIsWrong', 'Viewer'])
    // The one of half a minute before is still on somebody's phone, and was overtaken.
    const { key } = await wantsIn(person.email)
    const older = code(shifted(new Date('2098-03-03T08:00:00Z'), 30_000))
    expect((await confirms(key, older)).answer).toBe('CodeIsWrong')
    expect((await confirms(key, nextCode())).answer).toBe('Viewer')
    house.clock.goOn()
  })

  test('lets in by a recovery code, each once, and by others after they were renewed', async () => {
    const { person, codes, nextCode } = await careful()
    const enters = async (code: string) => (await confirms((await wantsIn(person.email)).key, code)).answer
    expect(await enters(codes[0]!.toUpperCase().replaceAll('-', ' '))).toBe('Viewer')
    expect(await enters(codes[0]!)).toBe('CodeIsWrong')
    expect((await person.reads(viewerQuery)).viewer.secondFactor.recoveryCodesLeft).toBe(9)
    const renews = (given: string, code: string) => person.does('renewRecoveryCodes', { password: given, code })
    expect(await renews('wrong', nextCode())).toMatchObject({ __typename: 'PasswordIsWrong' })
    expect(await renews(password, '000000')).toMatchObject({ __typename: 'CodeIsWrong' })
    const renewed = as<{ codes: string[] }>('RecoveryCodes', await renews(password, nextCode()))
    expect(await enters(codes[1]!)).toBe('CodeIsWrong')
    expect(await enters(renewed.codes[1]!)).toBe('Viewer')
    house.clock.goOn()
  })

  test('is not passed by with a link for a forgotten password, nor by joining another company', async () => {
    const { person, nextCode, story } = await careful()
    const admin = await story.admin()
    const elsewhere = await tellStory(house, { name: 'Elsewhere' })
    const other = granted(
      await (await elsewhere.admin()).does('addPerson', { name: 'Rita', email: person.email, role: 'INTERVIEWER' }),
    )
    const key = /\/join\/([a-z2-7]{52})$/.exec(String(other['joinLink']))![1]!
    const { data, headers } = await visitor().ask(
      'mutation($input: JoinInput!) { join(input: $input) { __typename ... on SecondFactorIsNeeded { key } } }',
      { input: { key, password } },
    )
    expect(data.join.__typename).toBe('SecondFactorIsNeeded')
    expect(headers.getSetCookie()).toEqual([])
    const joinedAt = async () =>
      (
        await house.database.query<{ at: Date | null }>('select joined_at as at from staff_member where id = $1', [
          other['id'],
        ])
      )[0]!.at
    expect(await joinedAt()).toBeNull()
    const { asker } = await confirms(data.join.key, nextCode())
    expect(await joinedAt()).not.toBeNull()
    expect((await asker.reads('{ viewer { company { id } } }')).viewer.company.id).toBe(elsewhere.companyId)

    // Nor does an admin of one of two companies say how somebody signs in.
    expect(await admin.does('removeSecondFactor', { staffMemberId: person.id })).toMatchObject({
      __typename: 'WorksElsewhere',
    })
    house.clock.goOn()
  })

  test('is asked for ten minutes, and not after another password was chosen', async () => {
    const { person, nextCode } = await careful()
    const [late, changed] = [await wantsIn(person.email), await wantsIn(person.email)]
    expect(Date.parse(late.until) - Date.now()).toBeGreaterThan(9 * 60_000)
    const outdated = await house.database.query(
      "update auth_pending_sign_in set created_at = now() - interval '10 minutes 1 second' where key_hash = $1 returning id",
      [createHash('sha256').update(late.key).digest('base64url')],
    )
    expect(outdated).toHaveLength(1)
    const answers = [(await confirms(late.key, nextCode())).answer]
    expect(await person.does('changePassword', { current: password, chosen: 'a sentence nobody says' })).toMatchObject({
      __typename: 'PasswordChanged',
    })
    answers.push((await confirms(changed.key, nextCode())).answer)
    expect(answers).toEqual(['SignInIsOver', 'SignInIsOver'])
    house.clock.goOn()
  })

  test('is not guessed: tries are counted by all instances, and its owner gets in by a recovery code', async () => {
    const { person, codes, nextCode } = await careful()
    const there = await house.openAnother()
    const { key } = await wantsIn(person.email)
    const tries = []
    for (let time = 0; time < 10; time++)
      tries.push((await confirms(key, '000000', time % 2 ? visitor() : visitor().elsewhere(there))).answer)
    // One of them was counted when it was turned on.
    expect(tries).toEqual([...Array.from({ length: 9 }, () => 'CodeIsWrong'), 'RATE_LIMITED'])
    expect((await confirms(key, nextCode())).answer).toBe('RATE_LIMITED')
    expect((await confirms(key, codes[3]!)).answer).toBe('Viewer')
    house.clock.goOn()
  })

  test('is turned off by who has both, and taken off by an admin, who signs them out', async () => {
    const { person, story, nextCode } = await careful()
    const turnsOff = (given: string, code: string) => person.does('turnOffSecondFactor', { password: given, code })
    expect(await turnsOff('wrong', nextCode())).toMatchObject({ __typename: 'PasswordIsWrong' })
    expect(await turnsOff(password, '000000')).toMatchObject({ __typename: 'CodeIsWrong' })
    expect(await turnsOff(password, nextCode())).toMatchObject({ __typename: 'SecondFactorTurnedOff' })
    expect((await wantsIn(person.email)).__typename).toBe('Viewer')

    const lost = await careful({ now: new Date('2098-03-04T08:00:00Z') })
    const admin = await lost.story.admin()
    const has = async () =>
      (await admin.reads('{ people(first: 100) { nodes { id hasSecondFactor } } }')).people.nodes.find(
        ({ id }: { id: string }) => id === lost.person.id,
      ).hasSecondFactor
    expect(await has()).toBe(true)
    const removes = (asker: StaffMember) => asker.failsTo('removeSecondFactor', { staffMemberId: lost.person.id })
    expect(await removes(await lost.story.anotherRecruiter())).toBe('FORBIDDEN')
    expect(await removes(await story.admin())).toBe('NOT_FOUND')
    granted(await admin.does('removeSecondFactor', { staffMemberId: lost.person.id }))
    expect(await has()).toBe(false)
    expect(await isIn(lost.person)).toBe(false)
    expect((await wantsIn(lost.person.email)).__typename).toBe('Viewer')
    const { auditLog } = await admin.reads('{ auditLog { nodes { action } } }')
    expect(auditLog.nodes.map(({ action }: { action: string }) => action)).toContain('SecondFactorRemoved')
    house.clock.goOn()
  })
})
