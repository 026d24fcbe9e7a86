import { sql } from 'kysely'
import { liveStatus } from '../interviews/interview.rules.ts'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { Candidate } from '../candidates/candidate.ts'
import { find } from '../shared/find.ts'
import type { Transaction } from '../shared/transaction.ts'
import { choiceIsOver } from './delivery.rules.ts'
import { endInvitations, invite, type LockedParticipant } from './invitations.ts'
import { dropWaiting, queueEmails, queueOffers, type MailNames } from './queue-emails.ts'

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
 * Carries everything that a candidate was told over to their new address. A link that lies at the old one opens nothing
 * any more, whatever it led to; what is still good for something goes to the new address.
 */
export async function carryToNewAddress(tx: Transaction, names: MailNames, candidateId: string): Promise<void> {
  const { email } = await find(tx, Candidate, candidateId)
  await carryInterviews(tx, names, candidateId, email !== null)
  await carryChoices(tx, names, candidateId, email !== null)
}

/**
 * Where the old address was told, the event there is cancelled and a new one, with a UID of its own, goes to the new
 * address. Where nothing ever arrived, the invitation itself goes to the new address.
 */
async function carryInterviews(
  tx: Transaction,
  names: MailNames,
  candidateId: string,
  hasAddress: boolean,
): Promise<void> {
  const invitations = await invitationsAhead(tx, candidateId)
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
  // Also of what is over: its page still says whose it was. Nobody is put out of a room that they are in.
  tx.write(sql`update interview set access_key_version = access_key_version + 1
    where company_id = ${tx.companyId} and status <> 'IN_PROGRESS' and exists (select from invitation
      join delivery on delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id
      where invitation.company_id = interview.company_id and invitation.interview_id = interview.id
        and invitation.candidate_id = ${candidateId} and ${mayHaveLeft})`)
  for (const { interviewId } of known) invite(tx, names, interviewId, ['CANDIDATE'])
  // What was kept at another address since a merge, and never arrived there, goes to the new one too.
  tx.write(sql`update invitation set kept_address = null
    where company_id = ${tx.companyId} and candidate_id = ${candidateId} and ended_at is null`)

  if (hasAddress)
    queueEmails(
      tx,
      names,
      unknown
        .filter(({ isWaiting }) => !isWaiting)
        .map(({ id, copies }) => ({ invitationId: id, kind: 'INVITATION', copy: copies })),
    )
}

/** Whether an email was in a worker's hands, as SQL: also one of which nobody knows how it ended may have arrived. */
const mayHaveLeft = sql`delivery.attempts > 0`

interface Choice {
  id: string
  expiresAt: string
  isRevoked: boolean
  applicationStatus: ApplicationStatus
  hasInterview: boolean
  /** Whether its key lies at the old address. */
  isKnown: boolean
  /** Waits for which a place is kept at this moment. */
  offers: string[]
}

/** The links by which they choose a time: one that lies at the old address gets another key, and is sent again. */
async function carryChoices(
  tx: Transaction,
  names: MailNames,
  candidateId: string,
  hasAddress: boolean,
): Promise<void> {
  const links = await tx.rows(sql<Choice>`select link.id, to_json(link.expires_at) as "expiresAt",
      link.revoked_at is not null as "isRevoked", application.status as "applicationStatus",
      exists (select from interview where interview.company_id = link.company_id
        and interview.application_id = link.application_id and interview.round = link.round
        and interview.status = any(${[...liveStatus]})) as "hasInterview",
      exists (select from delivery left join waitlist_entry entry
          on entry.company_id = delivery.company_id and entry.id = delivery.waitlist_entry_id
        where delivery.company_id = link.company_id and delivery.application_id = link.application_id
          and (delivery.scheduling_link_id = link.id or entry.round = link.round) and ${mayHaveLeft}) as "isKnown",
      (select coalesce(json_agg(entry.id order by entry.id), '[]') from waitlist_entry entry
        where entry.company_id = link.company_id and entry.application_id = link.application_id
          and entry.round = link.round and entry.status = 'OFFERED' and entry.offer_expires_at > ${tx.now}) as offers
    from scheduling_link link
    join application on application.company_id = link.company_id and application.id = link.application_id
    where link.company_id = ${tx.companyId} and application.candidate_id = ${candidateId}
    order by link.id for update of link`)
  const known = links.filter(({ isKnown }) => isKnown).map(({ id }) => id)
  if (known.length > 0)
    tx.write(sql`update scheduling_link set version = version + 1
      where company_id = ${tx.companyId} and id = any(${known})`)
  const open = links.filter(
    (link) => (link.isKnown || hasAddress) && !choiceIsOver({ ...link, expiresAt: new Date(link.expiresAt) }, tx.now),
  )
  const [ids, offers] = [open.map(({ id }) => id), open.flatMap((link) => link.offers)]
  await Promise.all([dropWaiting(tx, 'scheduling_link_id', ids), dropWaiting(tx, 'waitlist_entry_id', offers)])
  queueOffers(tx, names, { kind: 'CHOOSE_SLOT', table: 'scheduling_link', ids })
  queueOffers(tx, names, { kind: 'WAITLIST_OFFER', table: 'waitlist_entry', ids: offers })
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
