import { sql } from 'kysely'
import { z } from 'zod'
import { whyNotDecide, type DecisionRefusal } from '../candidates/application.rules.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { endInterview } from './end-interview.ts'
import { lockApplication } from './lock-applications.ts'
import { lockEngagements } from './lock-engagements.ts'

const input = z.object({
  applicationId: z.string(),
  decision: z.enum(['APPROVED', 'REJECTED']),
  reason: optional(prose(2000)),
  notifyCandidate: z.boolean().nullish(),
  idempotencyKey,
})

/** Decides an application. An interview that still lies ahead is called off with it: nobody is to come for nothing. */
export const makeDecideApplication = useCase(
  'decideApplication',
  input,
  async (
    tx,
    { applicationId, decision, reason, notifyCandidate },
  ): Promise<DecisionRefusal | { kind: 'Application'; id: string }> => {
    if (!looksLikeId(applicationId)) throw notFound()
    const known = await interviewsOf(tx, applicationId)
    const engagements = await lockEngagements(tx, known.scheduled)
    const [application, { scheduled, hasCompletedInterview }] = await Promise.all([
      lockApplication(tx, applicationId),
      interviewsOf(tx, applicationId),
    ])
    // An interview that was arranged meanwhile is called off too, once its slot and its people are locked.
    if (String(scheduled) !== String(known.scheduled)) throw new ChangedMeanwhile()
    const refusal = whyNotDecide(application.status, decision, { hasCompletedInterview, reason })
    if (refusal) return refusal
    for (const engagement of engagements) endInterview(tx, engagement, 'CANCELLED')
    tx.write(sql`update application set status = ${decision}, decision_reason = ${reason}, decided_at = ${tx.now},
        decided_by_id = ${tx.actor.kind === 'STAFF' ? tx.actor.id : null}
      where company_id = ${tx.companyId} and id = ${applicationId}`)
    tx.record({
      name: 'ApplicationDecided',
      about: { type: 'Application', id: applicationId },
      fields: ['status', 'decisionReason'],
    })
    if (notifyCandidate)
      tx.record({ name: 'DecisionTold', about: { type: 'Application', id: applicationId }, fields: ['delivery'] })
    return { kind: 'Application', id: applicationId }
  },
)

async function interviewsOf(tx: Transaction, applicationId: string) {
  const rows = await tx.rows(sql<{ id: string; status: string }>`select id, status from interview
    where company_id = ${tx.companyId} and application_id = ${applicationId} and status in ('SCHEDULED', 'COMPLETED')
    order by id`)
  return {
    scheduled: rows.filter((row) => row.status === 'SCHEDULED').map((row) => row.id),
    hasCompletedInterview: rows.some((row) => row.status === 'COMPLETED'),
  }
}
