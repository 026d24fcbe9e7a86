import { expect, test } from 'vitest'
import { changedRules, problemsOfRules, type RulesDraft } from './scheduling-rules.rules'

const usual: RulesDraft = {
  bufferMinutesBefore: 0,
  bufferMinutesAfter: 0,
  minimumNoticeMinutes: 0,
  bookingHorizonDays: 365,
  candidateMayReschedule: true,
  candidateMayCancel: true,
  changeNoticeMinutes: 120,
  waitlistOfferMinutes: 60,
  chooseLinkDays: 14,
}

test('rules at their bounds are taken, and beyond them told before the server is asked', () => {
  expect(problemsOfRules(usual)).toEqual([])
  expect(problemsOfRules({ ...usual, bufferMinutesBefore: 240, minimumNoticeMinutes: 86_400 })).toEqual([])
  const beyond = { ...usual, bufferMinutesBefore: 241, waitlistOfferMinutes: 4, chooseLinkDays: null }
  expect(problemsOfRules(beyond).map(({ name }) => name)).toEqual([
    'bufferMinutesBefore',
    'waitlistOfferMinutes',
    'chooseLinkDays',
  ])
})

test('only what was changed is sent', () => {
  expect(changedRules({ ...usual, candidateMayCancel: false, chooseLinkDays: 7 }, usual)).toEqual({
    candidateMayCancel: false,
    chooseLinkDays: 7,
  })
})
