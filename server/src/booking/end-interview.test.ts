import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()
const { expireInterview } = house.greenroom.useCases

describe('calling an interview off', () => {
  test('frees its place, returns the application to PENDING and queues a cancellation', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens()
    const [ada, ben] = await story.applicants(2)
    const { interview } = granted(await recruiter.books(slot, ada!))

    expect(await recruiter.cancels(interview, 'We have moved.')).toMatchObject({
      __typename: 'Interview',
      status: 'CANCELLED',
      cancellationReason: 'We have moved.',
      cancelledBy: 'STAFF',
      cancelledByStaffMember: { id: recruiter.id },
      application: { status: 'PENDING' },
      slot: { id: slot.id, placesTaken: 0, status: 'OPEN' },
      delivery: { kind: 'CANCELLATION', status: 'QUEUED' },
      deliveries: [
        { kind: 'CANCELLATION', status: 'QUEUED' },
        { kind: 'INVITATION', status: 'CANCELLED', nextAttemptAt: null },
      ],
    })
    expect((await recruiter.books(slot, ben!)).__typename).toBe('Booking')
  })

  test('leaves the seat mates where they are', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    const [ada, ben] = await story.applicants(2)
    const one = granted(await recruiter.books(slot, ada!))
    const two = granted(await recruiter.books(slot, ben!))

    await recruiter.cancels(one['interview'])

    const { slot: now } = await recruiter.reads(
      `query($id: ID!) { slot(id: $id) { placesTaken bookings { id interview { status } } } }`,
      { id: slot.id },
    )
    expect(now).toEqual({ placesTaken: 1, bookings: [{ id: two.id, interview: { status: 'SCHEDULED' } }] })
  })

  test('without a slot gives the interviewer their time back', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const { recruiter, interview } = await story.arranged({ interviewers: [ines] })
    const ben = await story.applicant()
    expect((await recruiter.schedules(ben, { interviewers: [ines] })).__typename).toBe('InterviewerIsBusy')
    await recruiter.cancels(interview)
    expect((await recruiter.schedules(ben, { interviewers: [ines] })).__typename).toBe('Interview')
  })

  test('six times at once calls it off once and frees one place', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 3 })
    const [ada, ben] = await story.applicants(2)
    const { interview } = granted(await recruiter.books(slot, ada!))
    granted(await recruiter.books(slot, ben!))

    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => recruiter.cancels(interview)))

    expect(answers.filter((answer) => answer.__typename === 'Interview')).toHaveLength(1)
    for (const other of answers.filter((answer) => answer.__typename !== 'Interview'))
      expect(other).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'CANCELLED' })
    const { slot: now } = await recruiter.reads(`query($id: ID!) { slot(id: $id) { placesTaken } }`, { id: slot.id })
    expect(now.placesTaken).toBe(1)
  })

  test('with a reason that is too long is refused', async () => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged()
    expect(await recruiter.cancels(interview, 'x'.repeat(1001))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'reason' }],
    })
  })
})

describe('a candidate who did not come', () => {
  test('is told of only after the hour, keeps the place used up and may be scheduled again', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(2) })
    const ada = await story.applicant()
    const { interview } = granted(await recruiter.books(slot, ada))

    expect(await recruiter.marksNoShow(interview)).toMatchObject({
      __typename: 'InterviewHasNotBegun',
      startsAt: slot['startsAt'],
    })
    house.clock.stopAt(slot['startsAt'])
    const missed = await recruiter.marksNoShow(interview)
    house.clock.goOn()

    expect(missed).toMatchObject({
      status: 'NO_SHOW',
      application: { status: 'PENDING' },
      slot: { placesTaken: 1 },
      delivery: { kind: 'INVITATION' },
    })
    expect((await recruiter.schedules(ada)).__typename).toBe('Interview')
  })
})

describe('an interview that was held', () => {
  test('is told of only after the hour, and leaves the application where it is for a decision', async () => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged({ startsAt: hoursAhead(2) })

    house.clock.stopAt(shifted(interview['startsAt'], -1))
    const early = await recruiter.completes(interview)
    house.clock.stopAt(interview['startsAt'])
    const held = await recruiter.completes(interview)
    house.clock.goOn()

    expect(early).toMatchObject({ __typename: 'InterviewHasNotBegun', startsAt: interview['startsAt'] })
    expect(held).toMatchObject({
      status: 'COMPLETED',
      startedAt: interview['startsAt'],
      endedAt: interview['startsAt'],
      application: { status: 'INTERVIEW_SCHEDULED' },
    })
    expect(await recruiter.decides(candidate, 'APPROVED')).toMatchObject({ status: 'APPROVED' })
  })
})

describe('a window that closes', () => {
  test('ends a self-guided interview that nobody started, and not a moment early', async () => {
    const story = await tellStory(house, { admission: [15, 10] })
    const { recruiter, interview, candidate } = await story.arranged({
      mode: 'SELF_GUIDED',
      startsAt: hoursAhead(2),
    })
    const expire = () => expireInterview(system(story.companyId), { interviewId: interview.id })
    const closesAt = shifted(interview['startsAt'], 10 * minute)

    house.clock.stopAt(shifted(closesAt, -1))
    const early = await expire()
    house.clock.stopAt(closesAt)
    const expired = await expire()
    const again = await expire()
    house.clock.goOn()

    expect(early).toEqual({ kind: 'MoveIsNotAllowed', status: 'SCHEDULED' })
    expect(expired).toEqual({ kind: 'Interview', id: interview.id })
    expect(again).toEqual({ kind: 'MoveIsNotAllowed', status: 'EXPIRED' })
    expect(await candidate.sees()).toMatchObject({ phase: 'EXPIRED' })
    const { interview: now } = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { status endedAt application { status } deliveries { kind status } } }`,
      { id: interview.id },
    )
    expect(now).toEqual({
      status: 'EXPIRED',
      endedAt: closesAt.toISOString(),
      application: { status: 'PENDING' },
      deliveries: [{ kind: 'INVITATION', status: 'CANCELLED' }],
    })
  })
})

describe('a decision', () => {
  test('before a completed interview needs a reason', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    expect(await recruiter.decides(ada, 'APPROVED')).toEqual({
      __typename: 'DecisionNeedsReason',
      message: 'No interview of this application is completed yet: a decision now needs a reason.',
    })
    expect(await recruiter.decides(ada, 'APPROVED', 'We know her.')).toMatchObject({
      __typename: 'Application',
      status: 'APPROVED',
      decisionReason: 'We know her.',
      decidedBy: { id: recruiter.id },
    })
  })

  test('calls off the interview that lies ahead', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens()
    const ada = await story.applicant()
    const { interview } = granted(await recruiter.books(slot, ada))

    expect(await recruiter.decides(ada, 'REJECTED', 'The position is filled.')).toMatchObject({ status: 'REJECTED' })

    const { interview: now } = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { status slot { placesTaken } delivery { kind } application { status } } }`,
      { id: interview.id },
    )
    expect(now).toEqual({
      status: 'CANCELLED',
      slot: { placesTaken: 0 },
      delivery: { kind: 'CANCELLATION' },
      application: { status: 'REJECTED' },
    })
  })

  test('is taken once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const answers = await Promise.all(
      (['APPROVED', 'REJECTED', 'APPROVED', 'REJECTED'] as const).map((decision) =>
        recruiter.decides(ada, decision, 'Because.'),
      ),
    )
    expect(answers.filter((answer) => answer.__typename === 'Application')).toHaveLength(1)
    const refused = answers.filter((answer) => answer.__typename === 'ApplicationIsDecided')
    expect(refused).toHaveLength(3)
    expect(new Set(refused.map((answer) => answer['status'])).size).toBe(1)
  })

  test('at the same time as a booking leaves nobody with an appointment for nothing', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    for (let round = 0; round < 8; round++) {
      const [slot, ada] = [await recruiter.opens(), await story.applicant()]
      const [booked, decided] = await Promise.all([
        recruiter.books(slot, ada),
        recruiter.decides(ada, 'REJECTED', 'The position is filled.'),
      ])
      expect(decided!.__typename).toBe('Application')
      expect(['Booking', 'ApplicationIsNotPending']).toContain(booked!.__typename)
    }
    const waiting = await house.database.query(
      `select 1 from interview join application on application.company_id = interview.company_id
        and application.id = interview.application_id
      where interview.company_id = $1 and interview.status = 'SCHEDULED' and application.status = 'REJECTED'`,
      [story.companyId],
    )
    expect(waiting).toEqual([])
  })

  test('with a reason that is too long is refused', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    expect(await recruiter.decides(await story.applicant(), 'REJECTED', 'x'.repeat(2001))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'reason' }],
    })
  })
})
