import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()

/** Everything of a company that a cancellation could change. */
const dump = (companyId: string) =>
  Promise.all(
    ['slot', 'interview', 'booking', 'application', 'interviewer_time', 'invitation', 'delivery', 'audit_entry'].map(
      (table) => house.database.query(`select * from ${table} where company_id = $1 order by id`, [companyId]),
    ),
  )

describe('calling a slot off', () => {
  test('cancels everybody in it as by itself: emails, places, time, applications', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const slot = await recruiter.opens({ capacity: 3, interviewers: [ines] })
    const ada = await story.applicant({ name: 'Ada' })
    const gosta = await story.applicant({ name: 'Gösta', email: null })
    for (const person of [ada, gosta]) granted(await recruiter.books(slot, person))

    const answer = await recruiter.does('cancelSlot', { slotId: slot.id, reason: 'The office is flooded.' })

    expect(answer).toMatchObject({
      __typename: 'SlotCancellation',
      isDone: true,
      slot: { id: slot.id, status: 'CANCELLED', placesTaken: 0 },
      places: [
        {
          email: 'CANCELLATION',
          interview: {
            status: 'CANCELLED',
            cancellationReason: 'The office is flooded.',
            candidate: { name: 'Ada' },
            delivery: { kind: 'CANCELLATION', status: 'QUEUED' },
            application: { status: 'PENDING' },
          },
        },
        {
          email: 'SKIPPED_NO_ADDRESS',
          interview: {
            status: 'CANCELLED',
            candidate: { name: 'Gösta' },
            delivery: { kind: 'CANCELLATION', status: 'SKIPPED_NO_ADDRESS' },
          },
        },
      ],
    })
    // The time is free again, for the same people and the same interviewer.
    const next = await recruiter.opens({ capacity: 2, interviewers: [ines] })
    expect((await recruiter.books(next, ada)).__typename).toBe('Booking')
    expect((await recruiter.books(slot, gosta)).__typename).toBe('SlotIsClosed')
    expect(await recruiter.does('cancelSlot', { slotId: slot.id })).toMatchObject({
      __typename: 'SlotIsClosed',
      status: 'CANCELLED',
    })
    expect(await recruiter.does('updateSlot', { slotId: slot.id, capacity: 9 })).toMatchObject({
      __typename: 'SlotIsClosed',
    })
  })

  test('is told before by a dry run, which changes nothing', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 3, interviewers: [await story.interviewer()] })
    const [ada, ben] = [await story.applicant({ name: 'Ada' }), await story.applicant({ name: 'Ben', email: null })]
    for (const person of [ada, ben]) granted(await recruiter.books(slot, person))

    const before = await dump(story.companyId)
    const dry = await recruiter.does('cancelSlot', { slotId: slot.id, reason: 'Perhaps.', dryRun: true })
    expect(await dump(story.companyId)).toEqual(before)
    expect(dry).toMatchObject({
      isDone: false,
      slot: { status: 'OPEN', placesTaken: 2 },
      places: [
        { email: 'CANCELLATION', interview: { status: 'SCHEDULED', candidate: { name: 'Ada', email: ada.email } } },
        { email: 'SKIPPED_NO_ADDRESS', interview: { status: 'SCHEDULED', candidate: { name: 'Ben', email: null } } },
      ],
    })

    // What was told is what is done.
    const done = await recruiter.does('cancelSlot', { slotId: slot.id })
    const outlook = (answer: typeof dry) =>
      answer['places'].map(({ email, interview }: { email: string; interview: { id: string } }) => [
        email,
        interview.id,
      ])
    expect(outlook(done)).toEqual(outlook(dry))
  })

  test('of which nobody is there is done in silence', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens()
    const left = await story.applicant()
    const { interview } = granted(await recruiter.books(slot, left))
    await recruiter.cancels(interview)
    expect(await recruiter.does('cancelSlot', { slotId: slot.id })).toMatchObject({
      isDone: true,
      places: [],
      slot: { status: 'CANCELLED' },
    })
  })

  test('that is over sends nothing to anybody', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(2) })
    granted(await recruiter.books(slot, await story.applicant()))
    house.clock.stopAt(slot['endsAt'])
    for (const dryRun of [true, false]) {
      const { places } = await recruiter.does('cancelSlot', { slotId: slot.id, dryRun })
      expect(places).toMatchObject([{ email: 'NONE', interview: { delivery: { kind: 'INVITATION' } } }])
    }
  })

  test.each([
    ['has begun', 'IN_PROGRESS'],
    ['was held', 'COMPLETED'],
    ['was missed', 'NO_SHOW'],
  ])('in which an interview %s is refused as a whole', async (_, status) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(2), capacity: 2, mode: 'SELF_GUIDED' })
    const [ada, ben] = await story.applicants(2)
    const { interview } = granted(await recruiter.books(slot, ada!))
    granted(await recruiter.books(slot, ben!))
    house.clock.stopAt(slot['startsAt'])
    if (status === 'NO_SHOW') await recruiter.marksNoShow(interview)
    else await ada!.isGiven(interview.candidateLink).starts()
    if (status === 'COMPLETED') await recruiter.completes(interview)

    const before = await dump(story.companyId)
    for (const dryRun of [true, false])
      expect(await recruiter.does('cancelSlot', { slotId: slot.id, dryRun })).toMatchObject({
        __typename: 'MoveIsNotAllowed',
        status,
      })
    expect(await dump(story.companyId)).toEqual(before)
  })

  test('once and again with one key has one effect, and a dry run of the same key is another question', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    for (const person of await story.applicants(2)) granted(await recruiter.books(slot, person))
    const asked = { slotId: slot.id, reason: 'Ill.', idempotencyKey: 'off' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => recruiter.does('cancelSlot', asked)))
    for (const answer of answers) expect(answer).toMatchObject({ isDone: true, places: answers[0]!['places'] })
    const [{ count } = { count: 0 }] = await house.database.query<{ count: number }>(
      "select count(*)::int from delivery where company_id = $1 and kind = 'CANCELLATION'",
      [story.companyId],
    )
    expect(count).toBe(2)
    expect((await recruiter.does('cancelSlot', { ...asked, dryRun: true })).__typename).toBe('IdempotencyKeyReused')
  })

  test('while others book it and give places back leaves nobody in it and no place counted', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 12, interviewers: [await story.interviewer()] })
    const people = await story.applicants(12)
    const early = []
    for (const person of people.slice(0, 6)) early.push(granted(await recruiter.books(slot, person)))

    const answers = await Promise.all([
      ...people.slice(6).map((person) => recruiter.books(slot, person)),
      ...early.slice(0, 3).map(({ interview }) => recruiter.cancels(interview)),
      recruiter.does('cancelSlot', { slotId: slot.id }),
    ])

    for (const { __typename } of answers)
      expect(['Booking', 'SlotIsClosed', 'Interview', 'MoveIsNotAllowed', 'SlotCancellation']).toContain(__typename)
    expect(answers.at(-1)).toMatchObject({ isDone: true })
    const [left] = await house.database.query(
      `select places_taken, status, (select count(*)::int from booking where slot_id = slot.id and released_at is null) as held,
        (select count(*)::int from interview where company_id = slot.company_id and status <> 'CANCELLED') as live,
        (select count(*)::int from interviewer_time where company_id = slot.company_id) as occupied,
        (select count(*)::int from application where company_id = slot.company_id and status <> 'PENDING') as scheduled
      from slot where id = $1`,
      [slot.id],
    )
    expect(left).toEqual({ places_taken: 0, status: 'CANCELLED', held: 0, live: 0, occupied: 0, scheduled: 0 })
  })

  test('tells those who waited for a place in it, and leads them to the other times', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(48) })
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    const [ada, ben, carl] = [
      await story.chooser({ name: 'Ada' }),
      await story.chooser({ name: 'Ben' }),
      await story.chooser({ name: 'Carl', email: null }),
    ]
    for (const person of [ada, ben, carl]) granted(await person.waitsFor(slot))
    // The place is offered to Ada; the email has not left yet.
    await recruiter.cancels(interview)
    await house.greenroom.useCases.offerPlaces(system(story.companyId), { slotId: slot.id })

    await recruiter.does('cancelSlot', { slotId: slot.id, reason: 'The room is gone.' })

    const emailsOf = async ({ applicationId }: Candidate) =>
      (
        await house.database.query<{ said: string }>(
          `select concat_ws(' ', kind, status) as said from delivery where application_id = $1 and kind like 'WAITLIST%'
            order by queued_at, id`,
          [applicationId],
        )
      ).map(({ said }) => said)
    expect(await emailsOf(ada)).toEqual(['WAITLIST_OFFER CANCELLED', 'WAITLIST_CANCELLATION QUEUED'])
    expect(await emailsOf(ben)).toEqual(['WAITLIST_CANCELLATION QUEUED'])
    expect(await emailsOf(carl)).toEqual(['WAITLIST_CANCELLATION SKIPPED_NO_ADDRESS'])
    expect((await ben.seesChoice())['waitsFor']).toEqual([])
    // Who waits no longer hears nothing of it.
    const other = await recruiter.opens({ startsAt: hoursAhead(72) })
    granted(await recruiter.books(other, await story.applicant()))
    granted(await ben.waitsFor(other))
    await ben.waitsNoLongerFor(other)
    expect(await recruiter.does('cancelSlot', { slotId: other.id })).toMatchObject({ isDone: true })
    expect(await emailsOf(ben)).toEqual(['WAITLIST_CANCELLATION QUEUED'])
  })

  test('lets go of those who waited for a place, and of places that were kept', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2, interviewers: [await story.interviewer()] })
    const [ada, ben] = await story.applicants(2)
    granted(await recruiter.books(slot, ada!))
    await house.database.query(
      `with waits as (insert into waitlist_entry (company_id, id, slot_id, application_id, round, status, offered_at, offer_expires_at)
          values ($1, gen_random_uuid(), $2, $3, 1, 'OFFERED', now(), now() + interval '1 hour') returning *),
        counted as (update slot set places_taken = places_taken + 1 where id = $2)
      insert into slot_hold (company_id, id, slot_id, application_id, waitlist_entry_id, expires_at)
        select company_id, gen_random_uuid(), slot_id, application_id, id, offer_expires_at from waits`,
      [story.companyId, slot.id, ben!.applicationId],
    )
    expect(await recruiter.does('cancelSlot', { slotId: slot.id })).toMatchObject({
      slot: { status: 'CANCELLED', placesTaken: 0 },
    })
    const [left] = await house.database.query(
      `select (select count(*)::int from slot_hold where company_id = $1) as kept,
        (select count(*)::int from interviewer_time where company_id = $1) as occupied,
        (select status from waitlist_entry where company_id = $1) as wait`,
      [story.companyId],
    )
    expect(left).toEqual({ kept: 0, occupied: 0, wait: 'WITHDRAWN' })
  })

  test.each([['reason', { reason: 'x'.repeat(1001) }]])('with a wrong %s is refused', async (path, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const slot = await recruiter.opens()
    expect(await recruiter.does('cancelSlot', { slotId: slot.id, ...wrong })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})
