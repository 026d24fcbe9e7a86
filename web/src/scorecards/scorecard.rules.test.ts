import { describe, expect, test } from 'vitest'
import { contentOf, draftOf, mustStillWrite, problemsOf, sameContent, whyNoFeedback } from './scorecard.rules'

const version = {
  recommendation: 'YES' as const,
  words: 'Well.',
  scores: [{ criterion: { id: 'calm' }, score: 4, notSeen: false, words: null }],
}

test('what was saved is written on, with a place for each criterion, and sent as it was', () => {
  const draft = draftOf(version, ['calm', 'kind'])
  expect(draft.scores).toEqual({
    calm: { score: 4, notSeen: false, words: '' },
    kind: { score: null, notSeen: false, words: '' },
  })
  expect(contentOf(draft)).toEqual({
    recommendation: 'YES',
    words: 'Well.',
    scores: [{ criterionId: 'calm', score: 4, notSeen: false, words: '' }],
  })
  expect(contentOf(draftOf(null, []))).toEqual({ recommendation: null, words: '', scores: [] })
})

test('two drafts are the same that say the same', () => {
  const one = draftOf(version, ['calm', 'kind'])
  expect(sameContent(one, { ...draftOf(version, ['calm']), words: ' Well. ' })).toBe(true)
  expect(sameContent(one, { ...one, recommendation: 'NO' })).toBe(false)
  expect(sameContent(one, draftOf(null, ['calm', 'kind']))).toBe(false)
})

test('a scorecard needs a recommendation and the scores that there must be', () => {
  const criteria = [
    { id: 'calm', mustBeScored: true },
    { id: 'kind', mustBeScored: false },
  ]
  expect(problemsOf(draftOf(version, ['calm', 'kind']), criteria)).toEqual([])
  const notSeen = { ...version, recommendation: null, scores: [{ ...version.scores[0]!, score: null, notSeen: true }] }
  expect(problemsOf(draftOf(notSeen, ['calm', 'kind']), criteria).map(({ name }) => name)).toEqual([
    'calm',
    'recommendation',
  ])
})

describe('feedback is given', () => {
  const startsAt = '2026-11-25T09:00:00Z'
  const hour = Date.parse(startsAt)
  test.each([
    ['SCHEDULED', hour - 1, 'notBegun'],
    ['SCHEDULED', hour, null],
    ['IN_PROGRESS', hour - 1, null],
    ['COMPLETED', hour, null],
    ['NO_SHOW', hour, 'notHeld'],
    ['CANCELLED', hour, 'notHeld'],
  ])('on one that is %s: %i, %s', (status, now, why) => {
    expect(whyNoFeedback({ status, startsAt }, now)).toBe(why)
  })
})

test('who meets the candidate must still write from the hour on, until their scorecard is in', () => {
  const interview = { status: 'COMPLETED', startsAt: '2026-11-20T09:00:00Z', interviewers: [{ id: 'ines' }] }
  const now = Date.parse('2026-11-20T10:00:00Z')
  const draft = { ...interview, ownScorecard: { submittedAt: null } }
  expect([interview, draft].map((each) => mustStillWrite(each, 'ines', now))).toEqual([true, true])
  const submitted = { ...interview, ownScorecard: { submittedAt: '2026-11-20T09:50:00Z' } }
  expect(mustStillWrite(submitted, 'ines', now)).toBe(false)
  expect(mustStillWrite(interview, 'olof', now)).toBe(false)
  expect(mustStillWrite({ ...interview, status: 'CANCELLED' }, 'ines', now)).toBe(false)
})
