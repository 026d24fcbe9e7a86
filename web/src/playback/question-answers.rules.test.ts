import { expect, test } from 'vitest'
import {
  answersByQuestion,
  arrivalOf,
  isToBeRemoved,
  keptUntilOf,
  showBytes,
  type Recorded,
} from './question-answers.rules'

const take = (questionId: string, status: Recorded['status']) => ({ questionId, status })

test('each question has the answer that counts, else the latest that may come, else none', () => {
  const questions = ['kept', 'removed', 'coming', 'lost', 'skipped'].map((id) => ({ id }))
  const takes = [
    take('kept', 'REPLACED'),
    take('kept', 'KEPT'),
    take('kept', 'SENDING'),
    take('removed', 'REMOVED'),
    take('removed', 'LOST'),
    take('coming', 'LOST'),
    take('coming', 'SENDING'),
    take('coming', 'LOST'),
    take('lost', 'REPLACED'),
    take('lost', 'LOST'),
    take('another', 'KEPT'),
  ]
  expect(
    answersByQuestion(questions, [], takes).map(({ question, take, others }) => [
      question.id,
      take?.status,
      others.map(({ status }) => status),
    ]),
  ).toEqual([
    ['kept', 'KEPT', ['REPLACED', 'SENDING']],
    ['removed', 'REMOVED', ['LOST']],
    ['coming', 'SENDING', ['LOST', 'LOST']],
    ['lost', 'LOST', ['REPLACED']],
    ['skipped', undefined, []],
  ])
})

test('follow-ups stand behind the question that they go back to, at the places at which they were asked', () => {
  const questions = [{ id: 'first' }, { id: 'second' }, { id: 'third' }]
  const followUps = [
    { id: 'late', followUpTo: 'first', position: 4 },
    { id: 'soon', followUpTo: 'first', position: 2 },
    { id: 'dropped', followUpTo: 'second', position: null },
  ]
  const answers = answersByQuestion(questions, followUps, [take('soon', 'KEPT'), take('second', 'KEPT')])
  expect(
    answers.map(({ question, position, take, followUps, unasked }) => [
      question.id,
      position,
      take?.status,
      followUps.map((each) => [each.question.id, each.position, each.take?.status]),
      unasked.map(({ id }) => id),
    ]),
  ).toEqual([
    [
      'first',
      1,
      undefined,
      [
        ['soon', 2, 'KEPT'],
        ['late', 4, undefined],
      ],
      [],
    ],
    ['second', 3, 'KEPT', [], ['dropped']],
    ['third', 5, undefined, [], []],
  ])
})

test.each([
  ['recording', { status: 'RECORDING', bytes: null, receivedBytes: 10 }],
  ['soFar', { status: 'SENDING', bytes: null, receivedBytes: 10 }],
  ['arriving', { status: 'SENDING', bytes: 20, receivedBytes: 10 }],
  ['checking', { status: 'SENDING', bytes: 20, receivedBytes: 20 }],
] as const)('a take is told as %s', (words, given) => {
  expect(arrivalOf(given)).toBe(words)
})

test('what counts or may count still can be removed', () => {
  const statuses = ['RECORDING', 'SENDING', 'KEPT', 'REPLACED', 'LOST', 'REMOVED'] as const
  expect(statuses.filter((status) => isToBeRemoved({ status }))).toEqual(['RECORDING', 'SENDING', 'KEPT'])
})

test('an amount of data is told as a person reads it, in their language', () => {
  expect([0, 340_400, 1_249_000, 123_456_789].map((bytes) => showBytes(bytes, 'en'))).toEqual([
    '0 kB',
    '340 kB',
    '1.2 MB',
    '123 MB',
  ])
  expect(showBytes(1_249_000, 'fr')).toMatch(/^1,2\sMo$/)
})

test('the first day on which an answer goes is that of those that count', () => {
  const takes = [
    { status: 'KEPT', keptUntil: '2026-12-24T09:00:00Z' },
    { status: 'KEPT', keptUntil: '2026-12-22T09:00:00Z' },
    { status: 'LOST', keptUntil: '2026-12-01T09:00:00Z' },
  ] as const
  expect([keptUntilOf(takes), keptUntilOf([{ status: 'KEPT', keptUntil: null }])]).toEqual([
    '2026-12-22T09:00:00Z',
    null,
  ])
})
