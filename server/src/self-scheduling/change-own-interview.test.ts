import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'

const house = await openHouse()

/** A candidate with a place in a slot, and what the company lets candidates do. */
async function booked(settings: Record<string, unknown> = {}) {
  const story = await tellStory(house)
  granted(await (await story.admin()).does('updateSchedulingSettings', { changeNoticeMinutes: 120, ...settings }))
  const recruiter = await story.recruiter()
  const [from, to] = [
    await recruiter.opens({ startsAt: hoursAhead(24) }),
    await recruiter.opens({ startsAt: hoursAhead(48) }),
  ]
  const ada = await story.applicant()
  const { interview } = granted(await recruiter.books(from, ada))
  ada.isGiven(interview.candidateLink)
  return { story, recruiter, from, to, ada, interview }
}

const moves = (candidate: Candidate, slot: { id: string }, reason?: string) =>
  candidate.holder.does('rescheduleOwnInterview', { slotId: slot.id, reason: reason ?? null })

const cancels = (candidate: Candidate, reason?: string) =>
  candidate.holder.does('cancelOwnInterview', { reason: reason ?? null })

const slotsOf = async (candidate: Candidate) =>
  (await candidate.holder.reads('{ bookableSlots { nodes { id placesLeft } } }')).bookableSlots.nodes as {
    id: string
  }[]

describe('a candidate', () => {
  test('moves their interview to another time, which their page and the recruiter then tell with the old one', async () => {
    const { recruiter, from, to, ada, interview } = await booked()
    expect((await slotsOf(ada)).map(({ id }) => id)).toEqual([to.id])

    const moved = await moves(ada, to, 'My train is late.')

    expect(moved).toMatchObject({
      __typename: 'CandidateInterview',
      startsAt: hoursAhead(48).toISOString(),
      formerTime: { startsAt: expect.stringMatching(/^\d/), movedByCandidate: true, reason: 'My train is late.' },
    })
    expect(new Date(moved['formerTime'].startsAt)).toEqual(hoursAhead(24))
    const seen = await recruiter.reads(
      'query($id: ID!) { interview(id: $id) { slot { id placesTaken } moves { movedBy movedByStaffMember { id } reason } } }',
      { id: interview.id },
    )
    expect(seen.interview).toEqual({
      slot: { id: to.id, placesTaken: 1 },
      moves: [{ movedBy: 'CANDIDATE', movedByStaffMember: null, reason: 'My train is late.' }],
    })
    expect((await slotsOf(ada)).map(({ id }) => id)).toEqual([from.id])
  })

  test('who loses the race for a time keeps theirs, and is told what is still free', async () => {
    const { story, recruiter, from, to, ada } = await booked()
    const later = await recruiter.opens({ startsAt: hoursAhead(72) })
    granted(await recruiter.books(to, await story.applicant()))
    expect(await moves(ada, to)).toMatchObject({ __typename: 'TimeIsGone', alternatives: [{ id: later.id }] })
    expect((await ada.sees())['startsAt']).toBe(hoursAhead(24).toISOString())
    const [row] = await house.database.query('select places_taken as places from slot where id = $1', [from.id])
    expect(row).toEqual({ places: 1 })
  })

  test('calls their interview off, and the place is free', async () => {
    const { story, recruiter, from, ada } = await booked()
    expect(await cancels(ada, 'I found another job.')).toMatchObject({
      __typename: 'CandidateInterview',
      phase: 'CANCELLED',
      cancellationReason: 'I found another job.',
      cancelledBy: 'CANDIDATE',
      mayCancel: false,
      candidateMayCancel: true,
    })
    granted(await recruiter.books(from, await story.applicant()))
    expect(await cancels(ada)).toMatchObject({ __typename: 'InterviewIsOver', status: 'CANCELLED' })
    expect(await moves(ada, from)).toMatchObject({ __typename: 'InterviewIsOver' })
    expect(await slotsOf(ada)).toEqual([])
  })

  test('does neither where the company does not let them, and then is offered no times', async () => {
    const { ada, to } = await booked({ candidateMayCancel: false, candidateMayReschedule: false })
    expect(await ada.sees()).toMatchObject({
      mayCancel: false,
      mayReschedule: false,
      candidateMayCancel: false,
      candidateMayReschedule: false,
      cancelledBy: null,
    })
    expect((await cancels(ada)).__typename).toBe('ChangeIsNotAllowed')
    expect((await moves(ada, to)).__typename).toBe('ChangeIsNotAllowed')
    expect(await slotsOf(ada)).toEqual([])
  })

  test('does so until the notice begins, to the millisecond', async () => {
    const { ada, to, from } = await booked()
    const until = shifted(hoursAhead(24), -2 * hour)
    house.clock.stopAt(shifted(until, 1))
    expect(await ada.sees()).toMatchObject({ mayCancel: false, changeUntil: until.toISOString() })
    expect(await cancels(ada)).toMatchObject({ __typename: 'ChangeIsTooLate', until: until.toISOString() })
    house.clock.stopAt(until)
    expect(granted(await moves(ada, to))['startsAt']).toBe(hoursAhead(48).toISOString())
    house.clock.stopAt(shifted(until, minute))
    expect(granted(await moves(ada, from))['startsAt']).toBe(hoursAhead(24).toISOString())
    house.clock.goOn()
  })

  test('is offered the times that their own interview alone stands in the way of, and may take them', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    // Half an hour later with the same person: hers alone to give up.
    const [from, to] = [
      await recruiter.opens({ startsAt: hoursAhead(24), capacity: 2, interviewers: [ines] }),
      await recruiter.opens({ startsAt: shifted(hoursAhead(24), 30 * minute), interviewers: [ines] }),
    ]
    const [ada, ben] = [await story.applicant(), await story.applicant()]
    const { interview } = granted(await recruiter.books(from, ada))
    ada.isGiven(interview.candidateLink)
    const shared = granted(await recruiter.books(from, ben))
    // Inès meets Ben at the old time too, so she has no other then.
    expect(await slotsOf(ada)).toEqual([])
    expect(await moves(ada, to)).toMatchObject({ __typename: 'TimeIsGone', isFull: false })

    await recruiter.cancels(shared['interview'])
    const { bookableSlots } = await ada.holder.reads('{ bookableSlots { totalCount nodes { id } } }')
    expect(bookableSlots).toEqual({ totalCount: 1, nodes: [{ id: to.id }] })
    granted(await moves(ada, to))

    // From a time of its own it goes the same way.
    const own = granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(25), interviewers: [ines] }))
    expect(own['slot']).toBe(null)
    expect((await slotsOf(ada)).map(({ id }) => id)).toEqual([from.id, to.id])
    granted(await moves(ada, to))
  })

  test('hears of other times as they come and go, while they may move', async () => {
    const { story, recruiter, from, to, ada } = await booked()
    const ears = ada.holder.listens()
    await ears.opened()
    const heard = ears.to(
      'subscription($after: String) { bookableSlotChanged(after: $after) { slotId slot { id placesLeft } } }',
      { after: await house.cursor() },
    )
    granted(await recruiter.books(to, await story.applicant()))
    await heard.hears('that it is full', (data) => data.bookableSlotChanged.slot?.placesLeft === 0)
    await recruiter.closes(to)
    await heard.hears('that it is gone', (data) => data.bookableSlotChanged.slot === null)
    granted(await recruiter.does('updateSlot', { slotId: from.id, capacity: 3 }))
    const later = await recruiter.opens({ startsAt: hoursAhead(72) })
    await heard.hears('of another', (data) => data.bookableSlotChanged.slotId === later.id)
    // Their own time is no other time.
    expect(new Set(heard.heard.map(({ data }) => data.bookableSlotChanged.slotId))).toEqual(new Set([to.id, later.id]))
    await ears.close()
  })

  test('acts with their own key on their own interview alone', async () => {
    const { ada, interview } = await booked()
    const other = await booked()
    await expect(moves(ada, other.to)).rejects.toThrow('There is nothing with this id.')
    expect(await ada.sees()).toMatchObject({ id: interview.id, startsAt: hoursAhead(24).toISOString() })
  })
})
