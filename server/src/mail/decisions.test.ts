import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { until } from '../../test/until.ts'

const house = await openHouse({ worker: true })

test('a decision is told by email where somebody asks for it, in the words of the company', async () => {
  const story = await tellStory(house, { name: 'Northwind' })
  const words = { occasion: 'REJECTION', language: 'SV', intro: 'Tyvärr inte den här gången, {candidateName}.' }
  granted(await (await story.admin()).does('updateEmailWords', words))
  const ada = await story.applicant({ name: 'Ada', language: 'SV' })
  const decision = { applicationId: ada.applicationId, decision: 'REJECTED', reason: 'For the company only.' }
  granted(await (await story.recruiter()).does('decideApplication', { ...decision, notifyCandidate: true }))
  const email = await ada.readsEmail()
  expect(email.subject).toBe('Om din ansökan: Backend Engineer hos Northwind')
  expect(email.text).toContain('Tyvärr inte den här gången, Ada.')
  expect(email.text).not.toContain('For the company only.')
  expect(email.hasCalendar).toBe(false)
})

test('nobody hears of a decision by email unless somebody asks for it', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const [ada, ben] = await story.applicants(2)
  granted(await recruiter.decides(ada!, 'APPROVED', 'Convincing.'))
  const decision = { applicationId: ben!.applicationId, decision: 'APPROVED', reason: 'Convincing.' }
  granted(await recruiter.does('decideApplication', { ...decision, notifyCandidate: true }))
  await ben!.readsEmail()
  expect(house.post.subjectsTo(ada!.email!)).toEqual([])
})

test('where there is no address, the recruiter sees that nothing was sent', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const silent = await story.applicant({ email: null })
  const decision = { applicationId: silent.applicationId, decision: 'REJECTED', reason: 'No.', notifyCandidate: true }
  granted(await recruiter.does('decideApplication', decision))
  const { deliveries } = await recruiter.reads(
    'query($id: ID!) { deliveries(filter: { applicationId: $id }) { nodes { kind status interview { id } } } }',
    { id: silent.applicationId },
  )
  expect(deliveries.nodes).toEqual([{ kind: 'DECISION', status: 'SKIPPED_NO_ADDRESS', interview: null }])
})

test('a decision that is asked for twice with one key is told once', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const ada = await story.applicant()
  const decision = { applicationId: ada.applicationId, decision: 'APPROVED', reason: 'Yes.', notifyCandidate: true }
  await Promise.all([1, 2].map(() => recruiter.does('decideApplication', { ...decision, idempotencyKey: 'once' })))
  await until('the email', () => house.post.to(ada.email!).length > 0)
  expect(
    await house.database.query("select from delivery where company_id = $1 and kind = 'DECISION'", [story.companyId]),
  ).toHaveLength(1)
})

test('an email about a decision is sent once more where somebody asks for that', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const ada = await story.applicant()
  const decision = { applicationId: ada.applicationId, decision: 'APPROVED', reason: 'Yes.', notifyCandidate: true }
  granted(await recruiter.does('decideApplication', decision))
  await ada.readsEmail()
  const { deliveries } = await recruiter.reads(
    'query($id: ID!) { deliveries(filter: { applicationId: $id }) { nodes { id } } }',
    { id: ada.applicationId },
  )
  await until(
    'the first email to have left',
    async () => (await recruiter.does('resendEmail', { deliveryId: deliveries.nodes[0].id })).__typename === 'Delivery',
  )
  expect((await ada.readsEmail(2)).subject).toBe((await ada.readsEmail()).subject)
})
