import { expect, test } from 'vitest'
import { answersByQuestion, type Recorded } from './question-answers.rules'

const take = (questionId: string, status: Recorded['status']) => ({ questionId, status })

test('each question has the answer that counts, else the latest that may come, else none', () => {
  const questions = ['kept', 'coming', 'lost', 'skipped'].map((id) => ({ id }))
  const takes = [
    take('kept', 'REPLACED'),
    take('kept', 'KEPT'),
    take('kept', 'SENDING'),
    take('coming', 'LOST'),
    take('coming', 'SENDING'),
    take('lost', 'REPLACED'),
    take('lost', 'LOST'),
    take('another', 'KEPT'),
  ]
  expect(answersByQuestion(questions, takes).map(({ question, take }) => [question.id, take?.status])).toEqual([
    ['kept', 'KEPT'],
    ['coming', 'SENDING'],
    ['lost', 'LOST'],
    ['skipped', undefined],
  ])
})
