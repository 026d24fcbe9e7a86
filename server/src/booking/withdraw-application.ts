import { z } from 'zod'
import { whyNotWithdraw, type WithdrawalRefusal } from '../candidates/application.rules.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { endApplication } from './end-application.ts'
import { lockWithInterviews } from './lock-with-interviews.ts'

const input = z.object({ applicationId: z.string(), reason: optional(prose(2000)), idempotencyKey })

export type WithdrawAnswer = { kind: 'Application'; id: string } | WithdrawalRefusal

/** A recruiter notes that a candidate does not apply any more. An interview that lies ahead is called off with it. */
export const makeWithdrawApplication = useCase('withdrawApplication', input, (tx, wish) => withdraw(tx, wish))

/** The same within a transaction. */
export async function withdraw(
  tx: Transaction,
  { applicationId, reason }: Omit<z.output<typeof input>, 'idempotencyKey'>,
): Promise<WithdrawAnswer> {
  const whole = await lockWithInterviews(tx, applicationId)
  const refusal = whyNotWithdraw(whole.application.status)
  if (refusal) return refusal
  endApplication(tx, whole, 'WITHDRAWN', reason)
  tx.record({
    name: 'ApplicationWithdrawn',
    about: { type: 'Application', id: applicationId },
    fields: ['status', 'decisionReason'],
  })
  return { kind: 'Application', id: applicationId }
}
