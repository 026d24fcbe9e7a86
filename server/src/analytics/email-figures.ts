import { sql, type RawBuilder } from 'kysely'
import type { DeliveryKind, DeliveryStatus } from '../mail/delivery.rules.ts'
import { isAboutApplication } from '../mail/delivery.types.ts'
import { idOrNobody } from '../shared/id.ts'
import type { Reading } from '../shared/reading.ts'
import { analyse, inPeriod, isOfScope, stepAt, type Scope } from './scope.ts'

/** How many emails of a step are of one kind and one status and, where they did not arrive, have one error code. */
export interface EmailCount {
  step: number
  kind: DeliveryKind
  status: DeliveryStatus
  errorCode: string | null
  count: number
}

/** That an email is about the job, and about an interview of the round and with the interviewer where those are asked for. */
function isAboutScope(scope: Scope): RawBuilder<unknown> {
  if (scope.round !== null || scope.interviewerId !== null)
    return sql`exists (select from invitation
      join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
      where invitation.company_id = delivery.company_id and invitation.id = delivery.invitation_id
        and ${isOfScope(scope)})`
  if (scope.jobId === null) return sql`true`
  return sql`exists (select from application where application.company_id = delivery.company_id
    and application.id = delivery.application_id and application.job_id = ${idOrNobody(scope.jobId)})`
}

/** The emails that were queued in each step. */
export const emailCounts = (reading: Reading, scope: Scope): Promise<EmailCount[]> =>
  analyse(
    reading,
    sql`select ${stepAt(sql`delivery.queued_at`, scope.period.steps)} as step, delivery.kind, delivery.status,
        case when delivery.status in ('BOUNCED', 'FAILED') then delivery.error_code end as "errorCode",
        count(*)::integer as count
      from delivery
      where delivery.company_id = ${reading.companyId} and ${isAboutApplication} and ${inPeriod(scope, sql`delivery.queued_at`)}
        and ${isAboutScope(scope)}
      group by 1, 2, 3, 4`,
  )
