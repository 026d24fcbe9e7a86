import * as argon2 from '@node-rs/argon2'
import { getMigrations } from 'better-auth/db/migration'
import { describe, expect, test, vi } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { Asker, signIn, tellStory, trySignIn, type StaffMember } from '../../test/story.ts'
import { authTables, makeAuth } from './auth.ts'
import { makeGuesses } from './guesses.ts'
import { sessionTokenHash } from './hashed-session-tokens.ts'
import { hashPassword, verifyPassword } from './password.ts'

// Watched, not replaced: what is done is counted.
vi.mock('@node-rs/argon2', { spy: true })

const house = await openHouse()
const password = 'story-password'

const viewerOf = async (headers: Record<string, string>) =>
  (await new Asker(house, headers).reads('{ viewer { role staffMember { id } } }')).viewer

const post = (to: string, headers: Record<string, string>, body: object = {}) =>
  fetch(`${house.url}${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const signInMutation = `mutation($input: SignInInput!) { signIn(input: $input) { __typename
  ... on Viewer { role company { id name } staffMember { id email } } ... on Refusal { message } } }`

/** Somebody new to the server, by their address. */
let address = 0
const asVisitor = () => ({ 'x-forwarded-for': `203.0.113.${++address}` })

describe('signing in', () => {
  test('at the usual path sets a cookie that no script reads and no foreign page sends', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const response = await trySignIn(house, person.email)
    const [cookie, ...others] = response.headers.getSetCookie()
    expect(response.status).toBe(200)
    expect(others).toEqual([])
    const [named, ...attributes] = cookie!.split('; ')
    expect(named).toMatch(/^greenroom=[^.]+\.[^.]+$/)
    expect(attributes.map((each) => each.toLowerCase()).sort()).toEqual([
      'httponly',
      'max-age=43200',
      'path=/',
      'samesite=lax',
    ])
    expect(await viewerOf({ cookie: named! })).toEqual({ role: 'RECRUITER', staffMember: { id: person.id } })
  })

  test('over https binds the cookie to this host and to https', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const secure = await house.openAnother({ publicUrl: 'https://interviews.example.test' })
    const [cookie] = (await trySignIn(secure, person.email)).headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-greenroom=/)
    expect(cookie!.split('; ').map((each) => each.toLowerCase())).toEqual(
      expect.arrayContaining(['secure', 'httponly', 'samesite=lax', 'path=/']),
    )
    expect(cookie).not.toMatch(/domain=/i)
    const viewer = await new Asker(secure, { cookie: cookie!.split(';')[0]! }).reads('{ viewer { role } }')
    expect(viewer.viewer.role).toBe('RECRUITER')
    const { headers } = await fetch(`${secure.url}/healthz`)
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })

  test('by mutation is the same, and answers who one is', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const person = await story.admin()
    const reply = await new Asker(house, asVisitor()).ask(signInMutation, { input: { email: person.email, password } })
    expect(reply.data.signIn).toEqual({
      __typename: 'Viewer',
      role: 'ADMIN',
      company: { id: story.companyId, name: 'Lindgren & Co' },
      staffMember: { id: person.id, email: person.email },
    })
    const [cookie] = reply.headers.getSetCookie()
    expect(cookie).toMatch(/^greenroom=.*HttpOnly/i)
    expect(reply.body).not.toContain(cookie!.split(/[=;]/)[1])
    expect(await viewerOf({ cookie: cookie!.split(';')[0]! })).toMatchObject({ role: 'ADMIN' })
  })

  test('makes a new session each time', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const cookies = [await signIn(house, person.email), await signIn(house, person.email)]
    expect(new Set(cookies).size).toBe(2)
    // A session that somebody planted before is not taken over.
    const planted = await fetch(`${house.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url, cookie: cookies[0]!, ...asVisitor() },
      body: JSON.stringify({ email: person.email, password }),
    })
    expect(planted.headers.getSetCookie()[0]!.split(';')[0]).not.toBe(cookies[0])
  })

  test('with a wrong password, an unknown address and one that has left is answered alike', async () => {
    const story = await tellStory(house)
    const person = await story.recruiter()
    const left = await story.anotherRecruiter()
    await house.database.query('update staff_member set active = false where id = $1', [left.id])
    const tries = [
      { email: person.email, password: 'wrong-password' },
      { email: 'nobody@staff.test', password },
      { email: person.email.toUpperCase(), password: 'wrong-password' },
    ]
    const paths = await Promise.all(
      tries.map(async ({ email, password: given }) => {
        const response = await trySignIn(house, email, given)
        return [response.status, await response.text(), response.headers.getSetCookie()]
      }),
    )
    expect(paths[0]![0]).toBe(401)
    for (const answer of paths) expect(answer).toEqual(paths[0])

    const mutations = []
    for (const input of [...tries, { email: left.email, password }]) {
      const reply = await new Asker(house, asVisitor()).ask(signInMutation, { input })
      mutations.push([reply.status, reply.body, reply.headers.getSetCookie()])
    }
    expect(mutations[0]).toEqual([
      200,
      expect.stringContaining(
        '{"__typename":"WrongCredentials","message":"The email address or the password is wrong."}',
      ),
      [],
    ])
    for (const answer of mutations) expect(answer).toEqual(mutations[0])
  })

  test('of an unknown address costs as much as of a known one', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    // The password of a real account is hashed with real work.
    const hash = await hashPassword(password)
    await house.database.query(
      'update auth_account set password = $1 where user_id = (select user_id from staff_member where id = $2)',
      [hash, person.id],
    )
    // Both algorithms are the same work; without any for nobody the answer would come at once, and tell.
    const workOf = async (email: string) => {
      vi.clearAllMocks()
      await trySignIn(house, email, 'wrong-password')
      return vi.mocked(argon2.hash).mock.calls.length + vi.mocked(argon2.verify).mock.calls.length
    }
    expect(await workOf(person.email)).toBe(1)
    expect(await workOf('nobody@staff.test')).toBe(1)
    const parameters = vi.mocked(argon2.hash).mock.calls.at(-1)![1]!
    const { memoryCost, timeCost, parallelism } = parameters
    expect(hash).toContain(`m=${memoryCost},t=${timeCost},p=${parallelism}$`)
  })

  test.each([
    ['no address', { email: 'nonsense', password }],
    ['an address that is too long', { email: `${'a'.repeat(250)}@b.test`, password }],
  ])('with %s is refused next to the field', async (_, input) => {
    const { data } = await new Asker(house, asVisitor()).ask(signInMutation, { input })
    expect(data.signIn.__typename).toBe('InvalidInput')
  })

  test.each([
    ['NUL', { email: 'a\u0000@b.test', password: 'x\u0000' }],
    ['broken Unicode', { email: 'a\ud800@b.test', password: '\udfff' }],
    ['an operator', { email: { $ne: '' }, password: { $ne: '' } }],
    ['nothing', {}],
    ['an endless password', { email: 'nobody@staff.test', password: 'x'.repeat(100_000) }],
  ])('with %s is a mistake, not a failure', async (_, body) => {
    const response = await post('/api/auth/sign-in/email', { origin: house.url, ...asVisitor() }, body)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(response.headers.getSetCookie()).toEqual([])
    house.takeErrors()
  })

  test.each([
    ['a foreign page', { origin: 'https://evil.test' }],
    ['a foreign page that hides', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a form of a foreign page', { 'sec-fetch-site': 'cross-site' }],
  ])('from %s is refused', async (_, headers) => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const response = await post(
      '/api/auth/sign-in/email',
      { ...headers, ...asVisitor() },
      { email: person.email, password },
    )
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
    house.takeErrors()
  })

  test('is open to a program, which has no page', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const response = await post('/api/auth/sign-in/email', asVisitor(), { email: person.email, password })
    expect(response.status).toBe(200)
  })

  test('more than thirty times a minute from one address is slowed down, at both doors, for that address alone', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const guesser = asVisitor()
    const codes = []
    for (let time = 0; time < 31; time++)
      codes.push(
        (
          await post(
            '/api/auth/sign-in/email',
            { origin: house.url, ...guesser },
            { email: `somebody${time}@staff.test`, password: 'wrong' },
          )
        ).status,
      )
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401))
    expect(codes[30]).toBe(429)
    const byMutation = await new Asker(house, guesser).ask(signInMutation, { input: { email: person.email, password } })
    expect(byMutation.errors?.[0]?.extensions.code).toBe('RATE_LIMITED')
    // The owner, elsewhere, is not locked out.
    expect(await viewerOf({ cookie: await signIn(house, person.email) })).toMatchObject({ role: 'RECRUITER' })
  })
})

describe('guessing', () => {
  const guess = async (
    email: string,
    headers: Record<string, string>,
    at: { url: string } = house,
    given = 'a guess',
  ) =>
    (
      await fetch(`${at.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: house.url, ...headers },
        body: JSON.stringify({ email, password: given }),
      })
    ).status

  test('from one address is over after ten times, at all instances together and for unknown accounts alike', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const there = await house.openAnother({ publicUrl: house.url })
    for (const email of [person.email, `${person.id}@nowhere.test`]) {
      const guesser = asVisitor()
      const codes = []
      for (let time = 0; time < 11; time++) codes.push(await guess(email, guesser, time % 2 ? there : house))
      expect(codes).toEqual([...Array.from({ length: 10 }, () => 401), 429])
      expect(await guess(email.toUpperCase(), guesser, there, password)).toBe(429)
    }
    // Right ones are no guesses.
    const own = asVisitor()
    for (let time = 0; time < 12; time++) expect(await guess(person.email, own, house, password)).toBe(200)
  })

  test('from everywhere keeps out who comes from elsewhere, and not the owner where they were before', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const home = asVisitor()
    expect(await guess(person.email, home, house, password)).toBe(200)
    const codes = []
    for (let time = 0; time < 31; time++) codes.push(await guess(person.email, asVisitor()))
    expect([codes.slice(0, 30).every((code) => code === 401), codes[30]]).toEqual([true, 429])
    expect(await guess(person.email, asVisitor(), house, password)).toBe(429)
    expect(await guess(person.email, home, house, password)).toBe(200)
    // Others are not concerned.
    const other = await tellStory(house).then((story) => story.recruiter())
    expect(await guess(other.email, asVisitor(), house, password)).toBe(200)
  })
})

describe('a session', () => {
  const tokenIn = (person: StaffMember) => decodeURIComponent(person.headers['cookie']!.split('=')[1]!).split('.')[0]!

  test('is kept as a hash: what lies in the database signs nobody in', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const token = tokenIn(person)
    const rows = await house.database.query<{ id: string; token: string }>('select id, token from auth_session')
    const own = rows.find((row) => row.token === sessionTokenHash(token))
    expect(own).toBeDefined()
    expect(JSON.stringify(rows)).not.toContain(token)

    // Even who could sign cookies would not get in with what lies there.
    const { createHmac } = await import('node:crypto')
    const { secret } = await import('../../test/house.ts')
    const signed = (value: string) =>
      `greenroom=${encodeURIComponent(`${value}.${createHmac('sha256', secret).update(value).digest('base64')}`)}`
    expect(await viewerOf({ cookie: signed(token) })).toMatchObject({ staffMember: { id: person.id } })
    for (const found of [own!.token, own!.id]) {
      expect(await viewerOf({ cookie: signed(found) })).toBeNull()
      expect(await viewerOf({ cookie: `greenroom=${found}` })).toBeNull()
    }
  })

  test('is nobody without its signature', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const cookie = person.headers['cookie']!
    for (const forged of [
      `greenroom=${tokenIn(person)}`,
      cookie.slice(0, -4),
      `${cookie}x`,
      'greenroom=',
      'greenroom=a.b',
      'greenroom=%',
    ])
      expect(await viewerOf({ cookie: forged })).toBeNull()
  })

  test.each([
    ['the mutation', (person: StaffMember) => person.reads('mutation { signOut }')],
    [
      'the path, as a browser',
      (person: StaffMember) => post('/api/auth/sign-out', { ...person.headers, origin: house.url }),
    ],
    ['the path, as a program', (person: StaffMember) => post('/api/auth/sign-out', person.headers)],
  ])('ends for good by %s', async (_, signOut) => {
    const story = await tellStory(house)
    const person = await story.anotherRecruiter()
    const elsewhere = { cookie: await signIn(house, person.email) }
    expect(await viewerOf(person.headers)).not.toBeNull()
    await signOut(person)
    expect(await viewerOf(person.headers)).toBeNull()
    // Another browser of the same person stays signed in.
    expect(await viewerOf(elsewhere)).not.toBeNull()
  })

  test('is ended by signing out where there is none, too', async () => {
    expect(await new Asker(house).reads('mutation { signOut }')).toEqual({ signOut: true })
  })

  test('ends when nobody uses it, and in any case after a week', async () => {
    const story = await tellStory(house)
    const [idle, old] = [await story.anotherRecruiter(), await story.anotherRecruiter()]
    const change = (person: StaffMember, change: string) =>
      house.database.query(`update auth_session set ${change} where token = $1`, [sessionTokenHash(tokenIn(person))])
    await change(idle, "expires_at = now() - interval '1 second'")
    await change(old, "created_at = now() - interval '7 days 1 second'")
    expect(await viewerOf(idle.headers)).toBeNull()
    expect(await viewerOf(old.headers)).toBeNull()
  })

  test('is prolonged by being used, an hour after it was last', async () => {
    const story = await tellStory(house)
    const [fresh, used] = [await story.anotherRecruiter(), await story.anotherRecruiter()]
    const left = async (person: StaffMember, change = "interval '0'") => {
      const [row] = await house.database.query<{ minutes: number }>(
        `update auth_session set expires_at = expires_at - ${change} where token = $1
          returning round(extract(epoch from expires_at - now()) / 60)::int as minutes`,
        [sessionTokenHash(tokenIn(person))],
      )
      return row!.minutes
    }
    expect(await left(fresh, "interval '50 minutes'")).toBe(670)
    expect(await left(used, "interval '70 minutes'")).toBe(650)
    for (const person of [fresh, used]) expect(await viewerOf(person.headers)).not.toBeNull()
    expect([await left(fresh), await left(used)]).toEqual([670, 720])
  })

  test('tells who one is at its own path, without the secret of it', async () => {
    const person = await tellStory(house).then((story) => story.recruiter())
    const response = await fetch(`${house.url}/api/auth/get-session`, { headers: person.headers })
    expect(response.status).toBe(200)
    expect(JSON.parse(await response.text())).toMatchObject({ user: { email: person.email } })
    const nobody = await fetch(`${house.url}/api/auth/get-session`)
    expect(await nobody.text()).toBe('null')
  })
})

describe('passwords', () => {
  test('are hashed by argon2id with the work that OWASP asks for', async () => {
    const hash = await hashPassword('correct horse')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword({ hash, password: 'correct horse' })).toBe(true)
    expect(await verifyPassword({ hash, password: 'correct horsf' })).toBe(false)
    expect(await verifyPassword({ hash: 'no hash', password: 'correct horse' })).toBe(false)
  })

  test('wait for each other, two at a time, and all get their turn', async () => {
    const hashes = await Promise.all(Array.from({ length: 6 }, (_, index) => hashPassword(`password ${index}`)))
    expect(new Set(hashes).size).toBe(6)
  })
})

test('the sign-in library finds every table and column that it wants', async () => {
  const { database, log } = house.greenroom
  const auth = makeAuth(database, {
    publicUrl: house.url,
    secret: 'x'.repeat(32),
    log,
    guesses: makeGuesses(database),
    secondFactor: { isOn: () => Promise.resolve(false), wait: () => Promise.reject(new Error('Nobody waits.')) },
  })
  const { toBeCreated, toBeAdded } = await getMigrations({
    ...auth.options,
    ...authTables,
    database: { db: database.em.fork().getKysely() as never, type: 'postgres' },
  })
  expect([...toBeCreated, ...toBeAdded]).toEqual([])
})
