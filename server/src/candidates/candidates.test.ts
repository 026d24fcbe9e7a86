import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

describe('adding a person', () => {
  test('takes zone and language of the company where none is named', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Paris', language: 'FR' })
    const recruiter = await story.recruiter()
    expect(await recruiter.does('createCandidate', { name: ' Camille Laurent ' })).toMatchObject({
      __typename: 'Candidate',
      name: 'Camille Laurent',
      email: null,
      phone: null,
      timeZone: 'Europe/Paris',
      language: 'FR',
    })
    expect(
      await recruiter.does('createCandidate', {
        name: 'Priya Nair',
        email: 'priya@candidates.test',
        phone: '+91 (22) 1234-5678',
        timeZone: 'Asia/Kolkata',
        language: 'EN',
      }),
    ).toMatchObject({
      email: 'priya@candidates.test',
      phone: '+91 (22) 1234-5678',
      timeZone: 'Asia/Kolkata',
      language: 'EN',
    })
  })

  test('whose address another one has is refused with who it is, letter case aside', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = granted(await recruiter.does('createCandidate', { name: 'Ada', email: 'Ada@candidates.test' }))
    expect(await recruiter.does('createCandidate', { name: 'Another', email: 'aDA@candidates.TEST' })).toEqual({
      __typename: 'CandidateAlreadyExists',
      message: 'Another candidate has this email address already.',
      candidate: expect.objectContaining({ id: ada.id, name: 'Ada' }),
    })
  })

  test('with one address ten times at once adds one', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        recruiter.does('createCandidate', { name: `Ada ${index}`, email: 'ada@candidates.test' }),
      ),
    )
    const added = answers.filter((answer) => answer.__typename === 'Candidate')
    expect(added).toHaveLength(1)
    for (const other of answers.filter((answer) => answer !== added[0]))
      expect(other).toMatchObject({ __typename: 'CandidateAlreadyExists', candidate: { id: added[0]!.id } })
  })

  test('with an address that a candidate of another company has is nobody else’s business', async () => {
    const [one, other] = [await tellStory(house), await tellStory(house)]
    for (const story of [one, other]) {
      const recruiter = await story.recruiter()
      const answer = await recruiter.does('createCandidate', { name: 'Ada', email: 'ada@both.test' })
      expect(answer.__typename).toBe('Candidate')
    }
  })

  test.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(201) }],
    ['name', { name: 'Ada\r\nBcc: all@candidates.test' }],
    ['email', { email: 'not an address' }],
    ['phone', { phone: 'call me' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
  ])('with a wrong %s is refused next to the field', async (path, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect(await recruiter.does('createCandidate', { name: 'Ada', ...wrong })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe("correcting a person's data", () => {
  const ada = {
    name: 'Ada',
    email: 'ada@candidates.test',
    phone: '+46 1',
    timeZone: 'Europe/Stockholm',
    language: 'SV',
  }

  test('changes what is named, empties what is null and leaves the rest', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const { id } = granted(await recruiter.does('createCandidate', ada))
    const change = (values: object) => recruiter.does('updateCandidate', { candidateId: id, ...values })

    expect(await change({ name: 'Ada Lovelace', phone: null })).toMatchObject({
      ...ada,
      name: 'Ada Lovelace',
      phone: null,
    })
    expect(await change({ email: null, timeZone: 'Europe/London', language: 'EN' })).toMatchObject({
      id,
      name: 'Ada Lovelace',
      email: null,
      timeZone: 'Europe/London',
      language: 'EN',
    })
    expect(await change({})).toMatchObject({ id, name: 'Ada Lovelace' })
  })

  test('to an address that another one has is refused, also when two want it at once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [one, two, three] = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => recruiter.does('createCandidate', { name })),
    )
    await recruiter.does('updateCandidate', { candidateId: one!.id, email: 'one@candidates.test' })
    expect(
      await recruiter.does('updateCandidate', { candidateId: two!.id, email: 'ONE@candidates.test' }),
    ).toMatchObject({
      __typename: 'CandidateAlreadyExists',
      candidate: { id: one!.id },
    })
    expect(
      await recruiter.does('updateCandidate', { candidateId: one!.id, email: 'One@candidates.test' }),
    ).toMatchObject({ __typename: 'Candidate', email: 'One@candidates.test' })

    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        [two!, three!].map(({ id }) =>
          recruiter.does('updateCandidate', { candidateId: id, email: `round-${round}@candidates.test` }),
        ),
      )
      expect(answers.map((answer) => answer.__typename).sort()).toEqual(['Candidate', 'CandidateAlreadyExists'])
    }
  })

  test.each([
    ['name', { name: null }],
    ['name', { name: ' ' }],
    ['email', { email: '' }],
    ['phone', { phone: 'x' }],
    ['timeZone', { timeZone: 'GMT+2!' }],
    ['language', { language: null }],
  ])('with a wrong %s is refused next to the field', async (path, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const { id } = granted(await recruiter.does('createCandidate', ada))
    expect(await recruiter.does('updateCandidate', { candidateId: id, ...wrong })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe('applying', () => {
  test('once per job, also five times at once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const job = await story.job()
    const { id } = granted(await recruiter.does('createCandidate', { name: 'Ada' }))
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => recruiter.does('createApplication', { candidateId: id, jobId: job.id })),
    )
    const made = answers.filter((answer) => answer.__typename === 'Application')
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ status: 'PENDING', candidate: { id }, job: { id: job.id } })
    for (const other of answers.filter((answer) => answer !== made[0]))
      expect(other).toMatchObject({
        __typename: 'ApplicationAlreadyExists',
        message: 'This candidate has applied for this job already.',
        application: { id: made[0]!.id },
      })
  })

  test('for another job is another application', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const nurse = await recruiter.createsJob('Nurse')
    expect(await recruiter.does('createApplication', { candidateId: ada.id, jobId: nurse.id })).toMatchObject({
      __typename: 'Application',
      status: 'PENDING',
    })
  })
})

describe('lists', () => {
  test('of candidates are searched by part of name or address, and signs of the database are only signs', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    for (const [name, email] of [
      ['Åsa Öberg', 'asa@candidates.test'],
      ['100% Sure', 'sure@candidates.test'],
      ["Rob'); drop table candidate;--", null],
      ['Under_score', 'back\\slash@candidates.test'.replace('\\', '')],
    ])
      granted(await recruiter.does('createCandidate', { name, email }))
    const found = async (search: string) =>
      (
        await recruiter.reads(`query($search: String) { candidates(search: $search) { nodes { name } totalCount } }`, {
          search,
        })
      ).candidates.nodes.map((person: { name: string }) => person.name)

    expect(await found('åsa')).toEqual(['Åsa Öberg'])
    expect(await found('SURE@')).toEqual(['100% Sure'])
    expect(await found('%')).toEqual(['100% Sure'])
    expect(await found('_')).toEqual(['Under_score'])
    expect(await found("'); drop")).toEqual(["Rob'); drop table candidate;--"])
    expect(await found('\\')).toEqual([])
    expect(await found('   ')).toHaveLength(4)
  })

  test('of applications are filtered by status, job, candidate and text', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const nurse = await recruiter.createsJob('Nurse')
    const ada = await story.applicant({ name: 'Ada' })
    const ben = await story.applicant({ name: 'Ben', job: nurse })
    await recruiter.decides(ben, 'REJECTED', 'No.')
    const found = async (filter: object) =>
      (
        await recruiter.reads(
          `query($filter: ApplicationFilter) { applications(filter: $filter) { nodes { candidate { name } } } }`,
          { filter },
        )
      ).applications.nodes.map((node: { candidate: { name: string } }) => node.candidate.name)

    expect(await found({})).toEqual(['Ben', 'Ada'])
    expect(await found({ status: ['PENDING'] })).toEqual(['Ada'])
    expect(await found({ status: ['REJECTED', 'APPROVED'] })).toEqual(['Ben'])
    expect(await found({ status: [] })).toEqual([])
    expect(await found({ jobId: nurse.id })).toEqual(['Ben'])
    expect(await found({ candidateId: ada.id })).toEqual(['Ada'])
    expect(await found({ search: 'nurs' })).toEqual(['Ben'])
    expect(await found({ search: 'ad', status: ['REJECTED'] })).toEqual([])
    expect(await found({ jobId: 'no id at all' })).toEqual([])
  })

  test('of applications that may be scheduled has the pending ones and those between two rounds', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const applied = async (name: string) => story.applicant({ name })
    const found = async (schedulable: boolean) =>
      (
        await recruiter.reads(
          `query($filter: ApplicationFilter) { applications(filter: $filter) { nodes { candidate { name } } } }`,
          { filter: { schedulable } },
        )
      ).applications.nodes.map((node: { candidate: { name: string } }) => node.candidate.name)

    await applied('Pending')
    await recruiter.decides(await applied('Decided'), 'REJECTED', 'No.')
    const tomorrow = await applied('Tomorrow')
    granted(await recruiter.schedules(tomorrow, { startsAt: hoursAhead(48) }))
    const [between, again] = [await applied('Between'), await applied('Again')]
    const firstRounds = []
    for (const candidate of [between, again])
      firstRounds.push(granted(await recruiter.schedules(candidate, { startsAt: hoursAhead(1) })))
    expect([await found(true), await found(false)]).toEqual([['Pending'], ['Again', 'Between', 'Tomorrow', 'Decided']])

    house.clock.stopAt(hoursAhead(2))
    for (const interview of firstRounds) granted(await recruiter.completes(interview))
    expect(await found(true)).toEqual(['Again', 'Between', 'Pending'])
    granted(await recruiter.schedules(again, { startsAt: hoursAhead(48) }))
    expect([await found(true), await found(false)]).toEqual([
      ['Between', 'Pending'],
      ['Again', 'Tomorrow', 'Decided'],
    ])
    house.clock.goOn()
  })

  test("of a person's applications, interviews and emails hang on the person", async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged()
    await story.arranged()
    const { candidate: person } = await recruiter.reads(
      `query($id: ID!) { candidate(id: $id) {
        applications { nodes { id interviews { id } } totalCount }
        interviews { nodes { id } totalCount } deliveries { nodes { kind interview { id } } totalCount } } }`,
      { id: candidate.id },
    )
    expect(person).toEqual({
      applications: { nodes: [{ id: candidate.applicationId, interviews: [{ id: interview.id }] }], totalCount: 1 },
      interviews: { nodes: [{ id: interview.id }], totalCount: 1 },
      deliveries: { nodes: [{ kind: 'INVITATION', interview: { id: interview.id } }], totalCount: 1 },
    })
  })
})
