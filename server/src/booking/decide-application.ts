import { z } from 'zod'
import { whyNotDecide, type DecisionRefusal } from '../candidates/application.rules.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { endApplication } from './end-application.ts'
import { lockWithInterviews } from './lock-with-interviews.ts'

const input = z.object({
  applicationId: z.string(),
  decision: z.enum(['APPROVED', 'REJECTED']),
  reason: optional(prose(2000)),
  notifyCandidate: z.boolean().nullish(),
  idempotencyKey,
})

export type DecideAnswer = { kind: 'Application'; id: string } | DecisionRefusal

/** Decides an application. An interview that still lies ahead is called off with it: nobody is to come for nothing. */
export const makeDecideApplication = useCase('decideApplication', input, (tx, wish) => decide(tx, wish))

/** The same within a transaction. */
export async function decide(
  tx: Transaction,
  { applicationId, decision, reason, notifyCandidate }: Omit<z.output<typeof input>, 'idempotencyKey'>,
): Promise<DecideAnswer> {
  const whole = await lockWithInterviews(tx, applicationId)
  const { hasCompletedInterview } = whole
  const refusal = whyNotDecide(whole.application.status, decision, { hasCompletedInterview, reason })
  if (refusal) return refusal
  endApplication(tx, whole, decision, reason)
  const about = { type: 'Application', id: applicationId }
  tx.record({ name: 'ApplicationDecided', about, fields: ['status', 'decisionReason'] })
  if (notifyCandidate) tx.record({ name: 'DecisionTold', about, fields: ['delivery'] })
  return { kind: 'Application', id: applicationId }
}
