import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Story } from '../../test/story.ts'

const house = await openHouse()

/** A job of two rounds: a talk by phone with somebody, then a day on site with Inès. */
async function jobOfTwoRounds(story: Story) {
  const recruiter = await story.recruiter()
  const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
  const job = await story.job()
  granted(
    await recruiter.does('setJobRounds', {
      jobId: job.id,
      rounds: [
        { name: 'First talk', durationMinutes: 30, mode: 'PHONE', anyOf: [[ines.id, olof.id]] },
        { name: 'On site', durationMinutes: 120, mode: 'ONSITE', location: 'Storgatan 12', interviewerIds: [ines.id] },
      ],
    }),
  )
  return { recruiter, job, ines, olof }
}

test('a round brings its length, its way and its people where nothing else is said', async () => {
  const story = await tellStory(house)
  const { recruiter, job, ines } = await jobOfTwoRounds(story)
  const { applicationId } = await story.applicant()
  house.clock.stopAt('2098-03-03T08:00:00Z')
  const plain = { applicationId, startsAt: new Date('2098-03-10T09:00:00Z') }

  const first = granted(await recruiter.does('scheduleInterview', plain))
  expect(first).toMatchObject({ round: 1, durationMinutes: 30, mode: 'PHONE', interviewers: [{}] })
  const { jobs } = await recruiter.reads(
    '{ jobs(first: 1) { nodes { id rounds { number name anyOf { name } interviewers { name } } } } }',
  )
  expect(jobs.nodes[0]).toEqual({
    id: job.id,
    rounds: [
      { number: 1, name: 'First talk', anyOf: [[{ name: 'Inès' }, { name: 'Olof' }]], interviewers: [] },
      { number: 2, name: 'On site', anyOf: [], interviewers: [{ name: 'Inès' }] },
    ],
  })

  // The second one cannot be scheduled beside the first, and follows it when that was held.
  expect(await recruiter.does('scheduleInterview', { ...plain, round: 2 })).toMatchObject({
    __typename: 'ApplicationIsNotPending',
    status: 'INTERVIEW_SCHEDULED',
  })
  house.clock.stopAt('2098-03-10T10:00:00Z')
  granted(await recruiter.completes(first))
  const next = { applicationId, startsAt: new Date('2098-03-12T09:00:00Z') }
  const second = granted(await recruiter.does('scheduleInterview', next))
  expect(second).toMatchObject({
    round: 2,
    durationMinutes: 120,
    mode: 'ONSITE',
    location: 'Storgatan 12',
    interviewers: [{ id: ines.id }],
    application: { status: 'INTERVIEW_SCHEDULED' },
  })
  house.clock.goOn()
})

test('who meets in another way than the round does gets nothing of its place', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const meetingUrl = 'https://meet.example.test/talk'
  const rounds = [{ name: 'Talk', durationMinutes: 30, mode: 'VIDEO', meetingUrl }]
  granted(await recruiter.does('setJobRounds', { jobId: (await story.job()).id, rounds }))
  const schedules = async (more: object) =>
    granted(
      await recruiter.does('scheduleInterview', {
        applicationId: (await story.applicant()).applicationId,
        startsAt: hoursAhead(30),
        ...more,
      }),
    )
  expect(await schedules({})).toMatchObject({ mode: 'VIDEO', meetingUrl })
  expect(await schedules({ mode: 'PHONE' })).toMatchObject({ mode: 'PHONE', meetingUrl: null })
  expect(await schedules({ mode: 'ONSITE', location: 'Storgatan 12' })).toMatchObject({
    location: 'Storgatan 12',
    meetingUrl: null,
  })
})

test('rounds are replaced as a whole, and what is scheduled stays', async () => {
  const story = await tellStory(house)
  const { recruiter, job } = await jobOfTwoRounds(story)
  const candidate = await story.applicant()
  const interview = granted(
    await recruiter.schedules(candidate, { durationMinutes: 45, mode: 'PHONE', interviewers: [] }),
  )
  const after = granted(await recruiter.does('setJobRounds', { jobId: job.id, rounds: [] }))
  expect(after['rounds']).toEqual([])
  expect(interview['durationMinutes']).toBe(45)
  const { applicationId } = await story.applicant()
  expect(await recruiter.does('scheduleInterview', { applicationId, startsAt: hoursAhead(24) })).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: 'durationMinutes' }, { path: 'mode' }],
  })
})

test('a round that says no place for its way is refused, and so is somebody who is nobody here', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const { id: jobId } = await story.job()
  const round = { name: 'On site', durationMinutes: 60, mode: 'ONSITE' }
  const talk = { name: 'Talk', durationMinutes: 30, mode: 'PHONE' }
  const online = { name: 'Online', durationMinutes: 30, mode: 'VIDEO', location: 'Nowhere' }
  expect(await recruiter.does('setJobRounds', { jobId, rounds: [talk, round, online] })).toMatchObject({
    __typename: 'InvalidInput',
    fields: [
      { path: 'rounds.1.location', message: 'A round on site needs a location.' },
      { path: 'rounds.2.meetingUrl', message: 'A round by video needs a meeting URL.' },
    ],
  })
  const stranger = await tellStory(house).then((other) => other.interviewer())
  const reply = await recruiter.ask(
    'mutation($input: SetJobRoundsInput!) { setJobRounds(input: $input) { __typename } }',
    { input: { jobId, rounds: [{ ...round, location: 'Here', interviewerIds: [stranger.id] }] } },
  )
  expect(reply.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
})

describe('the kit of a round', () => {
  /** A job whose only round has this kit. */
  const withKit = async (story: Story, kitId: string) => {
    const { id: jobId } = await story.job()
    const recruiter = await story.recruiter()
    const rounds = [{ name: 'On your own', durationMinutes: 30, mode: 'SELF_GUIDED', kitId }]
    return granted(await recruiter.does('setJobRounds', { jobId, rounds }))
  }
  const kitOf = async (story: Story, interview: { id: string }) =>
    (
      await (
        await story.recruiter()
      ).reads('query($id: ID!) { interview(id: $id) { kit { id number kit { name } criteria { name } } } }', {
        id: interview.id,
      })
    ).interview.kit

  test('is what its interviews go by, and others have none', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kit = granted(await recruiter.writesKit({ name: 'First talk', criteria: ['Calm'] }))
    const job = await withKit(story, kit.id)
    expect(job['rounds']).toMatchObject([{ kit: { id: kit.id } }])
    const { interview } = await story.arranged()
    expect(await kitOf(story, interview)).toMatchObject({ number: 1, kit: { name: 'First talk' } })
    const { interview: later } = await story.arranged({ round: 2 })
    expect(await kitOf(story, later)).toBeNull()
  })

  test('is kept as it was at the start, whatever the round has afterwards', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [first, second] = await Promise.all([1, 2].map(() => recruiter.writesKit().then(granted)))
    await withKit(story, first!.id)
    const startsAt = new Date('2098-05-05T09:00:00Z')
    house.clock.stopAt('2098-05-04T09:00:00Z')
    const { candidate, interview } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    const { interview: ahead } = await story.arranged({ startsAt })
    const { interview: held } = await story.arranged({ startsAt })
    house.clock.stopAt(startsAt)
    expect(await candidate.starts()).toMatchObject({ __typename: 'CandidateInterview' })
    house.clock.stopAt('2098-05-05T10:00:00Z')
    granted(await recruiter.completes(held))
    await withKit(story, second!.id)
    for (const kept of [interview, held]) expect(await kitOf(story, kept)).toMatchObject({ id: first!['version'].id })
    expect(await kitOf(story, ahead)).toMatchObject({ id: second!['version'].id })
    house.clock.goOn()
  })

  test('of another company is none', async () => {
    const story = await tellStory(house)
    const foreign = await tellStory(house).then(async (other) => granted(await (await other.recruiter()).writesKit()))
    const { id: jobId } = await story.job()
    const rounds = [{ name: 'Talk', durationMinutes: 30, mode: 'PHONE', kitId: foreign.id }]
    expect(await (await story.recruiter()).failsTo('setJobRounds', { jobId, rounds })).toBe('NOT_FOUND')
  })
})
