import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import { rsvp, type InterviewStatus } from '../interviews/interview.rules.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase } from '../shared/use-case.ts'

const answers = rsvp.filter((answer) => answer !== 'NEEDS_ACTION')

const input = z.object({
  interviewId: z.string(),
  answer: z.enum(answers, 'Must be ACCEPTED, TENTATIVE or DECLINED.'),
})

export interface InterviewIsOver {
  kind: 'InterviewIsOver'
  status: InterviewStatus
}

/** The candidate answers the invitation on their page; the newest answer counts. It never cancels by itself. */
export const makeRespondToInvitation = useCase(
  'respondToInvitation',
  input,
  async (tx, { interviewId, answer }): Promise<InterviewIsOver | { kind: 'CandidateInterview'; id: string }> => {
    const interview = await findAndLock(tx, Interview, interviewId)
    if (interview.status !== 'SCHEDULED' || interview.endsAt <= tx.now)
      return { kind: 'InterviewIsOver', status: interview.status }
    if (interview.rsvp !== answer) {
      interview.rsvp = answer
      interview.rsvpAt = tx.now
      interview.updatedAt = tx.now
      tx.record({ name: 'InvitationAnswered', about: { type: 'Interview', id: interview.id }, fields: ['rsvp'] })
    }
    return { kind: 'CandidateInterview', id: interview.id }
  },
)
