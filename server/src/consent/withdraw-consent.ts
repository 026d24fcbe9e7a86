import { sql } from 'kysely'
import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

/** The candidate takes their consent back, also after the interview. Without one that stands it changes nothing. */
export const makeWithdrawConsent = useCase('withdrawConsent', input, async (tx, { interviewId }) => {
  const { id } = await findAndLock(tx, Interview, interviewId)
  const standing = sql`company_id = ${tx.companyId} and interview_id = ${id} and withdrawn_at is null`
  const stood = await tx.rows(sql`select id from recording_consent where ${standing}`)
  if (stood.length > 0) {
    tx.write(sql`update recording_consent set withdrawn_at = ${tx.now} where ${standing}`)
    tx.record({ name: 'ConsentWithdrawn', about: { type: 'Interview', id }, fields: ['consent'] })
  }
  return { kind: 'CandidateInterview' as const, id }
})
