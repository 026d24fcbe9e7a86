import { describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { smallPicture } from '../../test/picture.ts'
import { Asker, granted, signIn, tellStory } from '../../test/story.ts'

const house = await openHouse()

const brandOf = async (person: Asker) =>
  (await person.reads('{ companyBrand { name senderName colour signature logo { id path width height } logoUrl } }'))
    .companyBrand

describe('the brand of a company', () => {
  test('is plain until somebody chooses, and the name is that of the company', async () => {
    const story = await tellStory(house, { name: 'Northwind' })
    expect(await brandOf(await story.recruiter())).toEqual({
      name: 'Northwind',
      senderName: null,
      colour: '#0b6e4f',
      signature: null,
      logo: null,
      logoUrl: null,
    })
  })

  test('is chosen part by part; what is left out stays, and an empty text takes away', async () => {
    const story = await tellStory(house, { name: 'Northwind' })
    const admin = await story.admin()
    granted(await admin.does('updateCompanyBrand', { senderName: ' Northwind Talent ', colour: '#7A1FA2' }))
    granted(await admin.does('updateCompanyBrand', { signature: 'Kind regards,\nthe talent team' }))
    expect(await brandOf(admin)).toMatchObject({
      name: 'Northwind Talent',
      senderName: 'Northwind Talent',
      colour: '#7a1fa2',
      signature: 'Kind regards,\nthe talent team',
    })
    granted(await admin.does('updateCompanyBrand', { senderName: '', signature: '' }))
    expect(await brandOf(admin)).toMatchObject({
      name: 'Northwind',
      senderName: null,
      colour: '#7a1fa2',
      signature: null,
    })
  })

  test('leaves in the audit trail which fields changed, and nothing where none did', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    await admin.does('updateCompanyBrand', { colour: '#7a1fa2', senderName: '' })
    await admin.does('updateCompanyBrand', { colour: '#7A1FA2' })
    await admin.does('uploadCompanyLogo', { image: smallPicture })
    await admin.does('updateCompanyBrand', { removeLogo: true })
    const { auditLog } = await admin.reads('{ auditLog { nodes { action fields } } }')
    expect(
      auditLog.nodes.filter(({ action }: { action: string }) => action === 'CompanyBrandChanged').toReversed(),
    ).toEqual([
      { action: 'CompanyBrandChanged', fields: ['colour'] },
      { action: 'CompanyBrandChanged', fields: ['logo'] },
      { action: 'CompanyBrandChanged', fields: ['logo'] },
    ])
  })

  test.each([
    ['senderName', 'Northwind\r\nBcc: eve@evil.example'],
    ['senderName', 'N'.repeat(101)],
    ['colour', 'red'],
    ['colour', '#fff'],
    ['signature', 'line\n'.repeat(9)],
    ['signature', 'a\u0000b'],
  ])('is not taken where %s is %o', async (path, value) => {
    const admin = await tellStory(house).then((story) => story.admin())
    expect(await admin.does('updateCompanyBrand', { [path]: value })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe('a logo', () => {
  test('is shown at an address of its own, to anybody, for ever, and as a picture only', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    granted(await admin.does('uploadCompanyLogo', { image: smallPicture }))
    const { logo, logoUrl } = await brandOf(admin)
    expect(logo).toEqual({ id: expect.any(String), path: `/logo/${logo.id}`, width: 40, height: 24 })
    // This house is reached by http: no mail program would fetch it.
    expect(logoUrl).toBeNull()

    const response = await fetch(`${house.url}${logo.path}`)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(response.headers.getSetCookie()).toEqual([])
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(smallPicture)
  })

  test('has an address for mail programs where the installation is reached by https', async () => {
    const story = await tellStory(house)
    const admin = await story.admin()
    granted(await admin.does('uploadCompanyLogo', { image: smallPicture }))
    const secure = await house.openAnother({ publicUrl: 'https://jobs.northwind.example' })
    const { logo, logoUrl } = await brandOf(new Asker(secure, { cookie: await signIn(secure, admin.email) }))
    expect(logoUrl).toBe(`https://jobs.northwind.example/logo/${logo.id}`)
    await secure.close()
  })

  test('is another one with another address when another picture comes; emails of before keep theirs', async () => {
    const admin = await tellStory(house).then((story) => story.admin())
    const ids: string[] = []
    for (let round = 0; round < 22; round++) {
      granted(await admin.does('uploadCompanyLogo', { image: smallPicture }))
      ids.push((await brandOf(admin)).logo.id)
    }
    expect(new Set(ids).size).toBe(22)
    granted(await admin.does('updateCompanyBrand', { removeLogo: true }))
    expect(await brandOf(admin)).toMatchObject({ logo: null, logoUrl: null })
    const statuses = await Promise.all(ids.map(async (id) => (await fetch(`${house.url}/logo/${id}`)).status))
    // The twenty newest are kept.
    expect(statuses).toEqual([404, 404, ...Array.from({ length: 20 }, () => 200)])
  })

  test.each(['not-an-id', '00000000-0000-0000-0000-000000000000', '%00', '..%2f..%2fetc'])(
    'is not there at %s',
    async (id) => {
      expect((await fetch(`${house.url}/logo/${id}`)).status).toBe(404)
    },
  )

  test('is refused by name where the file is none, and says nothing of what was before', async () => {
    const admin = await tellStory(house).then((story) => story.admin())
    const refused = async (bytes: Buffer) => admin.does('uploadCompanyLogo', { image: bytes.toString('base64') })
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect(await refused(page)).toMatchObject({ __typename: 'LogoIsUnusable', reason: 'NO_IMAGE' })
    expect(await refused(Buffer.alloc(64 * 1024 + 1))).toMatchObject({
      __typename: 'LogoIsUnusable',
      reason: 'TOO_LARGE',
    })
    expect(await admin.does('uploadCompanyLogo', { image: 'data:image/png;base64,AAAA' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'image' }],
    })
    expect((await brandOf(admin)).logo).toBeNull()
  })
})
