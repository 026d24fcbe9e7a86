import { expect, test } from 'vitest'
import { countStandings, hoursAndMinutes, nextTurn, standingOf, timingOf, type AtItsHour } from './day.rules'

const startsAt = '2026-11-24T09:00:00.000Z'
const endsAt = '2026-11-24T09:45:00.000Z'
const at = (minutes: number) => Date.parse(startsAt) + minutes * 60_000
const scheduled: AtItsHour = { status: 'SCHEDULED', startsAt, endsAt }

test.each([
  ['about to begin', scheduled, -1, 'opening'],
  ['late from the first moment', scheduled, 0, 'late'],
  ['late before it, by their own word', { ...scheduled, candidateArrival: { state: 'LATE' } }, -20, 'late'],
  ['waiting on their page', { ...scheduled, presence: { isPageOpen: true } }, 3, 'inLobby'],
  ['not waiting once they have left it', { ...scheduled, presence: { isPageOpen: false } }, 3, 'late'],
  ['waiting by their own word', { ...scheduled, candidateArrival: { state: 'HERE' } }, 3, 'inLobby'],
  ['missing', { ...scheduled, noShowSuggestedSince: endsAt, presence: { isPageOpen: true } }, 20, 'missing'],
  ['under way', { ...scheduled, status: 'IN_PROGRESS', noShowSuggestedSince: endsAt }, 20, 'underWay'],
] as [string, AtItsHour, number, string][])('somebody is %s', (_, interview, minutes, standing) => {
  expect(standingOf(interview, at(minutes))).toBe(standing)
})

test('everybody is counted once', () => {
  expect(countStandings([scheduled, scheduled, { ...scheduled, status: 'IN_PROGRESS' }], at(1))).toEqual({
    underWay: 1,
    inLobby: 0,
    late: 2,
    missing: 0,
    opening: 0,
  })
})

test.each([
  ['SCHEDULED', -0.5, { word: 'beginsIn', minutes: 1 }],
  ['SCHEDULED', -61, { word: 'beginsIn', minutes: 61 }],
  ['SCHEDULED', 0.9, { word: 'begunFor', minutes: 0 }],
  ['IN_PROGRESS', 10.5, { word: 'leftOf', minutes: 35 }],
  // Who began early has what is left until the end, too.
  ['IN_PROGRESS', -5, { word: 'leftOf', minutes: 50 }],
  ['IN_PROGRESS', 45, { word: 'over', minutes: 0 }],
  ['IN_PROGRESS', 60, { word: 'over', minutes: 15 }],
] as const)('%s, %d minutes in', (status, minutes, timing) => {
  expect(timingOf({ ...scheduled, status }, at(minutes))).toEqual(timing)
})

test('an hour is sixty minutes', () => {
  expect(hoursAndMinutes(59)).toEqual({ hours: 0, minutes: 59 })
  expect(hoursAndMinutes(125)).toEqual({ hours: 2, minutes: 5 })
})

test('the day turns when a lobby opens, and at its end', () => {
  expect(nextTurn([], undefined, at(0))).toBeNull()
  expect(nextTurn([endsAt, startsAt], '2026-11-24T23:00:00.000Z', at(-1))).toBe(at(0))
  expect(nextTurn([endsAt, startsAt], '2026-11-24T23:00:00.000Z', at(0))).toBe(at(45))
  expect(nextTurn([startsAt], '2026-11-24T23:00:00.000Z', at(0))).toBe(Date.parse('2026-11-24T23:00:00.000Z'))
})
