import { describe, expect, test } from 'vitest'
import { openHouse, secret, type House } from '../../test/house.ts'
import { Asker, tellStory, trySignIn } from '../../test/story.ts'
import { setupAddress } from './setup-key.ts'

const password = 'correct horse battery'

const setUpMutation = `mutation($input: SetUpInput!) { setUp(input: $input) { __typename
  ... on Viewer { role company { id name timeZone language } staffMember { name email } }
  ... on PasswordIsWeak { reason }
  ... on InvalidInput { fields { path message } }
  ... on Refusal { message } } }`

const keyOf = (address: string | null) => address!.split('#')[1]!

const wishes = (house: House) => ({
  key: keyOf(setupAddress(house.url, secret)),
  company: 'Nordlys AS',
  timeZone: 'Europe/Oslo',
  language: 'FR',
  name: 'Astrid Nyström',
  email: 'Astrid@Nordlys.test',
  password,
})

const setsUp = (house: House, changes: object = {}) =>
  new Asker(house, {}).ask(setUpMutation, { input: { ...wishes(house), ...changes } })

const isSetUp = async (house: House) =>
  (await new Asker(house, {}).reads('{ installation { isSetUp } }')).installation.isSetUp

describe('an installation without a company', () => {
  test('is set up by who has the address that its server prints, and they are signed in', async () => {
    const house = await openHouse()
    expect(await isSetUp(house)).toBe(false)
    expect(await house.greenroom.addressToSetUp()).toMatch(new RegExp(`^${house.url}/setup#[a-z2-7]{26}$`))

    const reply = await setsUp(house)
    expect(reply.data.setUp).toEqual({
      __typename: 'Viewer',
      role: 'ADMIN',
      company: { id: expect.any(String), name: 'Nordlys AS', timeZone: 'Europe/Oslo', language: 'FR' },
      staffMember: { name: 'Astrid Nyström', email: 'astrid@nordlys.test' },
    })
    const [cookie] = reply.headers.getSetCookie()
    const { viewer } = await new Asker(house, { cookie: cookie!.split(';')[0]! }).reads('{ viewer { role } }')
    expect(viewer.role).toBe('ADMIN')
    const later = await new Asker(house, {}).ask(
      `mutation { signIn(input: { email: "ASTRID@nordlys.test", password: "${password}" }) { __typename } }`,
    )
    expect(later.data.signIn.__typename).toBe('Viewer')

    expect(await isSetUp(house)).toBe(true)
    expect(await house.greenroom.addressToSetUp()).toBeNull()
    // The address has done its work: it founds no second company.
    const again = await setsUp(house, { email: 'mallory@nordlys.test' })
    expect(again.data.setUp.__typename).toBe('InstallationIsSetUp')
    expect(again.headers.getSetCookie()).toEqual([])
    expect((await trySignIn(house, 'mallory@nordlys.test')).status).toBe(401)
  })

  test('is set up by nobody else, whatever they guess', async () => {
    const house = await openHouse()
    const right = wishes(house).key
    const wrong = [
      '',
      'x',
      right.slice(1),
      `${right}a`,
      right.toUpperCase(),
      'ö'.repeat(13),
      keyOf(setupAddress('', 'x')),
    ]
    for (const key of wrong) {
      const reply = await setsUp(house, { key, email: 'no address', password: '' })
      expect(reply.data.setUp, key).toEqual({ __typename: 'WrongSetupKey', message: expect.any(String) })
    }
    expect(await isSetUp(house)).toBe(false)
  })

  test('says all that is wrong with what it is told, and founds nothing', async () => {
    const house = await openHouse()
    const bad = { company: ' ', timeZone: 'Mars/Olympus', name: 'a\nb', email: 'nobody' }
    const { fields } = (await setsUp(house, bad)).data.setUp
    expect(fields.map(({ path }: { path: string }) => path).sort()).toEqual(['company', 'email', 'name', 'timeZone'])
    const weak = (await setsUp(house, { password: 'Nordlys2026!' })).data.setUp
    expect(weak).toEqual({
      __typename: 'PasswordIsWeak',
      reason: 'TOO_FAMILIAR',
      message: expect.stringContaining('everybody knows'),
    })
    expect(await isSetUp(house)).toBe(false)
  })

  test('has one first company, however many set it up at once', async () => {
    const house = await openHouse()
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, place) => setsUp(house, { email: `admin${place}@nordlys.test` })),
    )
    const answers = replies.map(({ data }) => data.setUp.__typename).sort()
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'InstallationIsSetUp'), 'Viewer'])
    expect(await house.database.query('select from company')).toHaveLength(1)
    expect(await house.database.query('select from auth_user')).toHaveLength(1)
  })
})

test('an installation with a company does not ask to be set up', async () => {
  const house = await openHouse()
  await tellStory(house)
  expect(await isSetUp(house)).toBe(true)
  expect((await setsUp(house)).data.setUp.__typename).toBe('InstallationIsSetUp')
})
