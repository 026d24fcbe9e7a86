import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const kinds = (answers: { __typename: string }[]) => answers.map((answer) => answer.__typename).sort()

describe('a booking', () => {
  test('takes a place and arranges the interview at the time, in the way and at the place of the slot', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const interviewer = await story.interviewer('Inès Moreau')
    const startsAt = hoursAhead(48)
    const slot = await recruiter.opens({
      startsAt,
      durationMinutes: 60,
      capacity: 2,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      timeZone: 'Europe/London',
      interviewers: [interviewer],
    })
    const ada = await story.applicant({ name: 'Ada Lovelace', email: 'ada@candidates.test' })

    const booking = await recruiter.books(slot, ada, { notes: 'Bring nothing.\r\nAsk for Inès.', round: 3 })

    expect(booking).toMatchObject({
      __typename: 'Booking',
      notes: 'Bring nothing.\nAsk for Inès.',
      slot: { id: slot.id, placesTaken: 1, placesLeft: 1, status: 'OPEN' },
      interview: {
        status: 'SCHEDULED',
        round: 3,
        mode: 'ONSITE',
        location: 'Storgatan 12',
        startsAt: startsAt.toISOString(),
        endsAt: shifted(startsAt, hour).toISOString(),
        durationMinutes: 60,
        timeZone: 'Europe/London',
        notes: 'Bring nothing.\nAsk for Inès.',
        rsvp: 'NEEDS_ACTION',
        application: { id: ada.applicationId, status: 'INTERVIEW_SCHEDULED' },
        candidate: { name: 'Ada Lovelace' },
        interviewers: [{ name: 'Inès Moreau' }],
        scheduledBy: { id: recruiter.id },
        delivery: { kind: 'INVITATION', status: 'QUEUED', attempts: 0 },
      },
    })
  })

  test('without an email address succeeds, says that nothing is sent and offers the link', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const gosta = await story.applicant({ email: null })

    const { interview } = await recruiter.books(await recruiter.opens(), gosta)

    expect(interview).toMatchObject({
      status: 'SCHEDULED',
      delivery: { status: 'SKIPPED_NO_ADDRESS', nextAttemptAt: null },
    })
    expect(await gosta.isGiven(interview.candidateLink).sees()).toMatchObject({ id: interview.id, phase: 'EARLY' })
  })

  test('of the last place makes the slot full, and the next one is refused', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    const [ada, ben, cleo] = await story.applicants(3)

    await recruiter.books(slot, ada!)
    const last = await recruiter.books(slot, ben!)

    expect(last.slot).toMatchObject({ status: 'FULL', placesLeft: 0 })
    expect(await recruiter.books(slot, cleo!)).toEqual({
      __typename: 'SlotIsFull',
      capacity: 2,
      message: 'All 2 places of this slot are taken.',
      nextSlot: null,
    })
  })

  test.each([1, 3])('of 20 candidates at once goes to no more than the capacity of %i', async (capacity) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity })
    const candidates = await story.applicants(20)

    const answers = await Promise.all(candidates.map((candidate) => recruiter.books(slot, candidate)))

    const booked = answers.filter((answer) => answer.__typename === 'Booking')
    expect(booked).toHaveLength(capacity)
    expect(kinds(answers).filter((kind) => kind === 'SlotIsFull')).toHaveLength(20 - capacity)
    const [row] = await house.database.query(
      `select places_taken, (select count(*)::int from booking where slot_id = slot.id) as bookings,
        (select count(*)::int from interview where company_id = slot.company_id) as interviews,
        (select count(*)::int from delivery where company_id = slot.company_id) as emails
      from slot where id = $1`,
      [slot.id],
    )
    expect(row).toEqual({ places_taken: capacity, bookings: capacity, interviews: capacity, emails: capacity })
  })

  test('of a slot that is closed, or that has begun, is refused', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const closed = await recruiter.opens()
    const begun = await recruiter.opens({ startsAt: hoursAhead(2) })
    const ada = await story.applicant()

    await recruiter.closes(closed)
    expect(await recruiter.books(closed, ada)).toMatchObject({ __typename: 'SlotIsClosed', status: 'CLOSED' })

    house.clock.stopAt(begun['startsAt'])
    const refusal = await recruiter.books(begun, ada)
    house.clock.goOn()
    expect(refusal).toMatchObject({ __typename: 'SlotHasStarted', startsAt: begun['startsAt'] })
  })

  test('is allowed until the last millisecond before the slot begins', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(2) })
    const ada = await story.applicant()

    house.clock.stopAt(shifted(slot['startsAt'], -1))
    const answer = await recruiter.books(slot, ada)
    house.clock.goOn()

    expect(answer.__typename).toBe('Booking')
  })

  test('of a slot for another job is refused with that job; a slot for any job takes everybody', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const designer = await recruiter.createsJob('Product Designer')
    const ada = await story.applicant()

    expect(await recruiter.books(await recruiter.opens({ job: designer }), ada)).toMatchObject({
      __typename: 'SlotIsForAnotherJob',
      job: { id: designer.id, title: 'Product Designer' },
    })
    expect(await recruiter.books(await recruiter.opens({ job: await story.job() }), ada)).toMatchObject({
      __typename: 'Booking',
    })
  })

  test('of somebody who has a live interview in the round names it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const { interview } = await recruiter.books(await recruiter.opens(), ada)

    expect(await recruiter.books(await recruiter.opens(), ada)).toMatchObject({
      __typename: 'AlreadyScheduled',
      interview: { id: interview.id },
    })
    expect(await recruiter.books(await recruiter.opens(), ada, { round: 2 })).toMatchObject({
      __typename: 'ApplicationIsNotPending',
      status: 'INTERVIEW_SCHEDULED',
    })
  })

  test('of two slots at once for one application takes one of them and leaves the other free', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const slots = await Promise.all([1, 2, 3, 4].map(() => recruiter.opens()))

    const answers = await Promise.all(slots.map((slot) => recruiter.books(slot, ada)))

    expect(kinds(answers)).toEqual(['AlreadyScheduled', 'AlreadyScheduled', 'AlreadyScheduled', 'Booking'])
    const taken = await house.database.query<{ places_taken: number }>(
      'select places_taken from slot where company_id = $1 order by places_taken',
      [story.companyId],
    )
    expect(taken.map((row) => row.places_taken)).toEqual([0, 0, 0, 1])
  })

  test.each([
    ['round', { round: 0 }, 'Must be at least 1.'],
    ['round', { round: 51 }, 'Must be at most 50.'],
    ['notes', { notes: 'x'.repeat(2001) }, 'Must not be longer than 2000 characters.'],
    ['notes', { notes: 'a\u0000b' }, 'Must not have control characters.'],
    ['notes', { notes: 'broken \ud800' }, 'Is not valid Unicode.'],
    ['idempotencyKey', { idempotencyKey: 'k'.repeat(201) }, 'Must not be longer than 200 characters.'],
  ])('with a wrong %s is refused next to the field', async (path, wrong, message) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    expect(await recruiter.books(await recruiter.opens(), await story.applicant(), wrong)).toEqual({
      __typename: 'InvalidInput',
      message: `The input is not valid: ${path}: ${message}`,
      fields: [{ path, message }],
    })
  })
})

describe("an interviewer's time", () => {
  test('is taken once by a slot with several candidates, and given back with the last of them', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const startsAt = hoursAhead(30)
    const slot = await recruiter.opens({ startsAt, capacity: 2, interviewers: [ines] })
    const sameHour = await recruiter.opens({ startsAt, interviewers: [ines] })
    const [ada, ben, cleo] = await story.applicants(3)
    const one = granted(await recruiter.books(slot, ada!))
    const two = granted(await recruiter.books(slot, ben!))
    const inTheMeantime = () => recruiter.books(sameHour, cleo!)

    expect(await inTheMeantime()).toMatchObject({ __typename: 'InterviewerIsBusy', interviewers: [{ id: ines.id }] })
    await recruiter.cancels(one['interview'])
    expect(await inTheMeantime()).toMatchObject({ __typename: 'InterviewerIsBusy' })
    await recruiter.cancels(two['interview'])
    expect(await inTheMeantime()).toMatchObject({ __typename: 'Booking' })
    expect(await recruiter.books(slot, ada!)).toMatchObject({ __typename: 'InterviewerIsBusy' })
  })

  test('lets one meeting begin when another ends, and not a minute earlier', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const noon = hoursAhead(30)
    const at = async (minutes: number, durationMinutes: number) =>
      recruiter.schedules(await story.applicant(), {
        startsAt: shifted(noon, minutes * 60_000),
        durationMinutes,
        interviewers: [ines],
      })

    expect((await at(0, 45)).__typename).toBe('Interview')
    expect((await at(45, 30)).__typename).toBe('Interview')
    expect((await at(-30, 30)).__typename).toBe('Interview')
    for (const [minutes, duration] of [
      [74, 30],
      [-60, 31],
      [10, 5],
      [-60, 600],
      [0, 45],
    ] as const)
      expect((await at(minutes, duration)).__typename).toBe('InterviewerIsBusy')
  })

  test('goes to one only of 12 who ask for it at once, by slot or directly', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const startsAt = hoursAhead(30)
    const candidates = await story.applicants(12)
    const slots = await Promise.all(
      [0, 5, 10, 15, 20, 25].map((minutes) =>
        recruiter.opens({ startsAt: shifted(startsAt, minutes * 60_000), interviewers: [ines] }),
      ),
    )

    const answers = await Promise.all(
      candidates.map((candidate, index) =>
        index < 6
          ? recruiter.books(slots[index]!, candidate)
          : recruiter.schedules(candidate, { startsAt, durationMinutes: 60, interviewers: [ines] }),
      ),
    )

    const busy = answers.filter((answer) => answer.__typename === 'InterviewerIsBusy')
    expect(busy).toHaveLength(11)
    expect(
      await house.database.query('select 1 from interviewer_time where company_id = $1', [story.companyId]),
    ).toHaveLength(1)
  })

  test('of a panel is taken together; two panels that share people do not wait for each other forever', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof, pia] = await Promise.all(['Inès', 'Olof', 'Pia'].map((name) => story.interviewer(name)))
    const [ada, ben] = await story.applicants(2)

    const answers = await Promise.all([
      recruiter.schedules(ada!, { interviewers: [ines!, olof!, pia!] }),
      recruiter.schedules(ben!, { interviewers: [pia!, olof!] }),
    ])

    expect(kinds(answers)).toEqual(['Interview', 'InterviewerIsBusy'])
    const busy = answers.find((answer) => answer.__typename === 'InterviewerIsBusy')!
    expect(busy['interviewers'].map((person: { name: string }) => person.name).sort()).toEqual(['Olof', 'Pia'])
    expect(busy['message']).toBe('2 interviewers have another appointment at this time.')
  })
})
