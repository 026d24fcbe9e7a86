import { describe, expect, test } from 'vitest'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import {
  changedFields,
  readableBy,
  summaryOf,
  whyIncomplete,
  whyNotJudged,
  whyNotWrite,
  type Score,
  type ScorecardContent,
} from './scorecard.rules.ts'

const startsAt = new Date('2026-11-24T10:00:00.000Z')
const before = new Date('2026-11-24T09:59:59.999Z')

describe('a scorecard is written', () => {
  test.each(['IN_PROGRESS', 'COMPLETED'] as const)('of an interview that is %s, whatever the clock says', (status) => {
    expect(whyNotWrite({ status, startsAt }, true, before)).toBeNull()
  })

  test('of one that nobody has started from its hour on', () => {
    const interview = { status: 'SCHEDULED', startsAt } as const
    expect(whyNotWrite(interview, true, startsAt)).toBeNull()
    expect(whyNotWrite(interview, true, before)).toEqual({
      kind: 'InterviewHasNotBegun',
      startsAt: startsAt.toISOString(),
    })
  })

  test.each(['CANCELLED', 'NO_SHOW', 'EXPIRED'] as InterviewStatus[])('of none that is %s', (status) => {
    expect(whyNotWrite({ status, startsAt }, true, startsAt)).toEqual({ kind: 'InterviewWasNotHeld', status })
  })

  test('by nobody who does not meet the candidate', () => {
    expect(whyNotWrite({ status: 'COMPLETED', startsAt }, false, startsAt)).toEqual({ kind: 'NotOnThePanel' })
  })
})

describe('scorecards are read', () => {
  const [ada, ben, cleo] = ['ada', 'ben', 'cleo'].map((authorId) => ({ authorId, isSubmitted: true })) as [
    { authorId: string; isSubmitted: boolean },
    { authorId: string; isSubmitted: boolean },
    { authorId: string; isSubmitted: boolean },
  ]
  const draft = { ...ada, isSubmitted: false }
  const interviewer = (id: string) => ({ id, role: 'INTERVIEWER' as const })

  test('by who meets the candidate once their own is submitted, and not by a draft of it', () => {
    expect(readableBy(interviewer('ada'), [ben, cleo])).toEqual([])
    expect(readableBy(interviewer('ada'), [draft, ben, cleo])).toEqual([])
    expect(readableBy(interviewer('ada'), [ada, ben, cleo])).toEqual([ada, ben, cleo])
  })

  test.each(['RECRUITER', 'ADMIN'] as const)('by a %s at once, drafts aside', (role) => {
    expect(readableBy({ id: 'rita', role }, [draft, ben])).toEqual([ben])
  })

  test('as drafts by nobody', () => {
    expect(readableBy(interviewer('ada'), [ada, { ...ben, isSubmitted: false }])).toEqual([ada])
  })
})

const score = (criterionId: string, more: Partial<Score> = {}): Score => ({
  criterionId,
  score: null,
  notSeen: false,
  words: null,
  ...more,
})
const content = (more: Partial<ScorecardContent> = {}): ScorecardContent => ({
  recommendation: 'YES',
  words: null,
  scores: [],
  ...more,
})

describe('a scorecard is complete', () => {
  const criteria = [
    { id: 'calm', mustBeScored: true },
    { id: 'kind', mustBeScored: false },
  ]

  test('with a recommendation and every score that there must be', () => {
    expect(whyIncomplete(content({ scores: [score('calm', { score: 1 })] }), criteria)).toBeNull()
    expect(whyIncomplete(content(), [])).toBeNull()
    expect(whyIncomplete(content({ recommendation: null }), criteria)).toEqual({
      kind: 'ScorecardIsIncomplete',
      lacksRecommendation: true,
      criterionIds: ['calm'],
    })
  })

  test('not by saying that nothing was seen of what must be scored', () => {
    expect(whyIncomplete(content({ scores: [score('calm', { notSeen: true })] }), criteria)).toMatchObject({
      criterionIds: ['calm'],
    })
  })

  test('only by criteria of its kit', () => {
    expect(whyNotJudged([score('kind')], criteria)).toBeNull()
    expect(whyNotJudged([score('kind'), score('tall')], criteria)).toEqual({
      kind: 'CriterionIsNotInKit',
      criterionId: 'tall',
    })
  })
})

test('what has changed is told by its name, whatever the order of the scores', () => {
  const one = content({ scores: [score('calm', { score: 2 }), score('kind')] })
  expect(changedFields(one, content({ scores: [score('calm', { score: 2 })] }))).toEqual([])
  expect(changedFields(one, content({ words: 'Well.', recommendation: 'NO' }))).toEqual([
    'recommendation',
    'words',
    'scores',
  ])
})

describe('a summary', () => {
  test('counts each score, and takes what was not seen for none', () => {
    const summary = summaryOf(
      [
        content({ recommendation: 'STRONG_YES', scores: [score('calm', { score: 5 }), score('kind', { score: 1 })] }),
        content({ recommendation: 'NO', scores: [score('calm', { score: 2 }), score('kind', { notSeen: true })] }),
      ],
      ['brave', 'calm'],
    )
    expect(summary).toEqual({
      submitted: 2,
      recommendations: { STRONG_NO: 0, NO: 1, YES: 0, STRONG_YES: 1 },
      criteria: [
        { criterionId: 'brave', average: null, counts: [0, 0, 0, 0, 0], notSeen: 0 },
        { criterionId: 'calm', average: 3.5, counts: [0, 1, 0, 0, 1], notSeen: 0 },
        { criterionId: 'kind', average: 1, counts: [1, 0, 0, 0, 0], notSeen: 1 },
      ],
    })
  })

  test('of nothing says nothing', () => {
    expect(summaryOf([])).toMatchObject({ submitted: 0, criteria: [] })
  })
})
