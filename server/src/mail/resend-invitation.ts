import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { Candidate } from '../candidates/candidate.ts'
import { liveStatus, type InterviewStatus } from '../interviews/interview.rules.ts'
import { Interview } from '../interviews/interview.ts'
import { find } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { invitationsOf } from './invitations.ts'
import type { MailNames } from './queue-emails.ts'
import { sendAgain } from './send-again.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

type ResendAnswer =
  | { kind: 'Delivery'; id: string }
  | { kind: 'AddressIsMissing'; interviewId: string }
  | { kind: 'InterviewIsOver'; status: InterviewStatus }

/**
 * Sends the invitation again, with the same calendar event and SEQUENCE, even to an address from which one came back. One that still waits is sent now instead:
 * two copies would help nobody.
 */
export const makeResendInvitation = (tools: Tools, names: MailNames) =>
  useCase('resendInvitation', input, async (tx, { interviewId }): Promise<ResendAnswer> => {
    const interview = await find(tx, Interview, interviewId)
    if (!(liveStatus as readonly InterviewStatus[]).includes(interview.status) || interview.endsAt <= tx.now)
      return { kind: 'InterviewIsOver', status: interview.status }
    const application = await find(tx, Application, interview.application.id)
    const candidate = await find(tx, Candidate, application.candidate.id)
    if (!candidate.email) return { kind: 'AddressIsMissing', interviewId: interview.id }
    // Somebody wants it to be tried: whatever came back from this address before counts no more.
    candidate.addressBadSince = null
    candidate.addressBadReason = null
    const invitation = (await invitationsOf(tx, interview.id)).find(({ staffMemberId }) => !staffMemberId)
    if (!invitation) throw new Error(`Interview ${interview.id} has no invitation.`)
    const id = await sendAgain(tx, names, { kind: 'INVITATION', invitationId: invitation.id })
    tx.record({ name: 'InvitationResent', about: { type: 'Interview', id: interview.id }, fields: ['delivery'] })
    return { kind: 'Delivery', id }
  })(tools)
