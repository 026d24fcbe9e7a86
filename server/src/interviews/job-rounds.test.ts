import { expect, test } from 'vitest'
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
