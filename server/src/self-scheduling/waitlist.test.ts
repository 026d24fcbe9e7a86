import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()

/** What the worker's chore does with a slot, at a moment that the story chooses. */
const offers = (story: Story, slot: { id: string }) =>
  house.greenroom.useCases.offerPlaces(system(story.companyId), { slotId: slot.id })

const waitsOf = (slotId: string) =>
  house.database.query<{ status: string; application_id: string }>(
    'select status, application_id from waitlist_entry where slot_id = $1 order by created_at, id',
    [slotId],
  )
const statusesOf = async (slotId: string) => (await waitsOf(slotId)).map(({ status }) => status)
const emailsOf = async (candidate: Candidate) =>
  (
    await house.database.query<{ kind: string }>(
      'select kind from delivery where application_id = $1 order by queued_at, id',
      [candidate.applicationId],
    )
  ).map(({ kind }) => kind)
const slotNow = async (slotId: string) =>
  (
    await house.database.query<{ places_taken: number; holds: number }>(
      `select places_taken, (select count(*)::int from slot_hold where slot_id = slot.id) as holds
        from slot where id = $1`,
      [slotId],
    )
  )[0]!

/** A slot whose only place is taken, and people who wait for it in the order of their names. */
async function awaited(names: readonly string[], wishes: Parameters<StaffMember['opens']>[0] = {}) {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const slot = await recruiter.opens({ startsAt: hoursAhead(48), ...wishes })
  const { interview } = granted(await recruiter.books(slot, await story.applicant()))
  const waiting: Candidate[] = []
  for (const name of names) {
    const candidate = await story.chooser({ name })
    granted(await candidate.waitsFor(slot))
    waiting.push(candidate)
  }
  return { story, recruiter, slot, interview: interview as { id: string }, waiting }
}

describe('who waits for a place in a full slot', () => {
  test('is listed with it, keeps their turn when they ask again, and may stop waiting', async () => {
    const { slot, waiting } = await awaited(['Ada', 'Ben'])
    const [ada, ben] = waiting as [Candidate, Candidate]
    expect(await ada.seesTimes()).toEqual([])
    const seen = { id: slot.id, placesLeft: 0, wait: { status: 'WAITING', offerExpiresAt: null } }
    expect(await ada.seesTimes({ full: true })).toMatchObject([seen])
    expect((await ada.seesChoice())['waitsFor']).toMatchObject([{ id: slot.id }])
    granted(await ada.waitsFor(slot))
    expect((await waitsOf(slot.id)).map((row) => row.application_id)).toEqual([ada.applicationId, ben.applicationId])

    await ada.waitsNoLongerFor(slot)
    await ada.waitsNoLongerFor(slot)
    expect((await ada.seesChoice())['waitsFor']).toEqual([])
    expect(await statusesOf(slot.id)).toEqual(['WITHDRAWN', 'WAITING'])
  })

  test('is offered the places by which a slot is made larger, as many as there are', async () => {
    const { story, recruiter, slot, waiting } = await awaited(['Ada', 'Ben', 'Carl'])
    const [ada, ben, carl] = waiting as [Candidate, Candidate, Candidate]
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 0 })
    granted(await recruiter.does('updateSlot', { slotId: slot.id, capacity: 3 }))
    // The places are theirs who wait, also before they are offered.
    const dora = await story.chooser({ name: 'Dora' })
    expect(await dora.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true })

    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 2 })

    expect(await statusesOf(slot.id)).toEqual(['OFFERED', 'OFFERED', 'WAITING'])
    for (const person of [ada, ben]) expect(await emailsOf(person)).toEqual(['CHOOSE_SLOT', 'WAITLIST_OFFER'])
    expect(await emailsOf(carl)).toEqual(['CHOOSE_SLOT'])
    for (const person of [ben, ada]) granted(await person.chooses(slot))
    expect(await slotNow(slot.id)).toEqual({ places_taken: 3, holds: 0 })
    expect(await recruiter.does('updateSlot', { slotId: slot.id, capacity: 2 })).toMatchObject({
      __typename: 'CapacityIsTooSmall',
      placesTaken: 3,
    })
  })

  test('is told where a place is free, so that they need not wait, and where the time is gone', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const [free, closed] = [await recruiter.opens(), await recruiter.opens()]
    await recruiter.closes(closed)
    expect(await ada.waitsFor(free)).toMatchObject({ __typename: 'PlaceIsFree', slot: { id: free.id } })
    expect(await ada.waitsFor(closed)).toMatchObject({ __typename: 'TimeIsGone', isFull: false, slot: null })
    expect(await statusesOf(free.id)).toEqual([])
  })

  test('is offered the place that becomes free, and nobody else may take it meanwhile', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
    const [ada, ben] = waiting as [Candidate, Candidate]
    const carl = await story.chooser({ name: 'Carl' })
    granted(await (await story.admin()).does('updateSchedulingSettings', { waitlistOfferMinutes: 30 }))
    await recruiter.cancels(interview)
    // Also before anybody got around to offering it, the place is theirs who wait, in their order.
    for (const person of [carl, ben]) {
      expect(await person.seesTimes()).toEqual([])
      expect(await person.holds(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true })
      expect(await person.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true })
    }

    const now = shifted(new Date(), 0)
    house.clock.stopAt(now)
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 1 })
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 0 })

    const ends = shifted(now, 30 * minute).toISOString()
    expect(await ada.seesTimes()).toMatchObject([
      { id: slot.id, placesLeft: 1, wait: { status: 'OFFERED', offerExpiresAt: ends } },
    ])
    expect(await emailsOf(ada)).toEqual(['CHOOSE_SLOT', 'WAITLIST_OFFER'])
    expect(await emailsOf(ben)).toEqual(['CHOOSE_SLOT'])
    expect(await carl.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone' })
    expect(await recruiter.books(slot, await story.applicant())).toMatchObject({ __typename: 'SlotIsFull' })
    // Looking at it does not turn the long hold into a short one.
    granted(await ada.holds(slot))
    house.clock.stopAt(shifted(ends, -1))
    granted(await ada.chooses(slot))
    expect(await statusesOf(slot.id)).toEqual(['TAKEN', 'WAITING'])
    expect(await slotNow(slot.id)).toEqual({ places_taken: 1, holds: 0 })
  })

  test('loses an offer to the next one when its time is over, and may wait again at the end', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
    const [ada, ben] = waiting as [Candidate, Candidate]
    await recruiter.cancels(interview)
    await offers(story, slot)
    const offer = (await ada.seesTimes())[0]!['wait'].offerExpiresAt as string

    house.clock.stopAt(offer)
    expect(await ada.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true })
    granted(await ada.waitsFor(slot))
    await offers(story, slot)

    expect(await statusesOf(slot.id)).toEqual(['LAPSED', 'OFFERED', 'WAITING'])
    granted(await ben.chooses(slot))
    expect(await statusesOf(slot.id)).toEqual(['LAPSED', 'TAKEN', 'WAITING'])
    expect(await slotNow(slot.id)).toEqual({ places_taken: 1, holds: 0 })
  })

  test('gives the place to the next one by declining it', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
    const [ada, ben] = waiting as [Candidate, Candidate]
    await recruiter.cancels(interview)
    await offers(story, slot)
    await ada.waitsNoLongerFor(slot)
    await offers(story, slot)
    expect(await statusesOf(slot.id)).toEqual(['WITHDRAWN', 'OFFERED'])
    granted(await ben.chooses(slot))
  })

  test('is passed over once they have an interview, were decided about, or their link has ended', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben', 'Carl', 'Dora'])
    const [ada, ben, carl, dora] = waiting as [Candidate, Candidate, Candidate, Candidate]
    granted(await recruiter.schedules(ada))
    await recruiter.decides(ben, 'REJECTED', 'No')
    const { application } = await recruiter.reads(
      'query($id: ID!) { application(id: $id) { schedulingLink { id } } }',
      {
        id: carl.applicationId,
      },
    )
    granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: application.schedulingLink.id }))
    await recruiter.cancels(interview)
    await offers(story, slot)
    expect(await statusesOf(slot.id)).toEqual(['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN', 'OFFERED'])
    expect(await emailsOf(dora)).toContain('WAITLIST_OFFER')
  })

  test('lets go of what is offered when they choose another time', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
    const [ada, ben] = waiting as [Candidate, Candidate]
    const other = await recruiter.opens({ startsAt: hoursAhead(72) })
    await recruiter.cancels(interview)
    await offers(story, slot)
    granted(await ada.chooses(other))
    await offers(story, slot)
    expect(await statusesOf(slot.id)).toEqual(['WITHDRAWN', 'OFFERED'])
    granted(await ben.chooses(slot))
    expect(await slotNow(slot.id)).toEqual({ places_taken: 1, holds: 0 })
  })

  test('keeps what is offered for another round than the one that somebody schedules', async () => {
    const { story, recruiter, slot, interview } = await awaited([])
    const ada = await story.chooser({ name: 'Ada', round: 2 })
    granted(await ada.waitsFor(slot))
    granted(await recruiter.cancels(interview))
    await offers(story, slot)
    expect(await statusesOf(slot.id)).toEqual(['OFFERED'])
    granted(await recruiter.schedules(ada, { round: 1, startsAt: hoursAhead(72) }))
    expect(await statusesOf(slot.id)).toEqual(['OFFERED'])
    const [hold] = await house.database.query<{ kept: boolean }>(
      'select expires_at > now() as kept from slot_hold where slot_id = $1',
      [slot.id],
    )
    expect(hold).toEqual({ kept: true })
  })

  test.each([
    [
      'an interview is booked into it',
      async (recruiter: StaffMember, slot: { id: string }, ada: Candidate) =>
        granted(await recruiter.books(slot, ada, { round: 2 })),
    ],
    [
      'an interview is moved into it',
      async (recruiter: StaffMember, slot: { id: string }, ada: Candidate) => {
        const interview = granted(await recruiter.schedules(ada, { round: 2, startsAt: hoursAhead(72) }))
        granted(await recruiter.does('rescheduleInterview', { interviewId: interview.id, slotId: slot.id }))
      },
    ],
  ])('has taken the place that is kept for them when %s, whatever its round', async (_, takesIt) => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada'])
    const ada = waiting[0]!
    await recruiter.cancels(interview)
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 1 })

    await takesIt(recruiter, slot, ada)

    expect(await statusesOf(slot.id)).toEqual(['TAKEN'])
    expect(await slotNow(slot.id)).toEqual({ places_taken: 1, holds: 0 })
  })

  test('is not offered a place for longer than their link works, nor beyond the start', async () => {
    const { story, recruiter, slot, interview, waiting } = await awaited(['Ada'])
    const [ada] = waiting as [Candidate]
    granted(await (await story.admin()).does('updateSchedulingSettings', { waitlistOfferMinutes: 10_080 }))
    await recruiter.cancels(interview)
    await offers(story, slot)
    const [seen] = await ada.seesTimes()
    expect(seen!['wait'].offerExpiresAt).toBe(slot['startsAt'])
  })

  test('is offered nothing while their interviewers are busy, and is not forgotten', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const at = hoursAhead(48)
    const slot = await recruiter.opens({ startsAt: at, interviewers: [ines] })
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    const ada = await story.chooser()
    granted(await ada.waitsFor(slot))
    await recruiter.cancels(interview)
    const other = granted(await recruiter.schedules(await story.applicant(), { startsAt: at, interviewers: [ines] }))
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 0 })
    expect(await statusesOf(slot.id)).toEqual(['WAITING'])
    await recruiter.cancels(other)
    expect(await offers(story, slot)).toEqual({ kind: 'PlacesOffered', offered: 1 })
  })
})

describe('in a race', () => {
  test('places that become free at once go to those who wait, in their order, each to one', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 4 })
    const interviews: { id: string }[] = []
    for (let count = 0; count < 4; count++)
      interviews.push(granted(await recruiter.books(slot, await story.applicant()))['interview'])
    const waiting: Candidate[] = []
    for (let count = 0; count < 6; count++) {
      const candidate = await story.chooser({ name: `Waiting ${count}` })
      granted(await candidate.waitsFor(slot))
      waiting.push(candidate)
    }
    const strangers: Candidate[] = []
    for (let count = 0; count < 4; count++) strangers.push(await story.chooser({ name: `Stranger ${count}` }))

    const answers = await Promise.all([
      ...interviews.map((interview) => recruiter.cancels(interview)),
      ...Array.from({ length: 6 }, () => offers(story, slot)),
      ...strangers.map((stranger) => stranger.chooses(slot)),
      ...waiting.slice(4).map((late) => late.chooses(slot)),
    ])
    await offers(story, slot)

    expect(answers.filter((answer) => '__typename' in answer && answer.__typename === 'CandidateChoice')).toEqual([])
    expect(await statusesOf(slot.id)).toEqual([
      ...Array.from({ length: 4 }, () => 'OFFERED'),
      ...Array.from({ length: 2 }, () => 'WAITING'),
    ])
    expect(await slotNow(slot.id)).toEqual({ places_taken: 4, holds: 4 })

    const taken = await Promise.all([
      ...waiting.slice(0, 4).map((candidate) => candidate.chooses(slot)),
      ...Array.from({ length: 3 }, () => offers(story, slot)),
    ])
    expect(taken.filter((answer) => '__typename' in answer && answer.__typename === 'CandidateChoice')).toHaveLength(4)
    expect(await slotNow(slot.id)).toEqual({ places_taken: 4, holds: 0 })
    for (const candidate of waiting.slice(0, 4))
      expect((await emailsOf(candidate)).filter((kind) => kind === 'WAITLIST_OFFER')).toHaveLength(1)
  })

  test('an offer that is taken in the very moment it ends is taken or lapsed, and never both', async () => {
    for (const late of [0, -1]) {
      const { story, recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
      const [ada] = waiting as [Candidate]
      await recruiter.cancels(interview)
      await offers(story, slot)
      const ends = (await ada.seesTimes())[0]!['wait'].offerExpiresAt as string
      house.clock.stopAt(shifted(ends, late))
      const [answer] = await Promise.all([ada.chooses(slot), offers(story, slot), offers(story, slot)])
      const statuses = await statusesOf(slot.id)
      if (late === 0) expect([answer.__typename, ...statuses]).toEqual(['TimeIsGone', 'LAPSED', 'OFFERED'])
      else expect([answer.__typename, ...statuses]).toEqual(['CandidateChoice', 'TAKEN', 'WAITING'])
      expect((await slotNow(slot.id)).places_taken).toBe(1)
      house.clock.goOn()
    }
  })
})

test('the worker frees a place that is held no longer, though nobody asks for it', async () => {
  house.startWorker()
  const story = await tellStory(house)
  const slot = await (await story.recruiter()).opens()
  const ada = await story.chooser()
  const held = granted(await ada.holds(slot))
  expect(await slotNow(slot.id)).toEqual({ places_taken: 1, holds: 1 })
  house.clock.stopAt(held['heldUntil'])
  await until('the place to be free', async () => (await slotNow(slot.id)).places_taken === 0)
  expect(await slotNow(slot.id)).toEqual({ places_taken: 0, holds: 0 })
})

test('the worker offers by itself: after a cancellation, and when an offer lapses', async () => {
  house.startWorker()
  const { recruiter, slot, interview, waiting } = await awaited(['Ada', 'Ben'])
  const [ada, ben] = waiting as [Candidate, Candidate]
  await ada.readsEmail()
  await recruiter.cancels(interview)
  const email = await ada.readsEmail(2)
  expect(email.subject).toContain('Backend Engineer')
  expect(/https?:\/\/\S+\/choose\/[a-z2-7]{52}/.exec(email.text ?? '')).not.toBeNull()

  const ends = (await ada.seesTimes())[0]!['wait'].offerExpiresAt as string
  house.clock.stopAt(shifted(ends, hour))
  await until('the next one to be offered the place', async () => (await statusesOf(slot.id))[1] === 'OFFERED')
  await ben.readsEmail(2)
  granted(await ben.chooses(slot))
})
