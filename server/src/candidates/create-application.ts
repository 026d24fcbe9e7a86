import { z } from 'zod'
import { sql } from 'kysely'
import { Job } from '../jobs/job.ts'
import { find } from '../shared/find.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { Application } from './application.ts'
import { candidateNow, findCandidateNow } from './candidate-now.ts'

const input = z.object({ candidateId: z.string(), jobId: z.string(), idempotencyKey })

export interface ApplicationAlreadyExists {
  kind: 'ApplicationAlreadyExists'
  applicationId: string
}

/** Lets a candidate apply for a job; once per job, unless they have withdrawn what they applied with before. */
export const makeCreateApplication = useCase(
  'createApplication',
  input,
  async (tx, { candidateId, jobId }) => {
    const candidate = await findCandidateNow(tx, candidateId)
    const job = await find(tx, Job, jobId)
    const existing = await existingApplication(tx, candidate.id, jobId)
    if (existing) return existing
    const application = tx.em.create(Application, { company: tx.companyId, id: newId(), candidate, job })
    tx.record({
      name: 'ApplicationCreated',
      about: { type: 'Application', id: application.id },
      fields: ['candidate', 'job', 'status'],
    })
    return { kind: 'Application' as const, id: application.id }
  },
  {
    application_once_per_job: async (tx, { candidateId, jobId }) => {
      const existing = await existingApplication(tx, await candidateNow(tx, candidateId), jobId)
      if (!existing) throw new Error('The application for the same job is gone again.')
      return existing
    },
  },
)

async function existingApplication(
  tx: Transaction,
  candidateId: string,
  jobId: string,
): Promise<ApplicationAlreadyExists | null> {
  const { rows } = await sql<{ id: string }>`select id from application
    where company_id = ${tx.companyId} and candidate_id = ${candidateId} and job_id = ${jobId}
      and status <> 'WITHDRAWN' order by created_at desc limit 1`.execute(tx.em.getKysely<unknown>())
  return rows[0] ? { kind: 'ApplicationAlreadyExists', applicationId: rows[0].id } : null
}
