import { sql } from 'kysely'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { lockApplication, type LockedApplication } from './lock-applications.ts'
import { lockEngagements, type Engagement } from './lock-engagements.ts'

/** An application with its interviews that still lie ahead, locked: nobody arranges, moves or ends one meanwhile. */
export interface WholeApplication {
  application: LockedApplication
  scheduled: Engagement[]
  hasCompletedInterview: boolean
}

/** Ask first of all, because slots and people are locked before the application is. @throws NOT_FOUND */
export async function lockWithInterviews(tx: Transaction, applicationId: string): Promise<WholeApplication> {
  if (!looksLikeId(applicationId)) throw notFound()
  const known = await interviewsOf(tx, applicationId)
  const engagements = await lockEngagements(tx, known.scheduled)
  const [application, { scheduled, hasCompletedInterview }] = await Promise.all([
    lockApplication(tx, applicationId),
    interviewsOf(tx, applicationId),
  ])
  // One that was arranged meanwhile belongs to it too, once its slot and its people are locked.
  if (String(scheduled) !== String(known.scheduled)) throw new ChangedMeanwhile()
  return { application, scheduled: engagements, hasCompletedInterview }
}

async function interviewsOf(tx: Transaction, applicationId: string) {
  const rows = await tx.rows(sql<{ id: string; status: string }>`select id, status from interview
    where company_id = ${tx.companyId} and application_id = ${applicationId} and status in ('SCHEDULED', 'COMPLETED')
    order by id`)
  return {
    scheduled: rows.filter((row) => row.status === 'SCHEDULED').map((row) => row.id),
    hasCompletedInterview: rows.some((row) => row.status === 'COMPLETED'),
  }
}
