import { expect, test } from 'vitest'
import {
  draftOf,
  emptyKit,
  emptyQuestion,
  fieldsOf,
  inputOf,
  keyOfField,
  languageToMend,
  pathByKey,
  problemsOf,
  voiceOf,
  type KitDraft,
} from './kit-draft.rules'

const kit = {
  id: 'kit',
  name: 'First talk',
  archivedAt: null,
  version: {
    id: 'version',
    number: 3,
    language: 'EN' as const,
    createdAt: '2026-11-21T09:00:00Z',
    questions: [
      {
        id: 'q1',
        texts: [
          { language: 'EN' as const, text: 'Why us?', voice: null },
          {
            language: 'SV' as const,
            text: 'Varför vi?',
            voice: {
              id: 'voice',
              url: '/api/kits/voice/voice',
              durationSeconds: 2.5,
              recordedBy: { id: 'ruben', name: 'Ruben Sand' },
            },
          },
        ],
        prepareSeconds: 0,
        answerSeconds: 75,
        retakes: 2,
        maxFollowUps: 1,
      },
    ],
    criteria: [{ id: 'c1', name: 'Calm', lookFor: null, mustBeScored: true }],
  },
}

test('what was saved is sent again as it was, with its ids', () => {
  expect(inputOf(draftOf(kit))).toEqual({
    name: 'First talk',
    language: 'EN',
    questions: [
      {
        questionId: 'q1',
        texts: [
          { language: 'EN', text: 'Why us?' },
          { language: 'SV', text: 'Varför vi?', voiceId: 'voice' },
        ],
        prepareSeconds: 0,
        answerSeconds: 75,
        retakes: 2,
        maxFollowUps: 1,
      },
    ],
    criteria: [{ criterionId: 'c1', name: 'Calm', lookFor: null, mustBeScored: true }],
  })
})

test('a recording goes with its words alone, and comes back with them', () => {
  const draft = draftOf(kit)
  const question = draft.questions[0]!
  expect(voiceOf(question, 'SV')).toMatchObject({ by: 'Ruben Sand', seconds: 2.5, text: 'Varför vi?' })
  expect(voiceOf(question, 'EN')).toBeNull()
  question.texts.SV = 'Varför just vi?'
  expect(voiceOf(question, 'SV')).toBeNull()
  expect(inputOf(draft).questions[0]!.texts).toEqual([
    { language: 'EN', text: 'Why us?' },
    { language: 'SV', text: 'Varför just vi?' },
  ])
  question.texts.SV = ' Varför vi?  '
  expect(inputOf(draft)).toEqual(inputOf(draftOf(kit)))
})

test('a question needs its text in the language of the kit, and no other', () => {
  const draft: KitDraft = { ...draftOf(kit), language: 'FR' }
  expect(problemsOf(draft)).toEqual([{ name: 'questions.q1.texts', code: 'questionMissing' }])
  expect(languageToMend(draft, 'q1')).toBe('FR')
  draft.questions[0]!.texts.FR = 'Pourquoi ?'
  expect(problemsOf(draft)).toEqual([])
  expect(languageToMend(draft, 'q1')).toBeNull()
})

test('what is too long is told of the language in which it is', () => {
  const draft = draftOf(kit)
  draft.questions[0]!.texts.SV = 'x'.repeat(2001)
  expect(problemsOf(draft)).toEqual([{ name: 'questions.q1.texts', code: 'tooLong', facts: { most: 2000 } }])
  expect(languageToMend(draft, 'q1')).toBe('SV')
})

test('an empty kit lacks a name, and a new question its text and a number of retakes', () => {
  const draft = { ...emptyKit('SV'), questions: [{ ...emptyQuestion('new'), retakes: null }] }
  expect(problemsOf(draft).map(({ name, code }) => [name, code])).toEqual([
    ['name', 'nameMissing'],
    ['questions.new.texts', 'questionMissing'],
    ['questions.new.retakes', 'outOfBounds'],
  ])
  for (const { name } of problemsOf(draft)) expect(fieldsOf(draft)).toContain(name)
})

test('what the server says of a place is said of what stands there', () => {
  const draft = draftOf(kit)
  expect(pathByKey('questions.0.texts.1.text', draft)).toBe('questions.q1.texts.1.text')
  expect(pathByKey('criteria.0.name', draft)).toBe('criteria.c1.name')
  expect(pathByKey('questions', draft)).toBe('questions')
  expect(pathByKey('questions.7.retakes', draft)).toBe('questions.7.retakes')
  expect([keyOfField('criteria.c1.name'), keyOfField('name')]).toEqual(['c1', null])
})
