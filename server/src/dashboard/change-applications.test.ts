import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const fields = `__typename ... on ApplicationChanges { isDone changes { application { id status decisionReason
    candidate { name } } refusal { __typename ... on ApplicationIsDecided { status } }
    emails { kind status to recipientName subject text } } }
  ... on InvalidInput { fields { path } }`

const plans = async (recruiter: StaffMember, input: object): Promise<Answer> =>
  (
    await recruiter.reads(
      `query($input: ChangeApplicationsInput!) { plan: planApplicationChanges(input: $input) { ${fields} } }`,
      { input },
    )
  ).plan

const changesAll = async (recruiter: StaffMember, input: object, key: string | null = null): Promise<Answer> =>
  (
    await recruiter.reads(
      `mutation($input: ChangeApplicationsInput!, $key: String) {
        change: changeApplications(input: $input, idempotencyKey: $key) { ${fields} } }`,
      { input, key },
    )
  ).change

const outcomes = (answer: Answer) =>
  (answer['changes'] as Answer[]).map(({ application, refusal }) => [
    (application as Answer)['candidate'].name,
    (refusal as Answer | null)?.__typename ?? (application as Answer)['status'],
  ])

/** Everything of a company that a change could write. */
const dump = (companyId: string) =>
  Promise.all(
    ['slot', 'interview', 'application', 'scheduling_link', 'invitation', 'delivery', 'audit_entry', 'live_event'].map(
      (table) => house.database.query(`select * from ${table} where company_id = $1 order by id`, [companyId]),
    ),
  )

/** Ada has a time in a slot, Ben waits, Cleo is rejected, Dina has no address. */
async function applicants() {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const [ada, ben, cleo, dina] = [
    await story.applicant({ name: 'Ada', email: 'ada@candidates.test', language: 'SV' }),
    await story.applicant({ name: 'Ben', email: 'ben@candidates.test' }),
    await story.applicant({ name: 'Cleo' }),
    await story.applicant({ name: 'Dina', email: null }),
  ]
  const slot = await recruiter.opens({ startsAt: hoursAhead(48) })
  granted(await recruiter.books(slot, ada))
  granted(await recruiter.decides(cleo, 'REJECTED', 'No.'))
  const applicationIds = [ada, ben, cleo, dina].map(({ applicationId }) => applicationId)
  return { story, recruiter, slot, applicationIds }
}

describe('several applications', () => {
  test('are rejected with one reason: first it is shown what each would hear, and nothing is left behind by that', async () => {
    const { story, recruiter, applicationIds } = await applicants()
    const input = { applicationIds, action: 'REJECT', reason: 'The job is gone.', notifyCandidate: true }
    const before = await dump(story.companyId)
    const plan = await plans(recruiter, input)
    expect(await dump(story.companyId)).toEqual(before)

    expect(plan).toMatchObject({ __typename: 'ApplicationChanges', isDone: false })
    expect(outcomes(plan)).toEqual([
      ['Ada', 'INTERVIEW_SCHEDULED'],
      ['Ben', 'PENDING'],
      ['Cleo', 'ApplicationIsDecided'],
      ['Dina', 'PENDING'],
    ])
    const emails = plan['changes'].map((change: Answer) =>
      change['emails'].map((email: Answer) => [email['kind'], email['status'], email['to']]),
    )
    expect(emails).toEqual([
      [
        ['CANCELLATION', 'QUEUED', 'ada@candidates.test'],
        ['DECISION', 'QUEUED', 'ada@candidates.test'],
      ],
      [['DECISION', 'QUEUED', 'ben@candidates.test']],
      [],
      [['DECISION', 'SKIPPED_NO_ADDRESS', null]],
    ])
    expect(plan['changes'][1].emails[0].text).toContain('Ben')

    const done = await changesAll(recruiter, input)
    expect(done['isDone']).toBe(true)
    expect(outcomes(done)).toEqual([
      ['Ada', 'REJECTED'],
      ['Ben', 'REJECTED'],
      ['Cleo', 'ApplicationIsDecided'],
      ['Dina', 'REJECTED'],
    ])
    expect(done['changes'][1].application.decisionReason).toBe('The job is gone.')
    const queued = await house.database.query<{ email: string; kind: string }>(
      `select candidate.email, delivery.kind from delivery join candidate on candidate.id = delivery.candidate_id
        where delivery.company_id = $1 and delivery.status = 'QUEUED' order by delivery.kind, candidate.email`,
      [story.companyId],
    )
    expect(queued).toEqual([
      { email: 'ada@candidates.test', kind: 'CANCELLATION' },
      { email: 'ada@candidates.test', kind: 'DECISION' },
      { email: 'ben@candidates.test', kind: 'DECISION' },
    ])
  })

  test('are not decided without a reason before a completed interview', async () => {
    const { recruiter, applicationIds } = await applicants()
    expect(outcomes(await changesAll(recruiter, { applicationIds, action: 'APPROVE' }))).toEqual([
      ['Ada', 'DecisionNeedsReason'],
      ['Ben', 'DecisionNeedsReason'],
      ['Cleo', 'ApplicationIsDecided'],
      ['Dina', 'DecisionNeedsReason'],
    ])
  })

  test('are invited to choose a time, those that may be', async () => {
    const { recruiter, applicationIds } = await applicants()
    const input = { applicationIds, action: 'INVITE_TO_CHOOSE' }
    const plan = await plans(recruiter, input)
    const expected = [
      ['Ada', 'AlreadyScheduled'],
      ['Ben', 'PENDING'],
      ['Cleo', 'ApplicationIsNotPending'],
      ['Dina', 'PENDING'],
    ]
    expect(outcomes(plan)).toEqual(expected)
    expect(plan['changes'][1].emails).toMatchObject([{ kind: 'CHOOSE_SLOT', to: 'ben@candidates.test' }])
    expect(outcomes(await changesAll(recruiter, input))).toEqual(expected)
    const { application } = await recruiter.reads(
      'query($id: ID!) { application(id: $id) { schedulingLink { status } } }',
      { id: applicationIds[1] },
    )
    expect(application.schedulingLink).toEqual({ status: 'OPEN' })
  })

  test('withdraw', async () => {
    const { recruiter, slot, applicationIds } = await applicants()
    const done = await changesAll(recruiter, { applicationIds: applicationIds.slice(0, 2), action: 'WITHDRAW' })
    expect(outcomes(done)).toEqual([
      ['Ada', 'WITHDRAWN'],
      ['Ben', 'WITHDRAWN'],
    ])
    const { slot: after } = await recruiter.reads('query($id: ID!) { slot(id: $id) { placesTaken } }', { id: slot.id })
    expect(after.placesTaken).toBe(0)
  })

  test('asked twice with one key are changed once, and the answer is the first one', async () => {
    const { story, recruiter, applicationIds } = await applicants()
    const input = { applicationIds, action: 'INVITE_TO_CHOOSE' }
    const first = await changesAll(recruiter, input, 'once')
    const after = await dump(story.companyId)
    expect(await changesAll(recruiter, input, 'once')).toEqual(first)
    expect(await dump(story.companyId)).toEqual(after)
    expect(await changesAll(recruiter, { ...input, action: 'WITHDRAW' }, 'once')).toEqual({
      __typename: 'IdempotencyKeyReused',
    })
  })

  test('changed by two people at once end in one state each', async () => {
    const { story, recruiter, applicationIds } = await applicants()
    const rolf = await story.anotherRecruiter()
    const [one, other] = await Promise.all([
      changesAll(recruiter, { applicationIds, action: 'REJECT', reason: 'No.' }),
      changesAll(rolf, { applicationIds: applicationIds.toReversed(), action: 'WITHDRAW' }),
    ])
    const done = [one, other].flatMap(({ changes }) =>
      (changes as Answer[]).filter(({ refusal }) => !refusal).map(({ application }) => (application as Answer)['id']),
    )
    expect(done.toSorted()).toEqual(applicationIds.filter((_, index) => index !== 2).toSorted())
  })

  test('that are none, twice the same, or of another company are not touched at all', async () => {
    const { story, recruiter, applicationIds } = await applicants()
    const before = await dump(story.companyId)
    const action = { action: 'REJECT', reason: 'No.' }
    expect(await changesAll(recruiter, { applicationIds: [], ...action })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'applicationIds' }],
    })
    const twice = [applicationIds[0], applicationIds[0]]
    expect(await plans(recruiter, { applicationIds: twice, ...action })).toMatchObject({ __typename: 'InvalidInput' })
    const stranger = await (await tellStory(house)).applicant()
    for (const id of [stranger.applicationId, newId(), 'no id'])
      for (const document of [
        'query($input: ChangeApplicationsInput!) { planApplicationChanges(input: $input) { __typename } }',
        'mutation($input: ChangeApplicationsInput!) { changeApplications(input: $input) { __typename } }',
      ]) {
        const { errors } = await recruiter.ask(document, {
          input: { applicationIds: [applicationIds[1], id], ...action },
        })
        expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      }
    expect(await dump(story.companyId)).toEqual(before)
  })
})

test('the dashboard hears of an application that is made, scheduled, decided or withdrawn', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  await story.job()
  const ears = recruiter.listens()
  await ears.opened()
  const heard = ears.to(
    'subscription($after: String) { applicationChanged(after: $after) { application { id status } } }',
    { after: await house.cursor() },
  )
  const ada = await story.applicant()
  const tells = (status: string) =>
    heard.hears(status, ({ applicationChanged: { application } }) => application.status === status)
  await tells('PENDING')
  granted(await recruiter.schedules(ada))
  await tells('INTERVIEW_SCHEDULED')
  granted(await recruiter.withdraws(ada))
  await tells('WITHDRAWN')
  granted(await recruiter.decides(await story.applicant(), 'REJECTED', 'No.'))
  await tells('REJECTED')
})
