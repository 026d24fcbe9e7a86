import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/transaction.ts'
import { queueEmails, type MailNames } from './queue-emails.ts'

/** One participant's calendar event, locked: its sequence and its emails change one at a time. */
export interface LockedParticipant {
  id: string
  /** Null for the candidate's. */
  staffMemberId: string | null
  meetingEndsAt: Date
  /** Whether an email about it was handed over. */
  isTold: boolean
}

/** The invitations of an interview whose participants still are participants, the candidate's first. */
export async function invitationsOf(tx: Transaction, interviewId: string): Promise<LockedParticipant[]> {
  // Who waits here for somebody whose address is being corrected sees the old event end and not the new one begin: both are
  // one statement's view. A second one, asked in the same breath, sees what was there when the waiting was over.
  const locked = tx.rows(sql`select from invitation
    where company_id = ${tx.companyId} and interview_id = ${interviewId} and ended_at is null order by id for update`)
  // In the order of the ids, so that no two who lock several wait for each other.
  const asked = tx.rows(sql<Omit<LockedParticipant, 'meetingEndsAt'> & { meetingEndsAt: string }>`
    select invitation.id, invitation.staff_member_id as "staffMemberId", interview.ends_at as "meetingEndsAt",
      invitation.told_starts_at is not null as "isTold"
    from invitation join interview
      on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    where invitation.company_id = ${tx.companyId} and invitation.interview_id = ${interviewId}
      and invitation.ended_at is null
    order by invitation.id for update of invitation`)
  const [, rows] = await Promise.all([locked, asked])
  return rows
    .map((row) => ({ ...row, meetingEndsAt: new Date(row.meetingEndsAt) }))
    .toSorted((one, other) => Number(one.staffMemberId !== null) - Number(other.staffMemberId !== null))
}

/** Makes people participants: each gets a calendar event of their own, and the email that brings it. */
export function invite(
  tx: Transaction,
  names: MailNames,
  interviewId: string,
  /** The candidate, or ids of staff members. */
  participants: readonly (string | 'CANDIDATE')[],
): void {
  if (participants.length === 0) return
  const invitations = participants.map((participant) => ({
    id: newId(),
    staffMemberId: participant === 'CANDIDATE' ? null : participant,
    calendarUid: `${randomBytes(20).toString('hex')}@${names.domain}`,
  }))
  tx.write(sql`insert into invitation (company_id, id, interview_id, candidate_id, staff_member_id, calendar_uid,
      created_at)
    select interview.company_id, guest.id, interview.id,
      case when guest.staff_member_id is null then application.candidate_id end, guest.staff_member_id,
      guest.calendar_uid, ${tx.now}
    from unnest(${invitations.map(({ id }) => id)}::uuid[], ${invitations.map((each) => each.staffMemberId)}::uuid[],
      ${invitations.map((each) => each.calendarUid)}::text[]) as guest(id, staff_member_id, calendar_uid)
    cross join interview join application
      on application.company_id = interview.company_id and application.id = interview.application_id
    where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`)
  queueEmails(
    tx,
    names,
    invitations.map(({ id }) => ({ invitationId: id, kind: 'INVITATION' })),
  )
}

/**
 * Ends invitations whose participants leave, or leave this address: a cancellation takes the event out of the calendar
 * it lies in. Who was never told anything hears nothing.
 * @param underWay ids of those with an email in a worker's hands, which may arrive
 */
export function endInvitations(
  tx: Transaction,
  names: MailNames,
  invitations: readonly LockedParticipant[],
  underWay: ReadonlySet<string>,
): void {
  if (invitations.length === 0) return
  raiseSequence(tx, invitations)
  tx.write(sql`update invitation set ended_at = ${tx.now}
    where company_id = ${tx.companyId} and id = any(${invitations.map(({ id }) => id)})`)
  queueEmails(
    tx,
    names,
    invitations
      .filter(({ id, isTold }) => isTold || underWay.has(id))
      .map(({ id }) => ({ invitationId: id, kind: 'CANCELLATION' })),
  )
}

export function raiseSequence(tx: Transaction, invitations: readonly LockedParticipant[], movesTime = false): void {
  if (invitations.length === 0) return
  tx.write(sql`update invitation set sequence = sequence + 1,
      time_sequence = case when ${movesTime} then sequence + 1 else time_sequence end
    where company_id = ${tx.companyId} and id = any(${invitations.map(({ id }) => id)})`)
}
