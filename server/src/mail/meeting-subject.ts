import { sql } from 'kysely'
import type { InterviewMode, InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { badAddressOf, type BadAddress } from './bad-address.ts'
import { isOvertaken, reminderIsOver } from './delivery.rules.ts'
import type { InterviewMailKind } from './interview-mail.ts'
import {
  invitationWithMeeting,
  itsAnswerVersion,
  itsLanguage,
  itsRecipientName,
  itsRsvp,
  itsTimeZone,
} from './invitation-rows.ts'
import type { LockedDelivery, LockedInvitation } from './lock-delivery.ts'
import type { Subject } from './subject.ts'

interface MeetingRow {
  id: string
  status: InterviewStatus
  mode: InterviewMode
  round: number
  startsAt: string
  endsAt: string
  location: string | null
  meetingUrl: string | null
  notes: string | null
  /** Nobody who works here arranged it. */
  isChosen: boolean
  cancellationReason: string | null
  /** Why it was moved the last time. */
  moveReason: string | null
  /** The recipient's answer. */
  rsvp: Rsvp
  accessKeyVersion: number
  answerVersion: number
  updatedAt: string
  recipientId: string
  recipientName: string
  recipientEmail: string | null
  badAddress: BadAddress | null
  timeZone: string
  language: Language
  /** Whether the recipient wants to be reminded; a candidate does. */
  isReminded: boolean
  candidateName: string
  candidatePhone: string | null
  jobTitle: string
  companyName: string
  companyTimeZone: string
  /** Of the others, where the recipient is one of them. */
  interviewers: string[]
}

/** The interview that an email is about, and everything that it says of it. */
export async function readMeeting(
  tx: Transaction,
  delivery: LockedDelivery & { kind: InterviewMailKind | 'REMINDER' },
  invitation: LockedInvitation,
): Promise<Subject> {
  const meeting = await readRow(tx, invitation)
  const { kind } = delivery
  const planned = { startsAt: new Date(meeting.startsAt), endsAt: new Date(meeting.endsAt) }
  // A cancellation calls off what the recipient knows, even where the interview has moved since.
  const time = kind === 'CANCELLATION' ? (invitation.told ?? planned) : planned
  // For who takes no part any more it is called off, and there where it lies in a calendar.
  const status = invitation.endedAt ? 'CANCELLED' : meeting.status
  const email = (invitation.endedAt && invitation.toldAddress) || meeting.recipientEmail
  const isReleased = kind === 'CANCELLATION' && invitation.endedAt !== null
  const now = { sequence: invitation.sequence, status, rsvp: meeting.rsvp, ...planned }
  return {
    isOvertaken:
      kind === 'REMINDER'
        ? !meeting.isReminded || reminderIsOver(delivery, now, tx.now)
        : isOvertaken(delivery, now, tx.now),
    notAfter: planned.startsAt,
    recipient: {
      id: meeting.recipientId,
      name: meeting.recipientName,
      email,
      badAddress: email === meeting.recipientEmail ? meeting.badAddress : null,
    },
    company: { name: meeting.companyName },
    // A reminder puts nothing into a calendar.
    tells: kind === 'CANCELLATION' || kind === 'REMINDER' ? null : planned,
    mail: (head, { candidateLink, interviewPage, answerLink }) => ({
      ...head,
      kind,
      audience: invitation.staffMemberId ? 'INTERVIEWER' : 'CANDIDATE',
      isReleased,
      isChosen: meeting.isChosen,
      language: meeting.language,
      candidateName: meeting.candidateName,
      companyName: meeting.companyName,
      companyTimeZone: meeting.companyTimeZone,
      timeZone: meeting.timeZone,
      jobTitle: meeting.jobTitle,
      round: meeting.round,
      mode: meeting.mode,
      ...time,
      told: invitation.told,
      location: meeting.location ?? (invitation.staffMemberId ? numberToCall(meeting) : null),
      meetingUrl: meeting.meetingUrl,
      notes: meeting.notes,
      reason: isReleased ? null : reasonOf(kind, meeting),
      interviewers: meeting.interviewers,
      link:
        kind === 'CANCELLATION' ? null : invitation.staffMemberId ? interviewPage(meeting.id) : candidateLink(meeting),
      answerLink: kind === 'CANCELLATION' ? null : answerLink({ id: invitation.id, version: meeting.answerVersion }),
      uid: invitation.calendarUid,
      sequence: delivery.sequence,
      createdAt: invitation.createdAt,
      lastModifiedAt: new Date(meeting.updatedAt),
      partstat: meeting.rsvp === 'NEEDS_ACTION' ? 'NEEDS-ACTION' : meeting.rsvp,
    }),
  }
}

const reasonOf = (
  kind: InterviewMailKind | 'REMINDER',
  { cancellationReason, moveReason }: MeetingRow,
): string | null => (kind === 'CANCELLATION' ? cancellationReason : kind === 'UPDATE' ? moveReason : null)

/** Who calls needs the number, and only for a call. */
const numberToCall = ({ mode, candidatePhone }: MeetingRow): string | null => (mode === 'PHONE' ? candidatePhone : null)

async function readRow(tx: Transaction, { id, interviewId }: LockedInvitation): Promise<MeetingRow> {
  const [row] = await tx.rows(sql<MeetingRow>`select interview.id, interview.status, interview.mode, interview.round,
      interview.starts_at as "startsAt", interview.ends_at as "endsAt", interview.location,
      interview.meeting_url as "meetingUrl", interview.notes,
      interview.scheduled_by_id is null as "isChosen", interview.cancellation_reason as "cancellationReason",
      (select move.reason from interview_move move where move.company_id = interview.company_id
        and move.interview_id = interview.id order by move.at desc limit 1) as "moveReason",
      ${itsRsvp} as rsvp,
      interview.access_key_version as "accessKeyVersion", ${itsAnswerVersion} as "answerVersion",
      interview.updated_at as "updatedAt",
      coalesce(guest.id, invitation.reply_to_id, candidate.id) as "recipientId", ${itsRecipientName} as "recipientName",
      case when guest.id is null then coalesce(invitation.kept_address, candidate.email) else guest.email end
        as "recipientEmail",
      case when guest.id is null and invitation.kept_address is not null then null
        when guest.id is null then ${badAddressOf('candidate')} else ${badAddressOf('guest')} end as "badAddress",
      ${itsTimeZone} as "timeZone",
      ${itsLanguage} as language, coalesce(guest.wants_reminders, true) as "isReminded",
      candidate.name as "candidateName", candidate.phone as "candidatePhone", job.title as "jobTitle",
      company.name as "companyName", company.time_zone as "companyTimeZone",
      (select coalesce(json_agg(staff_member.name order by staff_member.name), '[]') from interview_interviewer held
        join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
        where held.company_id = interview.company_id and held.interview_id = interview.id
          and held.interviewer_id is distinct from invitation.staff_member_id) as interviewers
    from ${invitationWithMeeting}
    where invitation.company_id = ${tx.companyId} and invitation.id = ${id}`)
  if (!row) throw new Error(`Interview ${interviewId} is gone, and its invitation is there.`)
  return row
}
