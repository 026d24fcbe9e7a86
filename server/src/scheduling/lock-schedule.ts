import { lockInterviewers } from '../companies/lock-interviewers.ts'
import { notFound } from '../shared/errors.ts'
import type { Actor, Transaction } from '../shared/use-case.ts'

/**
 * Whether somebody plans this person's time: recruiters, admins and the company's programs everybody's, interviewers
 * their own.
 */
export const mayPlan = (actor: Actor, staffMemberId: string): boolean =>
  actor.kind === 'TOKEN' || (actor.kind === 'STAFF' && (actor.role !== 'INTERVIEWER' || actor.id === staffMemberId))

/**
 * Locks somebody whose schedule is about to change, as bookings do: between looking and writing nobody gives their
 * time away.
 * @throws NOT_FOUND where they are nobody of this company, have left, or are not the asker's to plan
 */
export async function lockScheduleOf(tx: Transaction, staffMemberId: string): Promise<void> {
  if (!mayPlan(tx.actor, staffMemberId)) throw notFound()
  await lockInterviewers(tx, [staffMemberId])
}
