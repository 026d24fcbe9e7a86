import { expect, test } from 'vitest'
import { draftOf } from '../shared/local-time-draft.rules'
import { changesOf, problemsOfChange, type SlotBefore, type SlotDraft } from './change-slot.rules'
import { actionsOf } from './slot-actions.rules'

const now = Date.parse('2026-11-21T12:00:00Z')
const before: SlotBefore = {
  startsAt: '2026-11-24T09:00:00.000Z',
  durationMinutes: 45,
  timeZone: 'Europe/Stockholm',
  capacity: 3,
  placesTaken: 0,
  mode: 'ONSITE',
  location: 'Drottninggatan 1',
  meetingUrl: null,
}
const draft: SlotDraft = {
  time: draftOf(before.startsAt, before.timeZone),
  durationMinutes: 45,
  capacity: 3,
  place: { mode: 'ONSITE', location: 'Drottninggatan 1', meetingUrl: '' },
}

test('only what changes is sent', () => {
  expect(changesOf(draft, before)).toEqual({})
  expect(changesOf({ ...draft, capacity: 4, place: { ...draft.place, location: 'Drottninggatan 2' } }, before)).toEqual(
    { capacity: 4, location: 'Drottninggatan 2' },
  )
  expect(changesOf({ ...draft, time: draftOf('2026-11-25T09:00:00Z', before.timeZone) }, before)).toEqual({
    startsAt: '2026-11-25T09:00:00.000Z',
  })
})

test('of a slot in which somebody has a place only the capacity changes, and never below them', () => {
  const taken = { ...before, placesTaken: 2 }
  const moved = { ...draft, capacity: 2, time: draftOf('2026-11-25T09:00:00Z', before.timeZone) }
  expect(changesOf(moved, taken)).toEqual({ capacity: 2 })
  expect(problemsOfChange({ ...moved, capacity: 1 }, taken, now)).toEqual([
    { name: 'capacity', code: 'capacityBelowTaken', facts: { taken: 2 } },
  ])
})

test('a slot does not move into the past', () => {
  const past = { ...draft, time: draftOf('2026-11-20T09:00:00Z', before.timeZone) }
  expect(problemsOfChange(past, before, now)).toEqual([{ name: 'startsAt', code: 'timePast' }])
})

test('what may be done with a slot follows from its state', () => {
  expect(actionsOf('FULL', false)).toEqual(['change', 'close', 'cancel'])
  expect(actionsOf('CLOSED', false)).toEqual(['change', 'reopen', 'cancel'])
  expect(actionsOf('CANCELLED', false)).toEqual([])
  expect(actionsOf('OPEN', true)).toEqual([])
})
