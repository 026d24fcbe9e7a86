import { sql, type RawBuilder } from 'kysely'
import type { InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import { itsRsvp } from '../mail/invitation-rows.ts'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { outcomeOf, type AnswerOutcome, type AnswerWay, type GivenAnswer } from './answer.rules.ts'
import type { Grade } from './verdict.rules.ts'

/** Somebody who was invited to an interview, locked with it: their answers change one at a time. */
export interface Participant {
  invitationId: string
  interviewId: string
  /** Null for the candidate. */
  staffMemberId: string | null
  /** Candidate or staff member. */
  personId: string
  calendarUid: string
  /** SEQUENCE of the last change of time. */
  timeSequence: number
  /** Whether they take no part any more, or not under this event. */
  hasEnded: boolean
  status: InterviewStatus
  startsAt: Date
  endsAt: Date
  rsvp: Rsvp
  answeredAt: Date | null
}

/** Who takes part under an event of a calendar. */
export const byUid = (uid: string) => sql`invitation.calendar_uid = ${uid}`

/** Who takes part in an interview now: its candidate, or one who meets them. */
export const byPerson = (interviewId: string, staffMemberId: string | null) =>
  sql`invitation.interview_id = ${interviewId} and invitation.ended_at is null
    and invitation.staff_member_id is not distinct from ${staffMemberId}`

/**
 * The participant of an invitation, with the interview locked before the invitation, as everyone does who changes both.
 * @returns null where there is no such invitation
 */
export async function lockParticipant(tx: Transaction, which: RawBuilder<unknown>): Promise<Participant | null> {
  const [found] = await tx.rows(sql<{ id: string; interviewId: string }>`
    select id, interview_id as "interviewId" from invitation where company_id = ${tx.companyId} and ${which}`)
  if (!found) return null
  const [, , [row]] = await Promise.all([
    tx.rows(sql`select from interview where company_id = ${tx.companyId} and id = ${found.interviewId} for update`),
    tx.rows(sql`select from invitation where company_id = ${tx.companyId} and id = ${found.id} for update`),
    tx.rows(sql<
      Omit<Participant, 'startsAt' | 'endsAt' | 'answeredAt'> & {
        startsAt: string
        endsAt: string
        answeredAt: string | null
      }
    >`select invitation.id as "invitationId", interview.id as "interviewId",
        invitation.staff_member_id as "staffMemberId",
        coalesce(invitation.candidate_id, invitation.staff_member_id) as "personId",
        invitation.calendar_uid as "calendarUid", invitation.time_sequence as "timeSequence",
        invitation.ended_at is not null as "hasEnded", interview.status,
        interview.starts_at as "startsAt", interview.ends_at as "endsAt",
        ${itsRsvp} as rsvp,
        case when invitation.staff_member_id is null then interview.rsvp_at else own.rsvp_at end as "answeredAt"
      from invitation
      join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
      left join interview_interviewer own on own.company_id = invitation.company_id
        and own.interview_id = invitation.interview_id and own.interviewer_id = invitation.staff_member_id
      where invitation.company_id = ${tx.companyId} and invitation.id = ${found.id}`),
  ])
  return {
    ...row!,
    startsAt: new Date(row!.startsAt),
    endsAt: new Date(row!.endsAt),
    answeredAt: row!.answeredAt ? new Date(row!.answeredAt) : null,
  }
}

/** Whether there is nothing left to answer. */
export const isOver = ({ hasEnded, status, endsAt }: Participant, now: Date): boolean =>
  hasEnded || status !== 'SCHEDULED' || endsAt <= now

/** Something that a participant says. */
export interface Said {
  way: AnswerWay
  /** What they answer; null where they propose a time instead. */
  answer: GivenAnswer | null
  proposed: { startsAt: Date; endsAt: Date } | null
  comment: string | null
  /** SEQUENCE that it answers; null for who saw the time of this moment. */
  sequence: number | null
  givenAt: Date
  /** Of an email. */
  fromAddress?: string | null
  grade?: Grade | null
}

/**
 * Writes down what a participant says and, where it counts, lets it count: the one rule for page, link and email. An
 * answer never cancels or moves an interview.
 */
export function hear(tx: Transaction, participant: Participant, said: Said): { id: string; outcome: AnswerOutcome } {
  const { interviewId, staffMemberId } = participant
  const { timeSequence, answeredAt } = participant
  // Two proposals are no contradiction: the newest to come stands.
  const outcome = outcomeOf(said, { timeSequence, answeredAt: said.answer ? answeredAt : null })
  const id = newId()
  tx.insert('invitation_answer', {
    company_id: tx.companyId,
    id,
    invitation_id: participant.invitationId,
    way: said.way,
    answer: said.answer,
    proposed_starts_at: said.proposed?.startsAt ?? null,
    proposed_ends_at: said.proposed?.endsAt ?? null,
    comment: said.comment || null,
    outcome,
    time_sequence: timeSequence,
    from_address: said.fromAddress ?? null,
    grade: said.grade ?? null,
    given_at: said.givenAt,
    recorded_at: tx.now,
  })
  const about = { type: 'Interview', id: interviewId }
  if (outcome === 'APPLIED' && said.answer) {
    tx.write(
      staffMemberId
        ? sql`update interview_interviewer set rsvp = ${said.answer}, rsvp_at = ${said.givenAt}
            where company_id = ${tx.companyId} and interview_id = ${interviewId} and interviewer_id = ${staffMemberId}`
        : sql`update interview set rsvp = ${said.answer}, rsvp_at = ${said.givenAt}, updated_at = ${tx.now}
            where company_id = ${tx.companyId} and id = ${interviewId}`,
    )
    tx.record({ name: 'InvitationAnswered', about, fields: ['rsvp'] })
  } else
    tx.record({
      name: said.proposed ? 'TimeProposed' : 'AnswerNoted',
      about,
      fields: [said.proposed ? 'proposal' : 'answer'],
    })
  return { id, outcome }
}
