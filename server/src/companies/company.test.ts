import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse({ worker: true })

const viewerQuery = '{ viewer { company { name timeZone language } } }'

test('an admin changes what the company is called, its zone and its language', async () => {
  const story = await tellStory(house, { name: 'Lindgren & Co' })
  const admin = await story.admin()
  const before = (await admin.reads(viewerQuery)).viewer.company

  granted(await admin.does('updateCompany', { name: '  Nordlys AS ' }))
  expect((await admin.reads(viewerQuery)).viewer.company).toEqual({ ...before, name: 'Nordlys AS' })
  granted(await admin.does('updateCompany', { timeZone: 'Europe/Oslo', language: 'FR' }))
  // What is said already changes nothing.
  granted(await admin.does('updateCompany', { timeZone: 'Europe/Oslo', name: null }))
  expect((await admin.reads(viewerQuery)).viewer.company).toEqual({
    name: 'Nordlys AS',
    timeZone: 'Europe/Oslo',
    language: 'FR',
  })

  const { auditLog } = await admin.reads('{ auditLog { nodes { action fields } } }')
  expect(auditLog.nodes.filter(({ action }: { action: string }) => action === 'CompanyChanged')).toEqual([
    { action: 'CompanyChanged', fields: ['timeZone', 'language'] },
    { action: 'CompanyChanged', fields: ['name'] },
  ])
})

test('an interview stays where it is on the clock when the company moves to another zone', async () => {
  const story = await tellStory(house)
  const admin = await story.admin()
  const { interview, candidate } = await story.arranged()
  granted(await admin.does('updateCompany', { name: 'Nordlys AS', timeZone: 'Pacific/Auckland' }))
  const { interview: now } = await admin.reads(`{ interview(id: "${interview.id}") { startsAt } }`)
  expect(now.startsAt).toBe(interview.startsAt)
  // Whoever opens their link reads the new name.
  const { candidateInterview } = await candidate.holder.reads('{ candidateInterview { companyName startsAt } }')
  expect(candidateInterview).toEqual({ companyName: 'Nordlys AS', startsAt: interview.startsAt })
})

test.each([
  [{ name: ' ' }, 'name'],
  [{ name: 'x'.repeat(201) }, 'name'],
  [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
])('what no company is called or goes by is refused: %j', async (wish, path) => {
  const admin = await tellStory(house).then((story) => story.admin())
  const answer = await admin.does('updateCompany', wish)
  expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] })
})
