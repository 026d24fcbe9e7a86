import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { notFound } from '../shared/errors.ts'
import type { Transaction } from '../shared/use-case.ts'

export interface LockedApplication {
  id: string
  status: ApplicationStatus
  jobId: string
}

/** The application, which nobody else schedules or decides until the transaction ends. @throws NOT_FOUND */
export async function lockApplication(tx: Transaction, applicationId: string): Promise<LockedApplication> {
  const [application] = await tx.rows(sql<LockedApplication>`select id, status, job_id as "jobId" from application
    where company_id = ${tx.companyId} and id = ${applicationId} for update`)
  if (!application) throw notFound()
  return application
}
