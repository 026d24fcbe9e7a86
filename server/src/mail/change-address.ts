import { sql } from 'kysely'
import { liveStatus } from '../interviews/interview.rules.ts'
import { Candidate } from '../candidates/candidate.ts'
import { find } from '../shared/find.ts'
import type { Transaction } from '../shared/transaction.ts'
import { endInvitations, invite, type LockedParticipant } from './invitations.ts'
import { dropWaiting, queueEmails, type MailNames } from './queue-emails.ts'

interface Addressed extends LockedParticipant {
  interviewId: string
  /** What became of the newest email about it that left; null where none did. */
  lastStatus: 'SENT' | 'BOUNCED' | null
  /** Whether one waits: it goes to the address that is true when it leaves. */
  isWaiting: boolean
  /** How many invitations of this sequence there were. */
  copies: number
}

/**
 * Carries the interviews that lie ahead over to a candidate's new address. Where the old one was told, the event there is
 * cancelled and a new one, with a UID of its own, goes to the new address; the personal link that lies at the old one
 * opens nothing any more. Where nothing ever arrived, the invitation itself goes to the new address.
 */
export async function carryToNewAddress(tx: Transaction, names: MailNames, candidateId: string): Promise<void> {
  const [{ email }, invitations] = await Promise.all([
    find(tx, Candidate, candidateId),
    invitationsAhead(tx, candidateId),
  ])
  if (invitations.length === 0) return
  const ids = invitations.map(({ id }) => id)
  const underWay = await underWayAmong(tx, ids)
  const known = invitations.filter(({ id, isTold }) => isTold || underWay.has(id))
  const unknown = invitations.filter((each) => !known.includes(each))

  await dropWaiting(
    tx,
    'invitation_id',
    known.map(({ id }) => id),
  )
  // An event that came back lies in no calendar: there is nothing to take out of one.
  const arrived = known.map((each) => ({ ...each, isTold: each.isTold && each.lastStatus !== 'BOUNCED' }))
  endInvitations(tx, names, arrived, underWay)
  if (known.length > 0)
    tx.write(sql`update interview set access_key_version = access_key_version + 1
      where company_id = ${tx.companyId} and id = any(${known.map(({ interviewId }) => interviewId)})
        and status = 'SCHEDULED'`)
  for (const { interviewId } of known) invite(tx, names, interviewId, ['CANDIDATE'])

  if (email)
    queueEmails(
      tx,
      names,
      unknown
        .filter(({ isWaiting }) => !isWaiting)
        .map(({ id, copies }) => ({ invitationId: id, kind: 'INVITATION', copy: copies })),
    )
}

/** The candidate's invitations to what lies ahead, locked in the order of their ids. */
async function invitationsAhead(tx: Transaction, candidateId: string): Promise<Addressed[]> {
  const rows = await tx.rows(sql<Omit<Addressed, 'meetingEndsAt'> & { meetingEndsAt: string }>`
    select invitation.id, null as "staffMemberId", invitation.interview_id as "interviewId",
      interview.ends_at as "meetingEndsAt", invitation.told_starts_at is not null as "isTold",
      (select status from delivery where delivery.company_id = invitation.company_id
        and delivery.invitation_id = invitation.id and kind <> 'REMINDER' and status in ('SENT', 'BOUNCED')
        order by queued_at desc, id desc limit 1) as "lastStatus",
      exists (select from delivery where delivery.company_id = invitation.company_id
        and delivery.invitation_id = invitation.id and kind <> 'REMINDER' and status = 'QUEUED') as "isWaiting",
      (select count(*)::int from delivery where delivery.company_id = invitation.company_id
        and delivery.invitation_id = invitation.id and kind = 'INVITATION'
        and delivery.sequence = invitation.sequence) as copies
    from invitation join interview
      on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    where invitation.company_id = ${tx.companyId} and invitation.candidate_id = ${candidateId}
      and invitation.ended_at is null and interview.status = any(${[...liveStatus]}) and interview.ends_at > ${tx.now}
    order by invitation.id for update of invitation`)
  return rows.map((row) => ({ ...row, meetingEndsAt: new Date(row.meetingEndsAt) }))
}

/** Which of them have an email in a worker's hands, which may arrive. */
async function underWayAmong(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows(sql<{ id: string }>`select distinct invitation_id as id from delivery
    where company_id = ${tx.companyId} and invitation_id = any(${ids}) and status = 'SENDING'`)
  return new Set(rows.map(({ id }) => id))
}
