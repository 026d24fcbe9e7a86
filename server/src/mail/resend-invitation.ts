import { LockMode } from '@mikro-orm/core'
import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { Candidate } from '../candidates/candidate.ts'
import { liveStatus, type InterviewStatus } from '../interviews/interview.rules.ts'
import { Interview } from '../interviews/interview.ts'
import { find } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { Delivery } from './delivery.ts'
import { deliveryChanged, invitationOf, queueEmail, type MailNames } from './outbox.ts'

const input = z.object({ interviewId: z.string(), idempotencyKey })

type ResendAnswer =
  | { kind: 'Delivery'; id: string }
  | { kind: 'AddressIsMissing'; interviewId: string }
  | { kind: 'InterviewIsOver'; status: InterviewStatus }

/**
 * Sends the invitation again, with the same calendar event and SEQUENCE. One that still waits is sent now instead:
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
    const invitation = await invitationOf(tx, interview.id)
    if (!invitation) throw new Error(`Interview ${interview.id} has no invitation.`)

    const waiting = await tx.em.findOne(
      Delivery,
      { company: tx.companyId, invitation, status: 'QUEUED' },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    )
    if (waiting) {
      waiting.nextAttemptAt = tx.now
      tx.record(deliveryChanged(waiting.id))
    }
    const copy = await tx.em.count(Delivery, {
      company: tx.companyId,
      invitation,
      kind: 'INVITATION',
      sequence: invitation.sequence ?? 0,
    })
    const delivery =
      waiting ?? queueEmail(tx, names, { invitation, kind: 'INVITATION', address: candidate.email, copy })
    tx.record({ name: 'InvitationResent', about: { type: 'Interview', id: interview.id }, fields: ['delivery'] })
    return { kind: 'Delivery', id: delivery.id }
  })(tools)
