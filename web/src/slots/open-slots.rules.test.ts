import { expect, test } from 'vitest'
import { emptyDraft } from '../shared/local-time-draft.rules'
import { problemsOfSlots, slotsOf, type SlotsDraft } from './open-slots.rules'

const now = Date.parse('2026-11-21T12:00:00Z')
const draft: SlotsDraft = {
  time: { ...emptyDraft('Europe/Stockholm'), date: '2026-11-24', time: '09:00' },
  durationMinutes: 45,
  count: 3,
  capacity: 4,
  place: { mode: 'PHONE', location: '', meetingUrl: '' },
  jobId: null,
  panel: { interviewerIds: [], pools: [] },
}

test('several slots follow one another back to back', () => {
  expect(problemsOfSlots(draft, now)).toEqual([])
  expect(slotsOf(draft).map(({ startsAt }) => startsAt)).toEqual([
    '2026-11-24T08:00:00.000Z',
    '2026-11-24T08:45:00.000Z',
    '2026-11-24T09:30:00.000Z',
  ])
})

test('slots in the past, of nobody or of no length are refused before the server is asked', () => {
  const names = (changes: Partial<SlotsDraft>) => problemsOfSlots({ ...draft, ...changes }, now).map(({ name }) => name)
  expect(names({ time: { ...draft.time, date: '2026-11-20' } })).toEqual(['startsAt'])
  expect(names({ capacity: 0, durationMinutes: null, count: 51 })).toEqual(['durationMinutes', 'count', 'capacity'])
})
