import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line, prose } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Job, Question } from './job.ts'

const input = z.object({
  title: line(200),
  questions: z
    .array(z.object({ text: prose(2000).pipe(z.string().min(1, 'Must not be empty.')) }))
    .max(50, 'At most 50 questions.')
    .nullish(),
  idempotencyKey,
})

/** Opens a position, with the questions of its self-guided interview. */
export const makeCreateJob = useCase('createJob', input, async (tx, { title, questions }) => {
  const job = tx.em.create(Job, { company: tx.companyId, id: newId(), title })
  for (const [index, { text }] of (questions ?? []).entries())
    tx.em.create(Question, { company: tx.companyId, id: newId(), job, position: index + 1, text })
  tx.record({ name: 'JobCreated', about: { type: 'Job', id: job.id }, fields: ['title', 'questions'] })
  return { kind: 'Job' as const, id: job.id }
})
