import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()
const tomorrow = hoursAhead(24)
const slot = { startsAt: tomorrow, durationMinutes: 45, mode: 'PHONE' }

describe('opening slots', () => {
  test('opens all that were asked for, in their order', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Oslo' })
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const job = await story.job()
    const answer = await recruiter.does('createSlots', {
      slots: [
        { ...slot, capacity: 5, jobId: job.id, interviewerIds: [ines.id, ines.id] },
        { ...slot, startsAt: shifted(tomorrow, -hour), mode: 'ONSITE', location: 'Room 1', timeZone: 'Asia/Tokyo' },
        { ...slot, mode: 'VIDEO', meetingUrl: 'https://meet.test/x', durationMinutes: 1440 },
      ],
    })
    expect(answer['slots']).toMatchObject([
      { capacity: 5, placesLeft: 5, placesTaken: 0, status: 'OPEN', timeZone: 'Europe/Oslo', mode: 'PHONE' },
      { capacity: 1, location: 'Room 1', timeZone: 'Asia/Tokyo', startsAt: shifted(tomorrow, -hour).toISOString() },
      { meetingUrl: 'https://meet.test/x', endsAt: shifted(tomorrow, 24 * hour).toISOString(), durationMinutes: 1440 },
    ])
    expect(answer['slots'][0]).toMatchObject({ job: { id: job.id }, interviewers: [{ id: ines.id }] })
  })

  test.each([
    ['TimeIsPast', { startsAt: new Date('2026-01-01T09:00:00Z') }],
    ['LocationIsMissing', { mode: 'ONSITE' }],
    ['MeetingUrlIsMissing', { mode: 'VIDEO' }],
  ])('opens none where one of them is refused with %s', async (refusal, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const answer = await recruiter.does('createSlots', {
      slots: [slot, { ...slot, ...wrong }],
    })
    expect(answer).toMatchObject({ __typename: refusal, path: 'slots.1' })
    expect((await recruiter.reads('{ slots { totalCount } }')).slots.totalCount).toBe(0)
  })

  test('opens none where one of them is for a job or an interviewer that is not there', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    for (const wrong of [{ jobId: 'nothing' }, { interviewerIds: ['nobody'] }])
      expect(await recruiter.failsTo('createSlots', { slots: [slot, { ...slot, ...wrong }] })).toBe('NOT_FOUND')
    expect((await recruiter.reads('{ slots { totalCount } }')).slots.totalCount).toBe(0)
  })

  test.each([
    ['slots', []],
    ['slots', Array.from({ length: 201 }, () => slot)],
    ['slots.1.capacity', [slot, { ...slot, capacity: 0 }]],
    ['slots.0.capacity', [{ ...slot, capacity: 1001 }]],
    ['slots.0.durationMinutes', [{ ...slot, durationMinutes: 4 }]],
    ['slots.0.meetingUrl', [{ ...slot, meetingUrl: 'ftp://meet.test' }]],
    ['slots.0.location', [{ ...slot, mode: 'ONSITE', location: '  ' }]],
    ['slots.0.timeZone', [{ ...slot, timeZone: 'Nowhere' }]],
  ])('with wrong %s is refused next to the field', async (path, slots) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect(await recruiter.does('createSlots', { slots })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe('closing a slot', () => {
  test('takes no more bookings and keeps those who have a place', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const opened = await recruiter.opens({ capacity: 3 })
    const [ada, ben] = await story.applicants(2)
    granted(await recruiter.books(opened, ada!))

    expect(await recruiter.closes(opened)).toMatchObject({
      __typename: 'Slot',
      status: 'CLOSED',
      placesTaken: 1,
    })
    expect((await recruiter.books(opened, ben!)).__typename).toBe('SlotIsClosed')
    expect(await recruiter.closes(opened)).toEqual({
      __typename: 'SlotIsClosed',
      message: 'This slot is CLOSED.',
      status: 'CLOSED',
      nextSlot: null,
    })
  })
})

describe('opening a slot again', () => {
  test('lets it take bookings, until its hour has come', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const opened = await recruiter.opens()
    const slotId = opened.id
    expect(await recruiter.does('reopenSlot', { slotId })).toMatchObject({
      __typename: 'SlotIsOpen',
      status: 'OPEN',
      message: 'This slot is OPEN.',
    })
    await recruiter.closes(opened)
    expect(await recruiter.does('reopenSlot', { slotId })).toMatchObject({ __typename: 'Slot', status: 'OPEN' })
    granted(await recruiter.books(opened, await story.applicant()))
    expect(await recruiter.does('reopenSlot', { slotId })).toMatchObject({ __typename: 'SlotIsOpen', status: 'FULL' })
    await recruiter.closes(opened)
    house.clock.stopAt(opened['startsAt'])
    expect(await recruiter.does('reopenSlot', { slotId })).toMatchObject({ __typename: 'TimeIsPast' })
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action entityId } } }')
    expect(auditLog.nodes.filter((line: { entityId: string }) => line.entityId === slotId)).toEqual(
      ['SlotClosed', 'PlaceTaken', 'SlotReopened', 'SlotClosed', 'SlotOpened'].map((action) => ({
        action,
        entityId: slotId,
      })),
    )
  })
})

describe('changing a slot', () => {
  test('changes what is said and keeps the rest', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const { id: slotId } = await recruiter.opens({ mode: 'ONSITE', location: 'Room 1', timeZone: 'Asia/Tokyo' })
    const startsAt = hoursAhead(48)
    expect(await recruiter.does('updateSlot', { slotId, startsAt })).toMatchObject({
      __typename: 'Slot',
      startsAt: startsAt.toISOString(),
      endsAt: shifted(startsAt, 45 * minute).toISOString(),
      location: 'Room 1',
      timeZone: 'Asia/Tokyo',
      capacity: 1,
    })
    expect(
      await recruiter.does('updateSlot', {
        slotId,
        durationMinutes: 90,
        timeZone: 'Europe/Oslo',
        location: 'Room 2',
        meetingUrl: 'https://meet.test/x',
        capacity: 4,
      }),
    ).toMatchObject({
      startsAt: startsAt.toISOString(),
      durationMinutes: 90,
      timeZone: 'Europe/Oslo',
      location: 'Room 2',
      meetingUrl: 'https://meet.test/x',
      capacity: 4,
    })
    expect(await recruiter.does('updateSlot', { slotId, meetingUrl: null, startsAt: null })).toMatchObject({
      meetingUrl: null,
      location: 'Room 2',
      startsAt: startsAt.toISOString(),
    })
    expect(await recruiter.does('updateSlot', { slotId, location: null })).toMatchObject({
      __typename: 'LocationIsMissing',
    })
    expect(await recruiter.does('updateSlot', { slotId, startsAt: hoursAhead(-1) })).toMatchObject({
      __typename: 'TimeIsPast',
    })
    const { auditLog } = await (await story.admin()).reads('{ auditLog { nodes { action fields } } }')
    expect(auditLog.nodes.slice(0, 2)).toEqual([
      { action: 'SlotUpdated', fields: ['meetingUrl'] },
      { action: 'SlotUpdated', fields: ['endsAt', 'timeZone', 'capacity', 'location', 'meetingUrl'] },
    ])
  })

  test('never makes it smaller than the places taken, nor moves it away from those who have one', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const opened = await recruiter.opens({ capacity: 3, mode: 'ONSITE', location: 'Room 1' })
    const slotId = opened.id
    for (const applicant of await story.applicants(2)) granted(await recruiter.books(opened, applicant))

    expect(await recruiter.does('updateSlot', { slotId, capacity: 1 })).toEqual({
      __typename: 'CapacityIsTooSmall',
      message: '2 places are taken already.',
      placesTaken: 2,
    })
    for (const change of [{ startsAt: hoursAhead(50) }, { location: 'Room 2' }, { durationMinutes: 90 }])
      expect(await recruiter.does('updateSlot', { slotId, ...change })).toEqual({
        __typename: 'SlotHasPlacesTaken',
        message: 'Time and place are promised: 2 places are taken.',
        placesTaken: 2,
      })
    // What says the same as before changes nothing.
    expect(await recruiter.does('updateSlot', { slotId, location: 'Room 1', capacity: 2 })).toMatchObject({
      __typename: 'Slot',
      status: 'FULL',
      capacity: 2,
    })
  })

  test('and booking it at the same moment never leaves more places taken than there are', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const opened = await recruiter.opens({ capacity: 6 })
    const applicants = await story.applicants(6)
    await Promise.all([
      ...applicants.map((applicant) => recruiter.books(opened, applicant)),
      ...[5, 3, 1, 4, 2].map((capacity) => recruiter.does('updateSlot', { slotId: opened.id, capacity })),
    ])
    const [slot] = await house.database.query<{ held: number; places_taken: number; capacity: number }>(
      `select places_taken, capacity, (select count(*)::int from booking where slot_id = slot.id) as held
       from slot where id = $1`,
      [opened.id],
    )
    expect(slot!.places_taken).toBe(slot!.held)
    expect(slot!.held).toBeGreaterThan(0)
    expect(slot!.held).toBeLessThanOrEqual(slot!.capacity)
  })

  test.each([
    ['capacity', 0],
    ['capacity', 1001],
    ['durationMinutes', 4],
    ['timeZone', 'Nowhere'],
    ['meetingUrl', 'http://meet.test'],
    ['location', 'Room\u0000'],
    ['startsAt', '2100-01-01T00:00:00Z'],
  ])('with a wrong %s is refused next to the field', async (path, value) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const { id: slotId } = await recruiter.opens()
    expect(await recruiter.does('updateSlot', { slotId, [path]: value })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe('the list of slots', () => {
  test('shows FULL by places and capacity, in the answer as in the filter', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [open, full, closed] = await Promise.all([
      recruiter.opens({ capacity: 2 }),
      recruiter.opens({ startsAt: hoursAhead(26) }),
      recruiter.opens({ startsAt: hoursAhead(28) }),
    ])
    const [ada, ben, cleo] = await story.applicants(3)
    granted(await recruiter.books(open, ada!))
    granted(await recruiter.books(full, ben!))
    granted(await recruiter.books(closed, cleo!))
    await recruiter.closes(closed)
    const inStatus = async (status: string[]) =>
      (
        await recruiter.reads(`query($s: [SlotStatus!]) { slots(filter: { status: $s }) { nodes { id status } } }`, {
          s: status,
        })
      ).slots.nodes

    expect(await inStatus(['OPEN'])).toEqual([{ id: open.id, status: 'OPEN' }])
    expect(await inStatus(['FULL'])).toEqual([{ id: full.id, status: 'FULL' }])
    expect(await inStatus(['CLOSED'])).toEqual([{ id: closed.id, status: 'CLOSED' }])
    expect(await inStatus(['OPEN', 'FULL', 'CLOSED', 'CANCELLED'])).toHaveLength(3)
  })

  test('is filtered by how people meet and searched by place and job, either way around', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const nurse = await recruiter.createsJob('Nurse')
    const at = (hours: number) => shifted(tomorrow, hours * hour)
    const place = { mode: 'ONSITE', location: 'Room 100 % Åre' }
    const ids = {
      onsite: (await recruiter.opens({ startsAt: at(0), ...place })).id,
      phone: (await recruiter.opens({ startsAt: at(1), mode: 'PHONE', job: nurse })).id,
      alone: (await recruiter.opens({ startsAt: at(2), mode: 'SELF_GUIDED' })).id,
    }
    const found = async (filter: object, sort?: string) =>
      (
        await recruiter.reads(
          `query($filter: SlotFilter, $sort: SlotSort) { slots(filter: $filter, sort: $sort) { totalCount nodes { id } } }`,
          { filter, ...(sort ? { sort } : {}) },
        )
      ).slots.nodes.map((each: { id: string }) => Object.entries(ids).find(([, id]) => id === each.id)![0])
    expect(await found({})).toEqual(['onsite', 'phone', 'alone'])
    expect(await found({}, 'STARTS_AT_DESC')).toEqual(['alone', 'phone', 'onsite'])
    expect(await found({ mode: ['PHONE', 'SELF_GUIDED'] })).toEqual(['phone', 'alone'])
    expect(await found({ search: 'åre' })).toEqual(['onsite'])
    expect(await found({ search: 'NURS' })).toEqual(['phone'])
    expect(await found({ search: '0 %' })).toEqual(['onsite'])
    expect(await found({ search: '_' })).toEqual([])
  })

  test('is filtered by time, by mode, by job and by interviewer', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const [job, other] = [await story.job(), await recruiter.createsJob('Nurse')]
    const early = await recruiter.opens({ startsAt: tomorrow, job })
    const later = await recruiter.opens({ startsAt: shifted(tomorrow, hour), interviewers: [ines] })
    const last = await recruiter.opens({ startsAt: shifted(tomorrow, 2 * hour), job: other })
    const found = async (filter: object) =>
      (
        await recruiter.reads(`query($filter: SlotFilter) { slots(filter: $filter) { nodes { id } } }`, { filter })
      ).slots.nodes.map((each: { id: string }) => each.id)

    expect(await found({})).toEqual([early.id, later.id, last.id])
    expect(await found({ startsFrom: later['startsAt'] })).toEqual([later.id, last.id])
    expect(await found({ startsBefore: later['startsAt'] })).toEqual([early.id])
    expect(await found({ startsFrom: shifted(tomorrow, minute), startsBefore: last['startsAt'] })).toEqual([later.id])
    expect(await found({ endsAfter: later['endsAt'] })).toEqual([last.id])
    expect(await found({ endsAfter: shifted(new Date(later['endsAt']), -minute) })).toEqual([later.id, last.id])
    expect(await found({ mode: ['PHONE'] })).toEqual([early.id, later.id, last.id])
    expect(await found({ mode: ['ONSITE', 'VIDEO'] })).toEqual([])
    expect(await found({ jobId: job.id })).toEqual([early.id, later.id])
    expect(await found({ interviewerId: ines.id })).toEqual([later.id])
  })
})
