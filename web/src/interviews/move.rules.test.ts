import { expect, test } from 'vitest'
import { draftOf } from '../shared/local-time-draft.rules'
import { destinationOf, placeBefore, problemsOfMove, type Meeting, type MoveDraft } from './move.rules'

const now = Date.parse('2026-11-21T12:00:00Z')
const before: Meeting = {
  startsAt: '2026-11-24T09:00:00.000Z',
  durationMinutes: 45,
  timeZone: 'Europe/Stockholm',
  mode: 'VIDEO',
  location: null,
  meetingUrl: 'https://meet.example/ada',
  interviewers: [{ id: 'johan' }],
}
const unchanged: MoveDraft = {
  way: 'time',
  slotId: null,
  time: draftOf(before.startsAt, before.timeZone),
  durationMinutes: 45,
  place: placeBefore(before),
  panel: { interviewerIds: ['johan'], pools: [] },
}
const names = (changes: Partial<MoveDraft>) =>
  problemsOfMove({ ...unchanged, ...changes }, before, now).map(({ code }) => code)

test('only what changes is sent, so that a new place alone keeps the slot', () => {
  const place = { ...unchanged.place, meetingUrl: 'https://meet.example/other' }
  expect(destinationOf({ ...unchanged, place }, before)).toEqual({
    mode: 'VIDEO',
    meetingUrl: 'https://meet.example/other',
  })
  const time = draftOf('2026-11-25T09:00:00.000Z', before.timeZone)
  expect(destinationOf({ ...unchanged, time }, before)).toEqual({ startsAt: '2026-11-25T09:00:00.000Z' })
})

test('a slot brings everything and goes alone', () => {
  expect(destinationOf({ ...unchanged, way: 'slot', slotId: 'slot' }, before)).toEqual({ slotId: 'slot' })
  expect(names({ way: 'slot' })).toEqual(['slotMissing'])
})

test('a person is exchanged for any one of a pool', () => {
  const panel = { interviewerIds: [], pools: [['ines', 'maria']] }
  expect(destinationOf({ ...unchanged, panel }, before)).toEqual({ interviewerIds: [], anyOf: [['ines', 'maria']] })
})

test('a move to where it is already is told before the server is asked', () => {
  expect(names({})).toEqual(['nothingChanged'])
})

test('a past time is refused, but where only people change it may have come', () => {
  expect(names({ time: draftOf('2026-11-20T09:00:00.000Z', before.timeZone) })).toEqual(['timePast'])
  const begun = { ...before, startsAt: '2026-11-21T11:30:00.000Z' }
  const draft = {
    ...unchanged,
    time: draftOf(begun.startsAt, begun.timeZone),
    panel: { interviewerIds: [], pools: [] },
  }
  expect(problemsOfMove(draft, begun, now)).toEqual([])
})
