import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import type { DeliveryKind, DeliveryStatus } from './delivery.rules.ts'

export interface LockedDelivery {
  id: string
  kind: DeliveryKind
  status: DeliveryStatus
  sequence: number
  attempts: number
  messageId: string
  queuedAt: Date
  nextAttemptAt: Date | null
  leaseUntil: Date | null
  leaseOwner: string | null
  stampAt: Date | null
  recipientAddress: string | null
  /** Null where it is about the account of `staffMemberId`. */
  applicationId: string | null
  /** Who of the company it is to; null for one to the candidate. */
  staffMemberId: string | null
  /** What it is about is one of these, or of a decision the application alone: the calendar event of an interview, locked too, … */
  invitation: LockedInvitation | null
  /** … a link to choose a time, … */
  schedulingLinkId: string | null
  /** … or a place offered from a waitlist. */
  waitlistEntryId: string | null
}

export interface LockedInvitation {
  id: string
  interviewId: string
  /** Whose it is, where it is not the candidate's. */
  staffMemberId: string | null
  calendarUid: string
  sequence: number
  firstMessageId: string | null
  lastStampAt: Date | null
  createdAt: Date
  /** The time that the participant knows from the last email that was sent; null before the first one. */
  told: Time | null
  /** Where that email went. */
  toldAddress: string | null
  /** When its participant stopped being one. */
  endedAt: Date | null
}

export interface Time {
  startsAt: Date
  endsAt: Date
}

/** As the database tells it: instants are texts. */
type Raw<Row> = {
  [Column in keyof Row]: Row[Column] extends Date
    ? string
    : Row[Column] extends Date | null
      ? string | null
      : Row[Column]
}

/**
 * An email, and the invitation it may be about, for changing them. The invitation is locked first, as everyone does
 * whose change calls for an email, so that no two can wait for each other.
 * @param whoHasIt whether to wait for somebody else who is changing them
 * @returns null where there is no such email, or where nobody is waited for and somebody has it
 */
export async function lockDelivery(
  tx: Transaction,
  id: string,
  whoHasIt: 'WAIT' | 'SKIP',
): Promise<LockedDelivery | null> {
  const lock = whoHasIt === 'WAIT' ? sql`for update` : sql`for update skip locked`
  const [[invitation], [delivery]] = await Promise.all([
    tx.rows(sql<Raw<Omit<LockedInvitation, 'told'>> & { toldStartsAt: string | null; toldEndsAt: string | null }>`
      select id, interview_id as "interviewId", staff_member_id as "staffMemberId", calendar_uid as "calendarUid", sequence,
        first_message_id as "firstMessageId", last_stamp_at as "lastStampAt", created_at as "createdAt",
        told_starts_at as "toldStartsAt", told_ends_at as "toldEndsAt", told_address as "toldAddress",
        ended_at as "endedAt"
      from invitation where company_id = ${tx.companyId}
        and id = (select invitation_id from delivery where company_id = ${tx.companyId} and id = ${id}) ${lock}`),
    tx.rows(sql<Raw<Omit<LockedDelivery, 'invitation'>> & { invitationId: string | null }>`
      select id, kind, status, sequence, attempts, message_id as "messageId", queued_at as "queuedAt",
        next_attempt_at as "nextAttemptAt", lease_until as "leaseUntil", lease_owner as "leaseOwner",
        stamp_at as "stampAt", recipient_address as "recipientAddress",
        application_id as "applicationId", invitation_id as "invitationId", scheduling_link_id as "schedulingLinkId",
        waitlist_entry_id as "waitlistEntryId", staff_member_id as "staffMemberId"
      from delivery where company_id = ${tx.companyId} and id = ${id} ${lock}`),
  ])
  if (!delivery || (delivery.invitationId && !invitation)) return null
  const { invitationId: _, ...rest } = delivery
  return {
    ...rest,
    queuedAt: new Date(delivery.queuedAt),
    nextAttemptAt: instant(delivery.nextAttemptAt),
    leaseUntil: instant(delivery.leaseUntil),
    stampAt: instant(delivery.stampAt),
    invitation: invitation
      ? {
          id: invitation.id,
          interviewId: invitation.interviewId,
          staffMemberId: invitation.staffMemberId,
          calendarUid: invitation.calendarUid,
          sequence: invitation.sequence,
          firstMessageId: invitation.firstMessageId,
          lastStampAt: instant(invitation.lastStampAt),
          createdAt: new Date(invitation.createdAt),
          told:
            invitation.toldStartsAt && invitation.toldEndsAt
              ? { startsAt: new Date(invitation.toldStartsAt), endsAt: new Date(invitation.toldEndsAt) }
              : null,
          toldAddress: invitation.toldAddress,
          endedAt: instant(invitation.endedAt),
        }
      : null,
  }
}

const instant = (text: string | null): Date | null => (text ? new Date(text) : null)
