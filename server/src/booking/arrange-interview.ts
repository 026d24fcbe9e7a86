import type { Application } from '../candidates/application.ts'
import { staffActor } from '../companies/staff-actor.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Interview, InterviewInterviewer } from '../interviews/interview.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { newId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'

export interface Arrangement {
  round: number
  startsAt: Date
  endsAt: Date
  timeZone: string
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  notes: string | null
}

/** Makes the interview that a booking or a direct scheduling leads to, once nothing speaks against it. */
export async function arrangeInterview(
  tx: Transaction,
  application: Application,
  arrangement: Arrangement,
  interviewerIds: readonly string[],
): Promise<Interview> {
  const interview = tx.em.create(Interview, {
    company: tx.companyId,
    id: newId(),
    application,
    ...arrangement,
    scheduledBy: staffActor(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  for (const interviewerId of interviewerIds)
    tx.em.create(InterviewInterviewer, {
      company: tx.companyId,
      interview,
      interviewer: tx.em.getReference(StaffMember, [tx.companyId, interviewerId]),
    })
  application.status = 'INTERVIEW_SCHEDULED'
  tx.record({
    name: 'InterviewScheduled',
    about: { type: 'Interview', id: interview.id },
    fields: ['startsAt', 'mode', 'round', 'status'],
  })
  tx.record({
    name: 'ApplicationStatusChanged',
    about: { type: 'Application', id: application.id },
    fields: ['status'],
  })
  return interview
}
