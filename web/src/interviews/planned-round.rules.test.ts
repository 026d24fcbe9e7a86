import { expect, test } from 'vitest'
import type { JobRound_FactsFragment } from '../gql/graphql'
import {
  mayBeScheduled,
  meetingOf,
  nextRound,
  roundsWithInterviews,
  untouched,
  usualMeeting,
} from './planned-round.rules'

const talk: JobRound_FactsFragment = {
  number: 1,
  name: 'First talk',
  durationMinutes: 30,
  mode: 'PHONE',
  location: null,
  meetingUrl: null,
  kit: null,
  interviewers: [{ id: 'johan', name: 'Johan Ek' }],
  anyOf: [
    [
      { id: 'ines', name: 'Inès' },
      { id: 'olof', name: 'Olof' },
    ],
  ],
}

test('the next round follows the last completed one, whatever was called off', () => {
  expect(nextRound([])).toBe(1)
  expect(nextRound([{ round: 1, status: 'CANCELLED' }])).toBe(1)
  expect(
    nextRound([
      { round: 3, status: 'CANCELLED' },
      { round: 2, status: 'COMPLETED' },
      { round: 1, status: 'NO_SHOW' },
    ]),
  ).toBe(3)
})

test.each([
  ['PENDING', [], true],
  ['INTERVIEW_SCHEDULED', [{ round: 1, status: 'SCHEDULED' }], false],
  ['INTERVIEW_SCHEDULED', [{ round: 1, status: 'COMPLETED' }], true],
  [
    'INTERVIEW_SCHEDULED',
    [
      { round: 1, status: 'COMPLETED' },
      { round: 2, status: 'IN_PROGRESS' },
    ],
    false,
  ],
  ['REJECTED', [{ round: 1, status: 'COMPLETED' }], false],
] as const)('%s with %j may be scheduled: %s', (status, interviews, may) => {
  expect(mayBeScheduled(status, interviews)).toBe(may)
})

test('what a person wrote stays, and the rest follows the round', () => {
  const filled = usualMeeting()
  const written = { ...usualMeeting(), durationMinutes: 50, notes: 'Bring a pen.' }
  expect(untouched(written, filled, meetingOf(talk))).toEqual({
    place: { mode: 'PHONE', location: '', meetingUrl: '' },
    panel: { interviewerIds: ['johan'], pools: [['ines', 'olof']] },
  })
})

test('an interview beyond the plan has its round all the same', () => {
  const interview = { id: 'i', round: 2, status: 'COMPLETED' as const }
  expect(roundsWithInterviews([talk], [interview])).toEqual([
    { number: 1, planned: talk, interviews: [] },
    { number: 2, planned: null, interviews: [interview] },
  ])
})
