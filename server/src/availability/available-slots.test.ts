import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Asker } from '../../test/story.ts'
import { holdLength, holdPlace } from '../booking/hold-place.ts'

const house = await openHouse()

const query = `query($applicationId: ID, $jobId: ID, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  availableSlots(applicationId: $applicationId, jobId: $jobId, from: $from, to: $to, first: $first, after: $after) {
    totalCount nodes { id placesLeft } pageInfo { hasNextPage endCursor } } }`

const available = async (who: Asker, variables: object = {}) =>
  (await who.reads(query, { ...variables })).availableSlots as {
    totalCount: number
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id)

describe('the slots that can be booked', () => {
  test('are those that booking would not refuse', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const [otherJob, job] = [await recruiter.createsJob('Designer'), await story.job()]
    const startsAt = hoursAhead(48)
    const named = {
      open: await recruiter.opens({ startsAt }),
      ofTheJob: await recruiter.opens({ startsAt, job }),
      withSomebody: await recruiter.opens({ startsAt, interviewers: [ines] }),
      ofBusy: await recruiter.opens({ startsAt, interviewers: [ines, olof] }),
      full: await recruiter.opens({ startsAt }),
      closed: await recruiter.opens({ startsAt }),
      ofAnotherJob: await recruiter.opens({ startsAt, job: otherJob }),
      tooSoon: await recruiter.opens({ startsAt: hoursAhead(1) }),
      tooFar: await recruiter.opens({ startsAt: hoursAhead(24 * 40) }),
      shared: await recruiter.opens({ startsAt, capacity: 2, interviewers: [await story.interviewer('Maja')] }),
    }
    await recruiter.closes(named.closed)
    granted(await recruiter.books(named.full, await story.applicant()))
    granted(await recruiter.books(named.shared, await story.applicant()))
    granted(await recruiter.schedules(await story.applicant(), { startsAt, interviewers: [olof] }))
    const settings = { minimumNoticeMinutes: 180, bookingHorizonDays: 30 }
    granted(await (await story.admin()).does('updateSchedulingSettings', settings))

    const { applicationId } = await story.applicant()
    const found = await available(recruiter, { applicationId })
    const names = Object.entries(named).flatMap(([name, slot]) => (ids(found).includes(slot.id) ? [name] : []))
    expect(names).toEqual(['open', 'ofTheJob', 'withSomebody', 'shared'])
    expect(found.totalCount).toBe(4)
    // The other way round: what is listed can be booked, and what is not cannot.
    for (const [name, slot] of Object.entries(named)) {
      const answer = await recruiter.books(slot, await story.applicant())
      expect([name, answer.__typename === 'Booking']).toEqual([name, names.includes(name)])
    }
    expect(ids(await available(recruiter, { jobId: otherJob.id }))).toEqual([named.ofAnotherJob.id])
  })

  test('are found page by page, past any number whose people have no time', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const startsAt = hoursAhead(48)
    const begins = (index: number) => shifted(startsAt, index * 5 * 60_000)
    const opened = granted(
      await recruiter.does('createSlots', {
        slots: Array.from({ length: 150 }, (_, index) => ({
          startsAt: begins(index),
          durationMinutes: 5,
          mode: 'PHONE',
          interviewerIds: [index % 30 === 29 ? olof.id : ines.id],
        })),
      }),
    )['slots'] as { id: string }[]
    granted(
      await recruiter.does('addTimeOff', { staffMemberId: ines.id, startsAt, endsAt: shifted(startsAt, 24 * hour) }),
    )
    const expected = [29, 59, 89, 119, 149].map((index) => opened[index]!.id)
    const found: string[] = []
    let after: string | null = null
    do {
      const page = await available(recruiter, { first: 2, after })
      expect(page.totalCount).toBe(5)
      found.push(...ids(page))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(found).toEqual(expected)
    const part = await available(recruiter, { from: begins(30), to: begins(89) })
    expect(ids(part)).toEqual([expected[1]])
  })

  test('are those with a place that is kept no longer, though nobody has cleaned up', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const slot = await recruiter.opens({ interviewers: [ines] })
    const { applicationId } = await story.applicant()
    const now = hoursAhead(1)
    house.clock.stopAt(now)
    await house.greenroom.inTransaction({ name: 'hold', actor: recruiter.staff }, (tx) =>
      holdPlace(tx, { slotId: slot.id, applicationId, round: 1 }),
    )
    expect(ids(await available(recruiter))).toEqual([])
    house.clock.stopAt(shifted(now, holdLength))
    expect(ids(await available(recruiter))).toEqual([slot.id])
  })

  test.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }, { from: hoursAhead(2), to: hoursAhead(1) }])(
    'are not asked for so: %j',
    async (variables) => {
      const recruiter = await tellStory(house).then((story) => story.recruiter())
      const { errors } = await recruiter.ask(query, variables)
      expect(errors?.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
    },
  )
})

describe('a refused booking', () => {
  test('tells the next slot that can be booked for the same job', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [otherJob, job] = [await recruiter.createsJob('Designer'), await story.job()]
    const startsAt = hoursAhead(24)
    const full = await recruiter.opens({ startsAt })
    await recruiter.opens({ startsAt: hoursAhead(20) })
    await recruiter.opens({ startsAt: hoursAhead(25), job: otherJob })
    const next = await recruiter.opens({ startsAt: hoursAhead(26), job })
    granted(await recruiter.books(full, await story.applicant()))

    const refusedBy = async (slot: { id: string }, kind: string) => {
      const answer = await recruiter.books(slot, await story.applicant())
      expect(answer.__typename).toBe(kind)
      return (answer['nextSlot'] as { id: string } | null)?.id ?? null
    }
    expect(await refusedBy(full, 'SlotIsFull')).toBe(next.id)
    const closed = await recruiter.opens({ startsAt: hoursAhead(25) })
    await recruiter.closes(closed)
    expect(await refusedBy(closed, 'SlotIsClosed')).toBe(next.id)
    await recruiter.closes(next)
    expect(await refusedBy(full, 'SlotIsFull')).toBeNull()
    await recruiter.does('reopenSlot', { slotId: next.id })
    house.clock.stopAt(hoursAhead(25))
    expect(await refusedBy(full, 'SlotHasStarted')).toBe(next.id)
    // Who closes a slot a second time wanted no place.
    expect(await recruiter.closes(closed)).toMatchObject({ __typename: 'SlotIsClosed', nextSlot: null })
  })
})
