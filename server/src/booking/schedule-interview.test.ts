import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, shifted } from '../../test/clock.ts'
import { holding } from '../../test/holding.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

describe('an interview without a slot', () => {
  test.each([
    ['ONSITE', { location: 'Storgatan 12' }],
    ['VIDEO', { meetingUrl: 'https://meet.test/ada' }],
    ['PHONE', {}],
    ['SELF_GUIDED', {}],
  ])('is arranged %s', async (mode, where) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const startsAt = hoursAhead(24)

    expect(
      await recruiter.schedules(ada, { mode, ...where, startsAt, durationMinutes: 90, notes: ' Welcome! ' }),
    ).toMatchObject({
      __typename: 'Interview',
      status: 'SCHEDULED',
      round: 1,
      mode,
      location: null,
      meetingUrl: null,
      ...where,
      startsAt: startsAt.toISOString(),
      endsAt: shifted(startsAt, 1.5 * hour).toISOString(),
      durationMinutes: 90,
      timeZone: 'Europe/Stockholm',
      notes: 'Welcome!',
      slot: null,
      application: { status: 'INTERVIEW_SCHEDULED' },
      scheduledBy: { id: recruiter.id },
      delivery: { kind: 'INVITATION', status: 'QUEUED' },
    })
  })

  test('is promised in its own zone where one is named', async () => {
    const story = await tellStory(house, { timeZone: 'Asia/Kolkata' })
    const recruiter = await story.recruiter()
    const [ada, ben] = await story.applicants(2)
    expect(await recruiter.schedules(ada!)).toMatchObject({ timeZone: 'Asia/Kolkata' })
    expect(await recruiter.schedules(ben!, { timeZone: 'America/New_York' })).toMatchObject({
      timeZone: 'America/New_York',
    })
  })

  test('needs a place to meet or a link, by its mode', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    expect(await recruiter.schedules(ada, { mode: 'ONSITE', meetingUrl: 'https://meet.test' })).toEqual({
      __typename: 'LocationIsMissing',
      message: 'An interview on site needs a location.',
      path: null,
    })
    expect(await recruiter.schedules(ada, { mode: 'VIDEO', location: 'Storgatan 12' })).toEqual({
      __typename: 'MeetingUrlIsMissing',
      message: 'An interview by video needs a meeting URL.',
      path: null,
    })
  })

  test('is not arranged for the past or for this very moment', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const now = hoursAhead(5)

    house.clock.stopAt(now)
    const refused = await recruiter.schedules(ada, { startsAt: now })
    const granted = await recruiter.schedules(ada, { startsAt: shifted(now, 1) })
    house.clock.goOn()

    expect(refused).toMatchObject({ __typename: 'TimeIsPast', startsAt: now.toISOString(), now: now.toISOString() })
    expect(granted.__typename).toBe('Interview')
  })

  test('is refused while another one of the round is live, and allowed again when that is over', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged()
    expect(await recruiter.schedules(candidate)).toMatchObject({
      __typename: 'AlreadyScheduled',
      interview: { id: interview.id },
    })
    expect(await recruiter.schedules(candidate, { round: 2 })).toMatchObject({
      __typename: 'ApplicationIsNotPending',
      status: 'INTERVIEW_SCHEDULED',
    })
    await recruiter.cancels(interview)
    const next = await recruiter.schedules(candidate)
    expect(next).toMatchObject({ __typename: 'Interview', round: 1 })
    expect(next.id).not.toBe(interview.id)
  })

  test('is refused for an application that is decided', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    await recruiter.decides(ada, 'REJECTED', 'Moved abroad.')
    expect(await recruiter.schedules(ada)).toMatchObject({ __typename: 'ApplicationIsNotPending', status: 'REJECTED' })
    expect(await recruiter.books(await recruiter.opens(), ada)).toMatchObject({
      __typename: 'ApplicationIsNotPending',
      status: 'REJECTED',
    })
  })

  test('asked for eight times at once is arranged once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => recruiter.schedules(ada, { startsAt: hoursAhead(24 + index) })),
    )

    const arranged = answers.filter((answer) => answer.__typename === 'Interview')
    expect(arranged).toHaveLength(1)
    for (const other of answers.filter((answer) => answer !== arranged[0]))
      expect(other).toMatchObject({ __typename: 'AlreadyScheduled', interview: { id: arranged[0]!.id } })
  })

  test.each([
    ['durationMinutes', { durationMinutes: 4 }],
    ['durationMinutes', { durationMinutes: 1441 }],
    ['timeZone', { timeZone: '+02:00' }],
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['meetingUrl', { meetingUrl: 'http://meet.test' }],
    ['meetingUrl', { meetingUrl: 'javascript:alert(1)' }],
    ['location', { location: 'two\nlines' }],
    ['location', { location: 'x'.repeat(501) }],
    ['notes', { notes: 'x'.repeat(2001) }],
    ['startsAt', { startsAt: new Date('2100-01-01T00:00:00Z') }],
    ['interviewerIds', { interviewers: Array.from({ length: 21 }, (_, index) => `${index}`) }],
  ])('with a wrong %s is refused next to the field', async (path, wrong) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    expect(await recruiter.schedules(await story.applicant(), wrong)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })

  test('with several wrong fields names them all', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const answer = await recruiter.schedules(await story.applicant(), {
      durationMinutes: 1,
      timeZone: 'Mars',
      round: 99,
    })
    expect(answer['fields'].map((field: { path: string }) => field.path).sort()).toEqual([
      'durationMinutes',
      'round',
      'timeZone',
    ])
  })
})

test('a place that is given up at the same moment still takes its time: nothing is left for the constraint to find', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const ines = await story.interviewer()
  const slot = await recruiter.opens({ interviewers: [ines] })
  const ada = await story.chooser({ name: 'Ada' })
  const ben = await story.applicant({ name: 'Ben' })
  // Both begin at one instant, so that what one declares over is over to the other.
  house.clock.stopAt(hoursAhead(1))
  granted(await ada.holds(slot))
  const sameTime = { startsAt: new Date(slot['startsAt'] as string), interviewers: [ines] }
  const held = await holding(house.database, 'select 1 from application where id = $1 for update', [ben.applicationId])

  const scheduling = recruiter.schedules(ben, sameTime)
  // It has given back what was over, and holds its people.
  await held.isWaitedFor()
  const [link] = await house.database.query<{ id: string }>(
    'select id from scheduling_link where application_id = $1',
    [ada.applicationId],
  )
  granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: link!.id }))
  await held.letGo()

  expect(await scheduling).toMatchObject({ __typename: 'InterviewerIsBusy', interviewers: [{ id: ines.id }] })
  expect(await recruiter.schedules(ben, sameTime)).toMatchObject({ __typename: 'Interview' })
})
