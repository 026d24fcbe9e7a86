import { describe, expect, test } from 'vitest'
import { hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate, type Known, type Story } from '../../test/story.ts'
import { holdLength, holdPlace } from './hold-place.ts'

const house = await openHouse()
const { inTransaction } = house.greenroom

const holds = async (story: Story, slot: Known, { applicationId }: Candidate) => {
  const { staff } = await story.recruiter()
  const slotId = typeof slot === 'string' ? slot : slot.id
  return inTransaction({ name: 'hold', actor: staff }, (tx) => holdPlace(tx, { slotId, applicationId, round: 1 }))
}

const placesOf = async (slot: { id: string }) =>
  (
    await house.database.query<{ places: number }>('select places_taken as places from slot where id = $1', [slot.id])
  )[0]!.places

describe('a held place', () => {
  test('is nobody else’s until its time is over, to the millisecond, and then anybody’s without a cleaner', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const slot = await recruiter.opens({ interviewers: [ines] })
    const [ada, ben] = await story.applicants(2)
    const now = hoursAhead(1)
    house.clock.stopAt(now)

    const held = await holds(story, slot, ada!)
    expect(held).toMatchObject({ kind: 'Held', expiresAt: shifted(now, holdLength).toISOString() })
    expect(await placesOf(slot)).toBe(1)
    expect((await recruiter.books(slot, ben!)).__typename).toBe('SlotIsFull')
    house.clock.stopAt(shifted(now, holdLength - 1))
    expect((await recruiter.books(slot, ben!)).__typename).toBe('SlotIsFull')
    house.clock.stopAt(shifted(now, holdLength))
    expect((await recruiter.books(slot, ben!)).__typename).toBe('Booking')
    expect(await placesOf(slot)).toBe(1)
    house.clock.goOn()
  })

  test('is taken by who holds it, and counted once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2, interviewers: [await story.interviewer()] })
    const ada = await story.applicant()
    await holds(story, slot, ada)
    granted(await recruiter.books(slot, ada))
    expect(await placesOf(slot)).toBe(1)
    expect(await house.database.query('select 1 from slot_hold where slot_id = $1', [slot.id])).toEqual([])
  })

  test('takes the time of the people, who are nobody else’s meanwhile and free again when it is over', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const startsAt = hoursAhead(24)
    const slot = await recruiter.opens({ startsAt, interviewers: [ines] })
    const [ada, ben] = await story.applicants(2)
    const now = hoursAhead(1)
    house.clock.stopAt(now)
    await holds(story, slot, ada!)
    const wish = { startsAt, interviewers: [ines] }
    expect((await recruiter.schedules(ben!, wish)).__typename).toBe('InterviewerIsBusy')
    house.clock.stopAt(shifted(now, holdLength))
    granted(await recruiter.schedules(ben!, wish))
    expect(await placesOf(slot)).toBe(0)
    // Who held it comes too late now.
    expect((await recruiter.books(slot, ada!)).__typename).toBe('InterviewerIsBusy')
    house.clock.goOn()
  })

  test('gives up the one before, and the same one is kept anew', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const slots = [
      await recruiter.opens({ interviewers: [ines] }),
      await recruiter.opens({ startsAt: shifted(hoursAhead(24), 900_000), interviewers: [ines] }),
    ] as const
    const ada = await story.applicant()
    const now = hoursAhead(1)
    house.clock.stopAt(now)
    await holds(story, slots[0], ada)
    // Half an hour later with the same person: what is given up is not in the way.
    expect(await holds(story, slots[1], ada)).toMatchObject({ kind: 'Held' })
    expect([await placesOf(slots[0]), await placesOf(slots[1])]).toEqual([0, 1])
    house.clock.stopAt(shifted(now, 60_000))
    expect(await holds(story, slots[1], ada)).toMatchObject({ expiresAt: shifted(now, 180_000).toISOString() })
    expect(await placesOf(slots[1])).toBe(1)
    house.clock.goOn()
  })

  test('confirmed by two at once is one booking', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 1 })
    const people = await story.applicants(6)
    const answers = await Promise.all(people.map((person) => holds(story, slot, person)))
    const holder = people[answers.findIndex(({ kind }) => kind === 'Held')]!
    expect(answers.filter(({ kind }) => kind === 'Held').length).toBe(1)
    const confirmed = await Promise.all([holder, holder, ...people].map((person) => recruiter.books(slot, person)))
    expect(confirmed.filter((answer) => answer.__typename === 'Booking').length).toBe(1)
    expect(await placesOf(slot)).toBe(1)
  })
})
