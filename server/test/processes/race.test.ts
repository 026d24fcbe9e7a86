import { afterEach, expect, test, vi } from 'vitest'
import { findings } from './audits.ts'
import { chance } from '../chance.ts'
import { tally } from '../tally.ts'
import { inMinutes, openInstallation } from './installation.ts'
import { endEverything } from './processes.ts'

vi.setConfig({ testTimeout: 120_000 })
afterEach(endEverything)

const candidates = 200

test('of 200 candidates on two servers, exactly as many get a place as the slot has', async () => {
  const greenroom = await openInstallation()
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  const recruiter = await greenroom.signIn(servers[0])
  for (const [number, capacity] of [1, 5, 20].entries()) {
    const interviewer = await greenroom.company.interviewer('Ines')
    const applications = await greenroom.company.applicants(candidates)
    const [slotId] = await recruiter.opens(servers[0], [
      { startsAt: inMinutes(600 + 60 * number), durationMinutes: 30, capacity, interviewerIds: [interviewer] },
    ])

    const began = performance.now()
    const answers = await Promise.all(
      applications.map((applicationId, i) => recruiter.booksSlot(servers[i % 2]!, { slotId: slotId!, applicationId })),
    )
    const ms = Math.round(performance.now() - began)

    const counts = tally(answers.map((answer) => answer.__typename))
    console.info(`race for ${capacity}: ${JSON.stringify(counts)} in ${ms} ms`)
    expect(counts).toEqual({ Booking: capacity, SlotIsFull: candidates - capacity })
    const [held] = await greenroom.query<object>(
      `select slot.places_taken as places, count(*)::int as bookings, count(interview.id)::int as interviews,
        count(delivery.id)::int as emails,
        (select count(*)::int from application where id = any($2) and status = 'INTERVIEW_SCHEDULED') as applications
      from slot
      left join booking on booking.slot_id = slot.id and booking.released_at is null
      left join interview on interview.id = booking.interview_id and interview.application_id = any($2)
      left join invitation on invitation.interview_id = interview.id and invitation.candidate_id is not null
      left join delivery on delivery.invitation_id = invitation.id
      where slot.id = $1 group by slot.company_id, slot.id`,
      [slotId, applications],
    )
    const all = { places: capacity, bookings: capacity, interviews: capacity, emails: capacity, applications: capacity }
    expect(held).toEqual(all)
    expect(await findings(greenroom.query)).toEqual([])
  }
  expect(greenroom.failures()).toEqual([])
})

test('an interviewer with twenty overlapping slots is booked into exactly one of them', async () => {
  const dice = chance('overlapping slots')
  const greenroom = await openInstallation()
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  const recruiter = await greenroom.signIn(servers[0])
  const interviewer = await greenroom.company.interviewer('Ines')
  const applications = await greenroom.company.applicants(candidates)
  // Each begins before the first one ends.
  const slots = await recruiter.opens(
    servers[0],
    Array.from({ length: 20 }, () => ({
      startsAt: inMinutes(600 + dice.below(59)),
      durationMinutes: 60,
      capacity: 3,
      interviewerIds: [interviewer],
    })),
  )
  const wishes = applications.map((applicationId) => ({ applicationId, slotId: dice.oneOf(slots) }))

  const answers = await Promise.all(wishes.map((wish, i) => recruiter.booksSlot(servers[i % 2]!, wish)))

  const booked = new Set(wishes.filter((_, i) => answers[i]!.__typename === 'Booking').map((wish) => wish.slotId))
  expect(booked.size).toBe(1)
  const [winner] = booked
  const wanted = wishes.filter((wish) => wish.slotId === winner).length
  expect(tally(answers.map((answer) => answer.__typename))).toEqual({
    Booking: Math.min(3, wanted),
    ...(wanted > 3 ? { SlotIsFull: wanted - 3 } : {}),
    InterviewerIsBusy: candidates - wanted,
  })
  expect(await findings(greenroom.query)).toEqual([])
  expect(greenroom.failures()).toEqual([])
})

test('an application that is booked into two slots at once gets one of them', async () => {
  const greenroom = await openInstallation()
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  const recruiter = await greenroom.signIn(servers[0])
  const applications = await greenroom.company.applicants(40)
  const slots = await recruiter.opens(
    servers[0],
    [600, 700].map((minutes) => ({ startsAt: inMinutes(minutes), durationMinutes: 30, capacity: 40 })),
  )

  const answers = await Promise.all(
    applications.map((applicationId) =>
      Promise.all(slots.map((slotId, i) => recruiter.booksSlot(servers[i]!, { slotId, applicationId }))),
    ),
  )

  for (const pair of answers)
    expect(pair.map((answer) => answer.__typename).sort()).toEqual(['AlreadyScheduled', 'Booking'])
  expect(await findings(greenroom.query)).toEqual([])
  expect(greenroom.failures()).toEqual([])
})

test('fifty equal requests at once with one idempotency key are one booking, and all are told of it', async () => {
  const greenroom = await openInstallation()
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  const recruiter = await greenroom.signIn(servers[0])
  const [first, other] = await greenroom.company.applicants(2)
  const [slotId] = await recruiter.opens(servers[0], [{ startsAt: inMinutes(600), durationMinutes: 30, capacity: 50 }])
  const input = { slotId: slotId!, applicationId: first!, idempotencyKey: 'a double click' }

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => recruiter.booksSlot(servers[i % 2]!, { ...input })),
  )

  expect(new Set(answers.map((answer) => `${answer.__typename} ${answer.id}`)).size).toBe(1)
  expect(answers[0]!.__typename).toBe('Booking')
  expect(await recruiter.booksSlot(servers[1]!, { ...input, applicationId: other! })).toEqual({
    __typename: 'IdempotencyKeyReused',
  })
  const [counts] = await greenroom.query<object>(
    `select (select count(*)::int from booking) as bookings, (select count(*)::int from delivery) as deliveries`,
  )
  expect(counts).toEqual({ bookings: 1, deliveries: 1 })
  expect(await findings(greenroom.query)).toEqual([])
})

test('of those who are refused for a busy interviewer, each wanted a time that a booked one takes', async () => {
  const dice = chance('random times')
  const greenroom = await openInstallation()
  const servers = await Promise.all([greenroom.startServer(), greenroom.startServer()])
  const recruiter = await greenroom.signIn(servers[0])
  const interviewer = await greenroom.company.interviewer('Ines')
  const times = Array.from({ length: 60 }, () => ({
    // Quarters of an hour, so that back-to-back meetings come up as well.
    startsAt: inMinutes(600 + 15 * dice.below(60)),
    durationMinutes: 15 * (1 + dice.below(4)),
  }))
  const slots = await recruiter.opens(
    servers[0],
    times.map((time) => ({ ...time, capacity: 1, interviewerIds: [interviewer] })),
  )
  const applications = await greenroom.company.applicants(slots.length)

  const answers = await Promise.all(
    slots.map((slotId, i) => recruiter.booksSlot(servers[i % 2]!, { slotId, applicationId: applications[i]! })),
  )

  const meetings = times.map(({ startsAt, durationMinutes }, i) => ({
    from: Date.parse(startsAt),
    to: Date.parse(startsAt) + durationMinutes * 60_000,
    answer: answers[i]!.__typename,
  }))
  const booked = meetings.filter((meeting) => meeting.answer === 'Booking')
  for (const meeting of meetings.filter((each) => each.answer !== 'Booking')) {
    expect(meeting.answer).toBe('InterviewerIsBusy')
    expect(booked.some((taken) => taken.from < meeting.to && meeting.from < taken.to)).toBe(true)
  }
  expect(booked.length).toBeGreaterThan(5)
  expect(await findings(greenroom.query)).toEqual([])
  expect(greenroom.failures()).toEqual([])
})
