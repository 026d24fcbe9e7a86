import { sql } from 'kysely'
import type { InterviewMode, InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { isOvertaken } from './delivery.rules.ts'
import type { InterviewMailKind } from './interview-mail.ts'
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
  cancellationReason: string | null
  /** Why it was moved the last time. */
  moveReason: string | null
  rsvp: Rsvp
  accessKeyVersion: number
  updatedAt: string
  candidateId: string
  candidateName: string
  candidateEmail: string | null
  candidateTimeZone: string
  language: Language
  jobTitle: string
  companyName: string
  companyTimeZone: string
  interviewers: string[]
}

/** The interview that an email is about, and everything that it says of it. */
export async function readMeeting(
  tx: Transaction,
  delivery: LockedDelivery & { kind: InterviewMailKind },
  invitation: LockedInvitation,
): Promise<Subject> {
  const meeting = await readRow(tx, invitation.interviewId)
  const { kind } = delivery
  const planned = { startsAt: new Date(meeting.startsAt), endsAt: new Date(meeting.endsAt) }
  // A cancellation calls off what the candidate knows, even where the interview has moved since.
  const time = kind === 'CANCELLATION' ? (invitation.told ?? planned) : planned
  const now = { sequence: invitation.sequence, status: meeting.status, endsAt: planned.endsAt }
  return {
    isOvertaken: isOvertaken(delivery, now, tx.now),
    notAfter: planned.startsAt,
    candidate: { id: meeting.candidateId, name: meeting.candidateName, email: meeting.candidateEmail },
    company: { name: meeting.companyName },
    tells: kind === 'CANCELLATION' ? null : planned,
    mail: (head, { candidateLink }) => ({
      ...head,
      kind,
      language: meeting.language,
      candidateName: meeting.candidateName,
      companyName: meeting.companyName,
      companyTimeZone: meeting.companyTimeZone,
      candidateTimeZone: meeting.candidateTimeZone,
      jobTitle: meeting.jobTitle,
      round: meeting.round,
      mode: meeting.mode,
      ...time,
      told: invitation.told,
      location: meeting.location,
      meetingUrl: meeting.meetingUrl,
      notes: meeting.notes,
      reason: kind === 'CANCELLATION' ? meeting.cancellationReason : kind === 'UPDATE' ? meeting.moveReason : null,
      interviewers: meeting.interviewers,
      link: kind === 'CANCELLATION' ? null : candidateLink(meeting),
      uid: invitation.calendarUid,
      sequence: delivery.sequence,
      createdAt: invitation.createdAt,
      lastModifiedAt: new Date(meeting.updatedAt),
      partstat: meeting.rsvp === 'NEEDS_ACTION' ? 'NEEDS-ACTION' : meeting.rsvp,
    }),
  }
}

async function readRow(tx: Transaction, interviewId: string): Promise<MeetingRow> {
  const [row] = await tx.rows(sql<MeetingRow>`select interview.id, interview.status, interview.mode, interview.round,
      interview.starts_at as "startsAt", interview.ends_at as "endsAt", interview.location,
      interview.meeting_url as "meetingUrl", interview.notes, interview.cancellation_reason as "cancellationReason",
      (select move.reason from interview_move move where move.company_id = interview.company_id
        and move.interview_id = interview.id order by move.at desc limit 1) as "moveReason",
      interview.rsvp, interview.access_key_version as "accessKeyVersion", interview.updated_at as "updatedAt",
      candidate.id as "candidateId", candidate.name as "candidateName", candidate.email as "candidateEmail",
      candidate.time_zone as "candidateTimeZone", candidate.language, job.title as "jobTitle",
      company.name as "companyName", company.time_zone as "companyTimeZone",
      (select coalesce(json_agg(staff_member.name order by staff_member.name), '[]') from interview_interviewer held
        join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
        where held.company_id = interview.company_id and held.interview_id = interview.id) as interviewers
    from interview
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    join job on job.company_id = application.company_id and job.id = application.job_id
    join company on company.id = interview.company_id
    where interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`)
  if (!row) throw new Error(`Interview ${interviewId} is gone, and its invitation is there.`)
  return row
}
