import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { Job } from './job.ts'

/** Opens a position. */
export const makeCreateJob = useCase(
  'createJob',
  z.object({ title: line(200), idempotencyKey }),
  async (tx, { title }) => {
    const job = tx.em.create(Job, { company: tx.companyId, id: newId(), title })
    tx.record({ name: 'JobCreated', about: { type: 'Job', id: job.id }, fields: ['title'] })
    return { kind: 'Job' as const, id: job.id }
  },
)
