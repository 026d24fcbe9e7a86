import { sql } from 'kysely'
import type { InterviewMode, InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import { invitationOfKey, opensAnswer } from '../mail/answer-link.ts'
import {
  invitationWithMeeting,
  itsAnswerVersion,
  itsLanguage,
  itsTimeZone,
  itsRecipientName,
  itsRsvp,
} from '../mail/invitation-rows.ts'
import type { Actor } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
import type { Language } from '../shared/language.ts'
import { standingProposal } from './standing-proposal.ts'

/** What the page behind an answer link shows, read at this moment. */
export interface AnswerPage {
  actor: Exclude<Actor, { kind: 'SYSTEM' }>
  interviewId: string
  /** Null for the candidate. */
  staffMemberId: string | null
  now: Date
  /** Why there is nothing to answer; null where there is. */
  over: 'CANCELLED' | 'RELEASED' | 'OVER' | null
  recipientName: string
  candidateName: string
  companyName: string
  jobTitle: string
  round: number
  mode: InterviewMode
  startsAt: Date
  endsAt: Date
  /** IANA zone of the recipient. */
  timeZone: string
  language: Language
  location: string | null
  meetingUrl: string | null
  rsvp: Rsvp
  /** The time that they have proposed, as long as it stands. */
  proposedStartsAt: Date | null
  calendar: { uid: string; sequence: number; createdAt: Date }
}

interface Row {
  companyId: string
  invitationId: string
  version: number
}

// For a key that names no invitation: the same work is done, so that time tells nothing.
const nothing: Row = { companyId: '', invitationId: nobodysId, version: 0 }

/**
 * Opens an answer link.
 * @returns null for a key that is unknown, revoked or malformed, all alike
 */
export async function readAnswerPage(
  { database, clock, secrets }: { database: Database; clock: Clock; secrets: readonly string[] },
  key: string,
): Promise<AnswerPage | null> {
  const invitationId = invitationOfKey(key) ?? nothing.invitationId
  // The company is not known before, so this looks across companies; it is believed only when the key's own proof fits.
  const [row] = await ask(
    database,
    sql<Row>`select invitation.company_id as "companyId", invitation.id as "invitationId",
        ${itsAnswerVersion} as version
      from invitation
      join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
      where invitation.id = ${invitationId}`,
  )
  const found = row ?? nothing
  if (!opensAnswer(key, secrets, found.invitationId, found.version) || found === nothing) return null
  return readPage(database, clock, found)
}

interface PageRow extends Omit<
  AnswerPage,
  'actor' | 'now' | 'over' | 'startsAt' | 'endsAt' | 'proposedStartsAt' | 'calendar'
> {
  now: string
  startsAt: string
  endsAt: string
  proposedStartsAt: string | null
  status: InterviewStatus
  hasEnded: boolean
  role: 'ADMIN' | 'RECRUITER' | 'INTERVIEWER' | null
  uid: string
  sequence: number
  createdAt: string
}

async function readPage(
  database: Database,
  clock: Clock,
  { companyId, invitationId }: Row,
): Promise<AnswerPage | null> {
  const [row] = await ask(
    database,
    sql<PageRow>`select to_json(clock_timestamp()) as now, interview.id as "interviewId",
        invitation.staff_member_id as "staffMemberId", interview.status,
        invitation.ended_at is not null as "hasEnded", guest.role,
        ${itsRecipientName} as "recipientName", candidate.name as "candidateName",
        company.name as "companyName", job.title as "jobTitle", interview.round, interview.mode,
        to_json(interview.starts_at) as "startsAt", to_json(interview.ends_at) as "endsAt",
        ${itsTimeZone} as "timeZone",
        ${itsLanguage} as language,
        interview.location, interview.meeting_url as "meetingUrl",
        ${itsRsvp} as rsvp,
        (select to_json(answer.proposed_starts_at) from invitation_answer answer
          where answer.company_id = invitation.company_id and answer.invitation_id = invitation.id
            and ${standingProposal} order by answer.recorded_at desc, answer.id desc limit 1) as "proposedStartsAt",
        invitation.calendar_uid as uid, invitation.sequence, to_json(invitation.created_at) as "createdAt"
      from ${invitationWithMeeting}
      where invitation.company_id = ${companyId} and invitation.id = ${invitationId}
        and (guest.id is null or guest.active)`,
  )
  if (!row) return null
  const { status, hasEnded, role, uid, sequence, createdAt, ...rest } = row
  const now = clock.read(new Date(row.now))
  const endsAt = new Date(row.endsAt)
  return {
    ...rest,
    actor: row.staffMemberId
      ? { kind: 'STAFF', companyId, id: row.staffMemberId, role: role! }
      : { kind: 'CANDIDATE', companyId, id: row.interviewId },
    now,
    over:
      status === 'CANCELLED'
        ? 'CANCELLED'
        : hasEnded
          ? 'RELEASED'
          : status !== 'SCHEDULED' || endsAt <= now
            ? 'OVER'
            : null,
    startsAt: new Date(row.startsAt),
    endsAt,
    proposedStartsAt: row.proposedStartsAt ? new Date(row.proposedStartsAt) : null,
    calendar: { uid, sequence, createdAt: new Date(createdAt) },
  }
}
