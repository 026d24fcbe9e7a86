import { expect, test } from 'vitest'
import { hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { holdLength, holdPlace } from '../booking/hold-place.ts'

const house = await openHouse()

test('a place that is kept no longer is shown as free at that very instant, though nobody has cleaned up', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const ines = await story.interviewer()
  const startsAt = hoursAhead(24)
  const slot = await recruiter.opens({ startsAt, interviewers: [ines] })
  const { applicationId } = await story.applicant()
  const now = hoursAhead(1)
  house.clock.stopAt(now)
  await house.greenroom.inTransaction({ name: 'hold', actor: recruiter.staff }, (tx) =>
    holdPlace(tx, { slotId: slot.id, applicationId, round: 1 }),
  )
  const shown = async () =>
    recruiter.reads(
      `query($id: ID!) {
        slot(id: $id) { status placesTaken placesLeft }
        full: slots(filter: { status: [FULL] }) { totalCount nodes { id } }
        open: slots(filter: { status: [OPEN] }) { totalCount nodes { id } }
      }`,
      { id: slot.id },
    )
  const plan = async () => {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' })
    const [date, time] = local.format(startsAt).split(' ') as [string, string]
    const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
    const windows = [{ weekdays, from: time, to: '24:00' }]
    const { previewSlots } = await recruiter.reads(
      'query($input: OpenSlotsInput!) { previewSlots(input: $input) { ... on SlotPlan { proposals { remarks } } } }',
      {
        input: {
          fromDate: date,
          toDate: date,
          timeZone: 'UTC',
          windows,
          durationMinutes: 45,
          gapMinutes: 1440,
          mode: 'PHONE',
          interviewerIds: [ines.id],
        },
      },
    )
    return previewSlots.proposals[0].remarks as string[]
  }
  const found = { totalCount: 1, nodes: [{ id: slot.id }] }
  const none = { totalCount: 0, nodes: [] }

  house.clock.stopAt(shifted(now, holdLength - 1))
  expect(await shown()).toEqual({ slot: { status: 'FULL', placesTaken: 1, placesLeft: 0 }, full: found, open: none })
  expect(await plan()).toEqual(['DUPLICATE', 'INTERVIEWER_IS_BUSY'])
  house.clock.stopAt(shifted(now, holdLength))
  expect(await shown()).toEqual({ slot: { status: 'OPEN', placesTaken: 0, placesLeft: 1 }, full: none, open: found })
  expect(await plan()).toEqual(['DUPLICATE'])
  // Nobody has been there: what is left of it lies where it lay.
  expect(await house.database.query('select 1 from slot_hold where slot_id = $1', [slot.id])).toHaveLength(1)
})

test('a slot whose last kept place is over may be moved at that very instant', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const slot = await recruiter.opens({ startsAt: hoursAhead(24) })
  const ada = await story.chooser()
  const now = hoursAhead(1)
  house.clock.stopAt(now)
  granted(await ada.holds(slot))
  const later = { slotId: slot.id, startsAt: hoursAhead(25).toISOString() }

  house.clock.stopAt(shifted(now, holdLength - 1))
  expect(await recruiter.does('updateSlot', later)).toMatchObject({ __typename: 'SlotHasPlacesTaken', placesTaken: 1 })
  house.clock.stopAt(shifted(now, holdLength))
  expect(await recruiter.does('updateSlot', later)).toMatchObject({ startsAt: later.startsAt, placesTaken: 0 })
})
