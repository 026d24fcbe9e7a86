import { sql } from 'kysely'
import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { whyNotDecide, type DecisionRefusal } from '../candidates/application.rules.ts'
import { staffActor } from '../companies/staff-actor.ts'
import { find, findAndLock } from '../shared/find.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { endInterview, lockEngagement } from './end-interview.ts'

const input = z.object({
  applicationId: z.string(),
  decision: z.enum(['APPROVED', 'REJECTED']),
  reason: optional(prose(2000)),
  idempotencyKey,
})

/** Decides an application. An interview that still lies ahead is called off with it: nobody is to come for nothing. */
export const makeDecideApplication = useCase(
  'decideApplication',
  input,
  async (tx, { applicationId, decision, reason }): Promise<DecisionRefusal | { kind: 'Application'; id: string }> => {
    const known = await interviewsOf(tx, (await find(tx, Application, applicationId)).id)
    const engagements = []
    for (const id of known.scheduled) engagements.push(await lockEngagement(tx, id))
    const application = await findAndLock(tx, Application, applicationId)
    // Read again under the lock: an interview that was arranged meanwhile is called off too. Its slot is locked out of
    // the house's order then, which can only end in a deadlock that runs all of this again.
    const { scheduled, hasCompletedInterview } = await interviewsOf(tx, applicationId)
    for (const id of scheduled) if (!known.scheduled.includes(id)) engagements.push(await lockEngagement(tx, id))
    const refusal = whyNotDecide(application.status, decision, { hasCompletedInterview, reason })
    if (refusal) return refusal
    for (const engagement of engagements)
      if (engagement.interview.status === 'SCHEDULED') await endInterview(tx, engagement, 'CANCELLED')
    application.status = decision
    application.decisionReason = reason
    application.decidedAt = tx.now
    application.decidedBy = staffActor(tx)
    tx.record({
      name: 'ApplicationDecided',
      about: { type: 'Application', id: application.id },
      fields: ['status', 'decisionReason'],
    })
    return { kind: 'Application', id: application.id }
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
