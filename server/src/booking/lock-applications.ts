import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

export interface LockedApplication {
  id: string
  status: ApplicationStatus
  jobId: string
}

/** Applications by their ids, which nobody else schedules or decides until the transaction ends. @throws NOT_FOUND */
export async function lockApplications(
  tx: Pick<Transaction, 'companyId' | 'rows'>,
  ids: readonly string[],
): Promise<Map<string, LockedApplication>> {
  if (!ids.every(looksLikeId)) throw notFound()
  const applications = await tx.rows(sql<LockedApplication>`select id, status, job_id as "jobId" from application
    where company_id = ${tx.companyId} and id = any(${ids}) order by id for update`)
  if (applications.length !== new Set(ids).size) throw notFound()
  return new Map(applications.map((application) => [application.id, application]))
}

/** The same for one. */
export const lockApplication = async (tx: Transaction, applicationId: string): Promise<LockedApplication> =>
  (await lockApplications(tx, [applicationId])).get(applicationId)!
