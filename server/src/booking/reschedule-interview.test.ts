import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const takenOf = async (...slots: { id: string }[]) => {
  const rows = await house.database.query<{ id: string; places: number; bookings: number }>(
    `select slot.id, places_taken as places, (select count(*)::int from booking
        where booking.slot_id = slot.id and released_at is null) as bookings
      from slot where id = any($1)`,
    [slots.map(({ id }) => id)],
  )
  for (const { places, bookings } of rows) expect(places).toBe(bookings)
  return slots.map(({ id }) => rows.find((row) => row.id === id)!.places)
}

describe('an interview that is moved', () => {
  test('to another slot takes its place, time and people, and frees the old ones', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const from = await recruiter.opens({ startsAt: hoursAhead(24), interviewers: [ines] })
    const to = await recruiter.opens({
      startsAt: hoursAhead(48),
      durationMinutes: 60,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      interviewers: [olof],
    })
    const ada = await story.applicant()
    const { interview } = granted(await recruiter.books(from, ada, { notes: 'Bring a friend.' }))

    const moved = await recruiter.reschedules(interview, { slot: to, reason: 'The room is taken.' })

    expect(moved).toMatchObject({
      __typename: 'Interview',
      id: interview.id,
      status: 'SCHEDULED',
      startsAt: hoursAhead(48).toISOString(),
      durationMinutes: 60,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      notes: 'Bring a friend.',
      candidateLink: interview.candidateLink,
      application: { status: 'INTERVIEW_SCHEDULED' },
      slot: { id: to.id, placesTaken: 1 },
      interviewers: [{ name: 'Olof' }],
      moves: [
        {
          movedBy: 'STAFF',
          reason: 'The room is taken.',
          fromStartsAt: hoursAhead(24).toISOString(),
          toStartsAt: hoursAhead(48).toISOString(),
        },
      ],
    })
    const { interview: seen } = await recruiter.reads(
      'query($id: ID!) { interview(id: $id) { cancelledBy moves { movedByStaffMember { id } } } }',
      { id: interview.id },
    )
    expect(seen).toEqual({ cancelledBy: null, moves: [{ movedByStaffMember: { id: recruiter.id } }] })
    expect(await takenOf(from, to)).toEqual([0, 1])
    // Inès has her hour back, Olof has given his away.
    const ben = await story.applicant()
    expect((await recruiter.schedules(ben, { startsAt: hoursAhead(48), interviewers: [olof] })).__typename).toBe(
      'InterviewerIsBusy',
    )
    granted(await recruiter.schedules(ben, { startsAt: hoursAhead(24), interviewers: [ines] }))
  })

  test('to a time of its own leaves its slot, and into a slot again takes a place', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const slot = await recruiter.opens({ interviewers: [ines] })
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))

    const own = granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(30), mode: 'PHONE' }))
    expect(own).toMatchObject({ slot: null, interviewers: [{ id: ines.id }], durationMinutes: 45 })
    expect(await takenOf(slot)).toEqual([0])
    const back = granted(await recruiter.reschedules(interview, { slot }))
    expect(back).toMatchObject({ slot: { id: slot.id, placesTaken: 1 } })
    expect(back['moves'].length).toBe(2)
    expect(await takenOf(slot)).toEqual([1])
    granted(await recruiter.cancels(interview))
    expect(await takenOf(slot)).toEqual([0])
  })

  test('by half an hour is not in its own way, neither alone nor as the only one of a slot', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const startsAt = hoursAhead(24)
    const { interview } = await story.arranged({ startsAt, interviewers: [ines] })
    granted(await recruiter.reschedules(interview, { startsAt: shifted(startsAt, 30 * minute) }))

    const slots = await Promise.all(
      [0, 15].map((minutes) =>
        recruiter.opens({ startsAt: shifted(startsAt, 24 * hour + minutes * minute), interviewers: [ines] }),
      ),
    )
    const booked = granted(await recruiter.books(slots[0]!, await story.applicant()))
    granted(await recruiter.reschedules(booked.interview, { slot: slots[1]! }))
    expect(await takenOf(...slots)).toEqual([0, 1])
  })

  test('stays where it was when there is no place, and nothing of the attempt is left', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [from, full] = [await recruiter.opens(), await recruiter.opens({ startsAt: hoursAhead(48) })]
    const [ada, ben] = await story.applicants(2)
    const { interview } = granted(await recruiter.books(from, ada!))
    granted(await recruiter.books(full, ben!))

    const refused = await recruiter.reschedules(interview, { slot: full })

    expect(refused.__typename).toBe('SlotIsFull')
    expect(await takenOf(from, full)).toEqual([1, 1])
    const now = await recruiter.reads('query($id: ID!) { interview(id: $id) { startsAt slot { id } moves { id } } }', {
      id: interview.id,
    })
    expect(now.interview).toEqual({ startsAt: interview.startsAt, slot: { id: from.id }, moves: [] })
  })

  test('keeps its time and its place when only an interviewer changes', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const { interview } = await story.arranged({ interviewers: [ines], mode: 'ONSITE', location: 'Room 1' })

    const changed = granted(await recruiter.reschedules(interview, { interviewers: [olof] }))

    expect(changed).toMatchObject({
      startsAt: interview['startsAt'],
      location: 'Room 1',
      rsvp: 'NEEDS_ACTION',
      interviewers: [{ name: 'Olof' }],
      moves: [],
    })
    granted(await recruiter.schedules(await story.applicant(), { interviewers: [ines] }))
  })

  test('to another way to meet leaves the old room behind', async () => {
    const story = await tellStory(house)
    const { interview, recruiter } = await story.arranged({ mode: 'ONSITE', location: 'Room 1' })
    const video = { mode: 'VIDEO', meetingUrl: 'https://meet.test/1' }
    expect(await recruiter.reschedules(interview, video)).toMatchObject({ ...video, location: null })
    expect(await recruiter.reschedules(interview, { mode: 'PHONE' })).toMatchObject({ meetingUrl: null })
  })

  test('sent twice with one key is moved once, also into a slot', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(48), capacity: 2 })
    const { interview } = await story.arranged()
    const answers = [1, 2].map(() => recruiter.reschedules(interview, { slot, idempotencyKey: 'once' }))
    const [one, other] = await Promise.all(answers)
    expect(one).toMatchObject({ __typename: 'Interview', slot: { id: slot.id, placesTaken: 1 }, moves: [{}] })
    expect(other).toEqual(one)
  })

  test('to where it is changes nothing', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens()
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    granted(await recruiter.reschedules(interview, { slot }))
    granted(await recruiter.reschedules(interview, { mode: 'PHONE' }))
    const entries = await house.database.query(
      "select 1 from audit_entry where company_id = $1 and action = 'InterviewRescheduled'",
      [story.companyId],
    )
    expect(entries).toEqual([])
  })

  test('forgets the answer to the old time, and keeps it when only the place changes', async () => {
    const story = await tellStory(house)
    const { candidate, interview, recruiter } = await story.arranged({ mode: 'ONSITE', location: 'Room 1' })
    await candidate.answers('ACCEPTED')
    expect(await recruiter.reschedules(interview, { location: 'Room 2' })).toMatchObject({ rsvp: 'ACCEPTED' })
    expect(await recruiter.reschedules(interview, { startsAt: hoursAhead(50) })).toMatchObject({
      rsvp: 'NEEDS_ACTION',
      location: 'Room 2',
    })
  })

  test('that is over, or to a time that is, or with a slot and a time at once, is refused', async () => {
    const story = await tellStory(house)
    const { interview, recruiter } = await story.arranged()
    expect(await recruiter.reschedules(interview, { startsAt: new Date(0) })).toMatchObject({
      __typename: 'TimeIsPast',
    })
    expect(await recruiter.reschedules(interview, { mode: 'ONSITE' })).toMatchObject({
      __typename: 'LocationIsMissing',
    })
    const slot = await recruiter.opens()
    expect(await recruiter.reschedules(interview, { slot, startsAt: hoursAhead(30) })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'slotId' }],
    })
    await recruiter.cancels(interview)
    expect(await recruiter.reschedules(interview, { startsAt: hoursAhead(30) })).toMatchObject({
      __typename: 'MoveIsNotAllowed',
      status: 'CANCELLED',
    })
  })

  test('into each other’s slots at once ends without a deadlock, with every place counted once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const slots = await Promise.all(
      [ines, olof].map((person, index) =>
        recruiter.opens({ startsAt: hoursAhead(24 + index), capacity: 3, interviewers: [person] }),
      ),
    )
    const people = await story.applicants(4)
    const interviews = []
    for (const [index, person] of people.entries())
      interviews.push(granted(await recruiter.books(slots[index % 2]!, person)).interview)

    for (let round = 0; round < 5; round++)
      await Promise.all(
        interviews.map((interview, index) =>
          recruiter.reschedules(interview, { slot: slots[(index + round + 1) % 2]! }),
        ),
      )

    const [one, other] = await takenOf(...slots)
    expect(one! + other!).toBe(4)
    const held = await house.database.query('select 1 from interviewer_time where company_id = $1', [story.companyId])
    expect(held.length).toBe([one, other].filter((taken) => taken! > 0).length)
  })
})

describe('the company’s rules', () => {
  const under = async (settings: Record<string, unknown>) => {
    const story = await tellStory(house)
    granted(await (await story.admin()).does('updateSchedulingSettings', settings))
    return { story, recruiter: await story.recruiter() }
  }

  test('of notice and horizon hold for bookings, schedulings and moves, and yield to a reason', async () => {
    const { story, recruiter } = await under({ minimumNoticeMinutes: 48 * 60, bookingHorizonDays: 10 })
    const soon = await recruiter.opens({ startsAt: hoursAhead(24) })
    const late = await recruiter.opens({ startsAt: hoursAhead(24 * 11) })
    const [ada, ben] = await story.applicants(2)
    expect(await recruiter.books(soon, ada!)).toMatchObject({ __typename: 'MinimumNotice' })
    expect(await recruiter.books(late, ada!)).toMatchObject({ __typename: 'BeyondHorizon' })
    expect(await recruiter.schedules(ben!, { startsAt: hoursAhead(24) })).toMatchObject({ __typename: 'MinimumNotice' })
    const interview = granted(await recruiter.schedules(ben!, { startsAt: hoursAhead(72) }))
    expect(await recruiter.reschedules(interview, { slot: late })).toMatchObject({ __typename: 'BeyondHorizon' })

    granted(await recruiter.books(soon, ada!, { overrideReason: 'They leave the country on Monday.' }))
    granted(await recruiter.reschedules(interview, { slot: late, overrideReason: 'On their own wish.' }))
    const kept = await house.database.query<{ fields: string[] }>(
      "select fields from audit_entry where company_id = $1 and 'overrideReason' = any(fields)",
      [story.companyId],
    )
    expect(kept.length).toBe(2)
  })

  test('of buffers keep two meetings of one person apart, and let them touch where the buffers end', async () => {
    const { story, recruiter } = await under({ bufferMinutesBefore: 10, bufferMinutesAfter: 5 })
    const ines = await story.interviewer()
    const startsAt = hoursAhead(24)
    await story.arranged({ startsAt, durationMinutes: 45, interviewers: [ines] })
    const next = (minutes: number, more: object = {}) => ({
      startsAt: shifted(startsAt, (45 + minutes) * minute),
      interviewers: [ines],
      ...more,
    })
    const ben = await story.applicant()
    const refused = await recruiter.schedules(ben, next(14, { overrideReason: 'Nobody overrides this.' }))
    expect(refused).toMatchObject({ __typename: 'InterviewerIsBusy', interviewers: [{ id: ines.id }] })
    granted(await recruiter.schedules(ben, next(15)))
  })

  test('of limits and time off hold for those who are named; a reason passes the limits, and not the time off', async () => {
    const { story, recruiter } = await under({})
    const ines = await story.interviewer()
    granted(await recruiter.does('setInterviewerLimits', { staffMemberId: ines.id, perDay: 1 }))
    house.clock.stopAt('2098-03-03T08:00:00Z')
    const at = (time: string, more: object = {}) => ({ startsAt: new Date(time), interviewers: [ines], ...more })
    await story.arranged(at('2098-03-10T09:00:00Z'))
    const ben = await story.applicant()
    const second = await recruiter.schedules(ben, at('2098-03-10T13:00:00Z'))
    expect(second).toMatchObject({
      __typename: 'DailyLimitReached',
      limit: 1,
      date: '2098-03-10',
      interviewers: [{ id: ines.id }],
    })
    granted(await recruiter.schedules(ben, at('2098-03-10T13:00:00Z', { overrideReason: 'A hard week.' })))

    const away = { startsAt: new Date('2098-03-12T00:00:00Z'), endsAt: new Date('2098-03-13T00:00:00Z') }
    granted(await recruiter.does('addTimeOff', { staffMemberId: ines.id, ...away }))
    const cleo = await story.applicant()
    expect(await recruiter.schedules(cleo, at('2098-03-12T09:00:00Z', { overrideReason: 'Please.' }))).toMatchObject({
      __typename: 'InterviewerIsAway',
      until: away.endsAt.toISOString(),
      // Today it is nine in Stockholm.
      nextFreeAt: '2098-03-03T08:15:00.000Z',
    })
    house.clock.goOn()
  })
})

describe('a pool', () => {
  test('sends whoever is free and meets least, and says who stands in the way when nobody is', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const pool = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const anyOf = [pool.map(({ id }) => id)]
    house.clock.stopAt('2098-03-03T08:00:00Z')
    const at = (time: string) => ({ startsAt: new Date(`2098-03-${time}:00Z`), anyOf })
    const names = []
    for (const time of ['10T09:00', '10T13:00', '11T09:00', '11T09:00']) {
      const answer = granted(await recruiter.schedules(await story.applicant(), at(time)))
      names.push(answer['interviewers'].map((person: { name: string }) => person.name))
    }
    // Each turn goes to who has met less that week; at the same hour the other one comes.
    expect(names.flat().toSorted()).toEqual(['Inès', 'Inès', 'Olof', 'Olof'])
    expect(names[2]).not.toEqual(names[3])

    const none = await recruiter.schedules(await story.applicant(), at('11T09:15'))
    expect(none).toMatchObject({
      __typename: 'PanelIsNotFree',
      inTheWay: [
        { pool: 1, reason: 'InterviewerIsBusy' },
        { pool: 1, reason: 'InterviewerIsBusy' },
      ],
    })
    const night = await recruiter.schedules(await story.applicant(), at('12T22:00'))
    expect(night).toMatchObject({ __typename: 'PanelIsNotFree', inTheWay: [{ reason: 'OutsideWorkingHours' }, {}] })
    house.clock.goOn()
  })

  test('asked by many at once gives nobody two meetings at one time', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const pool = await Promise.all(['Inès', 'Olof', 'Pia'].map((name) => story.interviewer(name)))
    const people = await story.applicants(8)
    house.clock.stopAt('2098-03-03T08:00:00Z')
    const wish = { startsAt: new Date('2098-03-10T09:00:00Z'), anyOf: [pool.map(({ id }) => id)] }

    const answers = await Promise.all(people.map((person) => recruiter.schedules(person, wish)))

    const came = answers.filter((answer) => answer.__typename === 'Interview')
    expect(came.map((answer) => answer['interviewers'][0].id).toSorted()).toEqual(pool.map(({ id }) => id).toSorted())
    expect(answers.filter((answer) => answer.__typename === 'PanelIsNotFree').length).toBe(5)
    house.clock.goOn()
  })
})
