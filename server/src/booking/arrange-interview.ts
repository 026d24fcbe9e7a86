import { sql } from 'kysely'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { LockedApplication } from './lock-applications.ts'

export interface Arrangement {
  round: number
  startsAt: Date
  endsAt: Date
  timeZone: string
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  notes: string | null
  /** A recruiter's reason to pass by a rule; null where none was passed by. */
  overrideReason: string | null
}

/**
 * Makes the interview that a booking or a direct scheduling leads to, once nothing speaks against it.
 * @returns its id
 */
export function arrangeInterview(
  tx: Transaction,
  application: LockedApplication,
  { round, startsAt, endsAt, timeZone, mode, location, meetingUrl, notes, overrideReason }: Arrangement,
  interviewerIds: readonly string[],
): string {
  const { companyId: company_id, actor, now } = tx
  const id = newId()
  tx.insert('interview', {
    company_id,
    id,
    application_id: application.id,
    round,
    mode,
    starts_at: startsAt,
    ends_at: endsAt,
    time_zone: timeZone,
    location,
    meeting_url: meetingUrl,
    notes,
    override_reason: overrideReason,
    scheduled_by_id: actor.kind === 'STAFF' ? actor.id : null,
    created_at: now,
    updated_at: now,
  })
  tx.insert(
    'interview_interviewer',
    ...interviewerIds.map((interviewerId) => ({ company_id, interview_id: id, interviewer_id: interviewerId })),
  )
  tx.write(sql`update application set status = 'INTERVIEW_SCHEDULED'
    where company_id = ${company_id} and id = ${application.id}`)
  tx.record({
    name: 'InterviewScheduled',
    about: { type: 'Interview', id },
    fields: ['startsAt', 'mode', 'round', 'status', ...(overrideReason ? ['overrideReason'] : [])],
    interviewerIds,
  })
  tx.record({
    name: 'ApplicationStatusChanged',
    about: { type: 'Application', id: application.id },
    fields: ['status'],
  })
  return id
}
