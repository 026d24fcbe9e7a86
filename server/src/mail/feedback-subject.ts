import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { badAddressOf, type BadAddress } from './bad-address.ts'
import { feedbackIsOver } from './delivery.rules.ts'
import type { FeedbackMailKind } from './feedback-mail.ts'
import { invitationWithMeeting, itsLanguage, itsTimeZone } from './invitation-rows.ts'
import type { LockedDelivery, LockedInvitation } from './lock-delivery.ts'
import type { Subject } from './subject.ts'

interface AskedRow {
  interviewId: string
  interviewStatus: InterviewStatus
  applicationStatus: ApplicationStatus
  isOnPanel: boolean
  isSubmitted: boolean
  /** Whether they want to be reminded of what they owe. */
  isReminded: boolean
  round: number
  startsAt: string
  endsAt: string
  recipientId: string
  recipientName: string
  recipientEmail: string
  badAddress: BadAddress | null
  language: Language
  candidateName: string
  jobTitle: string
  companyName: string
  timeZone: string
}

const day = 86_400_000

/** The interview of which an email asks for the scorecard, and everything that it says of it. */
export async function readFeedback(
  tx: Transaction,
  { kind, queuedAt }: LockedDelivery & { kind: FeedbackMailKind },
  invitation: LockedInvitation,
): Promise<Subject> {
  const asked = await readRow(tx, invitation)
  return {
    isOvertaken: feedbackIsOver(asked) || (kind === 'FEEDBACK_REMINDER' && !asked.isReminded),
    // A reminder follows, or a recruiter asks in person: what could not leave for so long says nothing new.
    notAfter: new Date(queuedAt.getTime() + 2 * day),
    recipient: {
      id: asked.recipientId,
      name: asked.recipientName,
      email: asked.recipientEmail,
      badAddress: asked.badAddress,
    },
    company: { name: asked.companyName },
    tells: null,
    mail: (head, { interviewPage }) => ({
      ...head,
      kind,
      language: asked.language,
      candidateName: asked.candidateName,
      companyName: asked.companyName,
      timeZone: asked.timeZone,
      jobTitle: asked.jobTitle,
      round: asked.round,
      startsAt: new Date(asked.startsAt),
      endsAt: new Date(asked.endsAt),
      link: `${interviewPage(asked.interviewId)}/scorecard`,
    }),
  }
}

async function readRow(tx: Transaction, { id, interviewId }: LockedInvitation): Promise<AskedRow> {
  const [row] = await tx.rows(sql<AskedRow>`select interview.id as "interviewId",
      interview.status as "interviewStatus", application.status as "applicationStatus",
      guest.active and invitation.ended_at is null and own.interviewer_id is not null as "isOnPanel",
      exists (select from scorecard where scorecard.company_id = interview.company_id
        and scorecard.interview_id = interview.id and scorecard.author_id = guest.id
        and scorecard.submitted_at is not null) as "isSubmitted",
      interview.round, interview.starts_at as "startsAt", interview.ends_at as "endsAt",
      guest.id as "recipientId", guest.name as "recipientName", guest.email as "recipientEmail",
      ${badAddressOf('guest')} as "badAddress",
      ${itsLanguage} as language, guest.wants_feedback_reminders as "isReminded", candidate.name as "candidateName", job.title as "jobTitle", company.name as "companyName",
      ${itsTimeZone} as "timeZone"
    from ${invitationWithMeeting}
    where invitation.company_id = ${tx.companyId} and invitation.id = ${id}`)
  if (!row) throw new Error(`Interview ${interviewId} is gone, and its invitation is there.`)
  return row
}
