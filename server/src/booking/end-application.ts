import { sql } from 'kysely'
import type { decidedStatus } from '../candidates/application.rules.ts'
import type { Transaction } from '../shared/use-case.ts'
import { endInterview } from './end-interview.ts'
import type { WholeApplication } from './lock-with-interviews.ts'

/** Nothing is left to decide of an application: what still lies ahead is called off, and who said so, when and why stays. */
export function endApplication(
  tx: Transaction,
  { application, scheduled }: WholeApplication,
  to: (typeof decidedStatus)[number],
  reason: string | null,
): void {
  for (const engagement of scheduled) endInterview(tx, engagement, 'CANCELLED')
  tx.write(sql`update application set status = ${to}, decision_reason = ${reason}, decided_at = ${tx.now},
      decided_by_id = ${tx.actor.kind === 'STAFF' ? tx.actor.id : null}
    where company_id = ${tx.companyId} and id = ${application.id}`)
}
