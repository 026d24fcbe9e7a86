import { candidateNow } from '../candidates/candidate-now.ts'
import { sql } from 'kysely'
import type { AddressMeaning } from '../mail/mail-address.ts'
import type { MailNames } from '../mail/queue-emails.ts'
import { sendAgain } from '../mail/send-again.ts'
import { system } from '../shared/actor.ts'
import { newId } from '../shared/id.ts'
import type { Tools, Transaction } from '../shared/use-case.ts'
import { answererIn, answerOf, givenAt, whyNotBelieve, type GivenAnswer } from './answer.rules.ts'
import {
  refreshesPerDay,
  type InboundDoor,
  type InboundKind,
  type InboundReason,
  type InboundStatus,
} from './inbound-message.rules.ts'
import { byUid, hear, isOver, lockParticipant, type Participant } from './participant.ts'
import type { CalendarAnswer } from './read-calendar.ts'
import type { Content, ReadMessage } from './read-message.ts'
import { deliveryIdIn, deliveryOf, settleBounce } from './settle-bounce.ts'
import { gradeOf, type Grade, type Verdict } from './verdict.rules.ts'

/** A message that came to an address of ours, and what was found out about it outside of any transaction. */
export interface Incoming {
  message: ReadMessage
  door: InboundDoor
  meaning: AddressMeaning
  /** What is known of where it comes from; null where nothing is. */
  verdict: Verdict | null
}

export type Kept = { kind: 'Kept'; id: string; is: InboundKind; status: InboundStatus } | { kind: 'Repeated' }

/** What a message comes to. */
interface Judged {
  kind: InboundKind
  status: InboundStatus
  reason?: InboundReason | null
  grade?: Grade | null
  text?: string | null
  interviewId?: string | null
  invitationId?: string | null
  deliveryId?: string | null
  answer?: GivenAnswer | null
  proposed?: { startsAt: Date; endsAt: Date } | null
  sequence?: number | null
  givenAt?: Date | null
}

/**
 * Takes in one message: judges it, lets it have its effect, and keeps what was decided and why. All of it is committed
 * together, once for each message, whoever brings it how often.
 */
export const makeKeepMessage =
  ({ inTransaction }: Tools, names: MailNames) =>
  (companyId: string, incoming: Incoming): Promise<Kept> =>
    inTransaction<Kept>(
      {
        name: 'keepMessage',
        actor: system(companyId),
        onViolation: { inbound_message_once: async () => ({ kind: 'Repeated' }) },
      },
      async (tx) => {
        const { message, door, meaning } = incoming
        const known = await tx.rows(sql`select from inbound_message
          where company_id = ${companyId} and fingerprint = ${message.fingerprint}`)
        if (known.length > 0) return { kind: 'Repeated' }
        const owner = await ownerOf(tx, meaning)
        const judged = await judge(tx, incoming, owner, names)
        const id = newId()
        tx.insert('inbound_message', {
          company_id: companyId,
          id,
          received_at: tx.now,
          door,
          fingerprint: message.fingerprint,
          kind: judged.kind,
          status: judged.status,
          reason: judged.reason ?? null,
          grade: judged.grade ?? null,
          from_address: message.from?.slice(0, 320) ?? null,
          subject: wordsOf(message.subject),
          text: judged.text || null,
          headers: message.headers.toWellFormed().replaceAll('\0', ''),
          candidate_id: owner.candidateId,
          staff_member_id: owner.staffMemberId,
          invitation_id: judged.invitationId ?? null,
          delivery_id: judged.deliveryId ?? null,
          answer: judged.answer ?? null,
          proposed_starts_at: judged.proposed?.startsAt ?? null,
          proposed_ends_at: judged.proposed?.endsAt ?? null,
          sequence: judged.sequence ?? null,
          given_at: judged.givenAt ?? null,
        })
        tx.record({ name: 'MessageKept', about: { type: 'InboundMessage', id } })
        if (judged.status === 'WAITING' && judged.interviewId)
          tx.record({ name: 'MessageWaits', about: { type: 'Interview', id: judged.interviewId } })
        return { kind: 'Kept', id, is: judged.kind, status: judged.status }
      },
    )

interface Owner {
  candidateId: string | null
  staffMemberId: string | null
}

/** Whom the address belongs to that a message came to. */
async function ownerOf(tx: Transaction, meaning: AddressMeaning): Promise<Owner> {
  const nobody = { candidateId: null, staffMemberId: null }
  if (meaning.kind !== 'PERSON') return nobody
  const [owner] = await tx.rows(sql<Owner>`
    select (select id from candidate where company_id = ${tx.companyId} and id = ${await candidateNow(tx, meaning.id)})
        as "candidateId",
      (select id from staff_member where company_id = ${tx.companyId} and id = ${meaning.id}) as "staffMemberId"`)
  return owner ?? nobody
}

function judge(tx: Transaction, incoming: Incoming, owner: Owner, names: MailNames): Promise<Judged> | Judged {
  const { content } = incoming.message
  switch (content.kind) {
    case 'ANSWER':
      return judgeAnswer(tx, content.answer, incoming, names, owner)
    case 'BOUNCE':
      return judgeBounce(tx, content, incoming.meaning)
    case 'AUTO_REPLY':
      return { kind: 'AUTO_REPLY', status: 'NOTED' }
    case 'MESSAGE':
      return judgeLetter(tx, content.text, incoming.message, owner)
    case 'UNREADABLE':
      return { kind: 'UNREADABLE', status: 'WAITING', reason: 'UNREADABLE', text: content.why }
  }
}

const kindOfMethod = { REPLY: 'ANSWER', COUNTER: 'PROPOSAL', REFRESH: 'REFRESH' } as const

async function judgeAnswer(
  tx: Transaction,
  answer: CalendarAnswer,
  { message, meaning, verdict }: Incoming,
  names: MailNames,
  owner: Owner,
): Promise<Judged> {
  const participant = await lockParticipant(tx, byUid(answer.uid))
  const kind = kindOfMethod[answer.method]
  const waiting = (reason: InboundReason): Judged => ({ kind, status: 'WAITING', reason, text: answer.comment })
  if (!participant) return waiting('UNKNOWN_EVENT')
  const hasToken = meaning.kind === 'PERSON'
  if (hasToken && (owner.candidateId ?? owner.staffMemberId) !== participant.personId) return waiting('ANOTHER_PERSON')

  const invited = await addressesOf(tx, participant)
  const attendee = answererIn(answer.attendees, invited)
  const grade = gradeOf(message, invited, verdict)
  const attendeeIsInvited = attendee !== null && invited.includes(attendee.address)
  const says = {
    answer: kind === 'ANSWER' ? answerOf(attendee) : null,
    proposed: kind === 'PROPOSAL' ? proposedTime(answer, participant) : null,
    sequence: answer.sequence,
    givenAt: givenAt(answer.stamp, tx.now),
  }
  const about = {
    kind,
    grade,
    text: answer.comment,
    interviewId: participant.interviewId,
    invitationId: participant.invitationId,
    ...says,
  }
  const noted = (reason: InboundReason | null): Judged => ({ ...about, status: 'NOTED', reason })
  const waits = (reason: InboundReason): Judged => ({ ...about, status: 'WAITING', reason })

  if (isOver(participant, tx.now)) return noted('EVENT_IS_OVER')
  const doubt = whyNotBelieve(grade, { hasToken, attendeeIsInvited })
  if (kind === 'REFRESH') {
    if (doubt) return noted(doubt)
    return (await refresh(tx, participant, names)) ? { ...about, status: 'APPLIED' } : noted('TOO_OFTEN')
  }
  if (kind === 'PROPOSAL' && !says.proposed) return waits('UNREADABLE_TIME')
  if (kind === 'ANSWER' && !attendee) return waits('NO_ATTENDEE')
  if (kind === 'ANSWER' && !says.answer) return noted('NO_ANSWER')
  if (doubt) return waits(doubt)
  const { outcome } = hear(tx, participant, {
    way: 'EMAIL',
    ...says,
    comment: answer.comment,
    fromAddress: message.from,
    grade,
  })
  return outcome === 'APPLIED' ? { ...about, status: 'APPLIED' } : noted(outcome)
}

/** Where the participant was invited: by their address of today, and by each that an email about it went to. */
async function addressesOf(tx: Transaction, { invitationId }: Participant): Promise<string[]> {
  const rows = await tx.rows(sql<{ address: string }>`
    select lower(address) as address from invitation
    left join candidate on candidate.company_id = invitation.company_id and candidate.id = invitation.candidate_id
    left join staff_member
      on staff_member.company_id = invitation.company_id and staff_member.id = invitation.staff_member_id
    cross join lateral (select candidate.email union select staff_member.email union select invitation.told_address
      union select recipient_address from delivery
      where delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id) known(address)
    where invitation.company_id = ${tx.companyId} and invitation.id = ${invitationId} and address is not null`)
  return rows.map(({ address }) => address)
}

const minute = 60_000
const latest = Date.UTC(2100, 0, 1)

/** The time that is proposed; as long as the interview where the proposal does not say how long, or not sensibly. */
function proposedTime(
  { proposed }: CalendarAnswer,
  { startsAt, endsAt }: Participant,
): { startsAt: Date; endsAt: Date } | null {
  if (!proposed || proposed.startsAt.getTime() >= latest) return null
  const length = ((proposed.endsAt?.getTime() ?? NaN) - proposed.startsAt.getTime()) / minute
  const sensible = Number.isInteger(length) && length >= 5 && length <= 1440
  const ofInterview = endsAt.getTime() - startsAt.getTime()
  return {
    startsAt: proposed.startsAt,
    endsAt: new Date(proposed.startsAt.getTime() + (sensible ? length * minute : ofInterview)),
  }
}

/** A calendar program that has lost the event asks for it (RFC 5546 section 3.2.6): it gets it, but not without end. */
async function refresh(tx: Transaction, { invitationId }: Participant, names: MailNames): Promise<boolean> {
  const [count] = await tx.rows(sql<{ asked: number }>`
    select count(*)::int as asked from inbound_message where company_id = ${tx.companyId}
      and invitation_id = ${invitationId} and kind = 'REFRESH' and status = 'APPLIED'
      and received_at > ${tx.now}::timestamptz - interval '24 hours'`)
  if (count!.asked >= refreshesPerDay) return false
  await sendAgain(tx, names, { kind: 'INVITATION', invitationId })
  return true
}

async function judgeBounce(
  tx: Transaction,
  { reports, originalMessageId }: Extract<Content, { kind: 'BOUNCE' }>,
  meaning: AddressMeaning,
): Promise<Judged> {
  const delivery = await deliveryOf(tx, meaning.kind === 'DELIVERY' ? meaning.id : deliveryIdIn(originalMessageId))
  if (!delivery) return { kind: 'BOUNCE', status: 'WAITING', reason: 'UNKNOWN_BOUNCE' }
  const { verdict, line } = settleBounce(tx, delivery, reports)
  const { id: deliveryId, invitationId, interviewId } = delivery
  const about = { kind: 'BOUNCE' as const, text: line, deliveryId, invitationId, interviewId }
  switch (verdict) {
    case 'FAILED':
      return { ...about, status: 'APPLIED' }
    case 'DELAYED':
      return { ...about, status: 'NOTED', reason: 'STILL_TRIED' }
    case 'DELIVERED':
      return { ...about, status: 'NOTED', reason: 'WAS_DELIVERED' }
    case 'UNKNOWN':
      return { ...about, status: 'WAITING', reason: 'UNKNOWN_BOUNCE' }
  }
}

/** Words of a person are for a person. They belong to the email that they answer, else to the newest invitation. */
async function judgeLetter(tx: Transaction, text: string, message: ReadMessage, owner: Owner): Promise<Judged> {
  const person = owner.candidateId ?? owner.staffMemberId
  const answered = message.references.map(deliveryIdIn).filter((id) => id !== null)
  const [found] = await tx.rows(sql<{ deliveryId: string | null; invitationId: string; interviewId: string }>`
    select delivery.id as "deliveryId", invitation.id as "invitationId", invitation.interview_id as "interviewId"
    from invitation left join delivery on delivery.company_id = invitation.company_id
      and delivery.invitation_id = invitation.id and delivery.id = any(${answered}::uuid[])
    where invitation.company_id = ${tx.companyId}
      and (delivery.id is not null or coalesce(invitation.candidate_id, invitation.staff_member_id) = ${person})
    order by delivery.id is null, invitation.created_at desc limit 1`)
  return { kind: 'MESSAGE', status: 'WAITING', text, ...found }
}

const wordsOf = (subject: string): string | null => subject.toWellFormed().replaceAll('\0', '').trim() || null
