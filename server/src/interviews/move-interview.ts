import type { Transaction } from '../shared/use-case.ts'
import { keepKit } from './kit-of-interview.ts'
import type { Interview } from './interview.ts'
import { whyNotMove, type InterviewStatus } from './interview.rules.ts'

const told: Record<Exclude<InterviewStatus, 'SCHEDULED'>, string> = {
  IN_PROGRESS: 'InterviewStarted',
  COMPLETED: 'InterviewCompleted',
  CANCELLED: 'InterviewCancelled',
  NO_SHOW: 'InterviewMissed',
  EXPIRED: 'InterviewExpired',
}

/** Moves a locked interview along the table and tells it. Asking for a move outside the table is a programming error. */
export function moveInterview(tx: Transaction, interview: Interview, to: Exclude<InterviewStatus, 'SCHEDULED'>): void {
  if (whyNotMove(interview.status, to)) throw new Error(`An interview does not move from ${interview.status} to ${to}.`)
  interview.status = to
  interview.updatedAt = tx.now
  if (to === 'IN_PROGRESS') {
    interview.startedAt = tx.now
    keepKit(tx, interview.id)
  } else interview.endedAt = tx.now
  tx.record({ name: told[to], about: { type: 'Interview', id: interview.id }, fields: ['status'] })
}
