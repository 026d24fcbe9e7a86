import { LockMode } from '@mikro-orm/core'
import { sql } from 'kysely'
import type { CandidateLink } from '../candidate-access/candidate-link.ts'
import { Application } from '../candidates/application.ts'
import { Candidate } from '../candidates/candidate.ts'
import { Company } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { Job } from '../jobs/job.ts'
import { system } from '../shared/actor.ts'
import { notFound } from '../shared/errors.ts'
import type { Tools, Transaction } from '../shared/use-case.ts'
import { Delivery, Invitation } from './delivery.ts'
import { isOvertaken } from './delivery.rules.ts'
import type { InterviewMail } from './interview-mail.ts'
import { deliveryChanged } from './outbox.ts'

/** How long a worker may be silent before another one takes its email over, in milliseconds. */
export const leaseLength = 30_000

export interface ClaimTools extends Tools {
  candidateLink: CandidateLink
  /** The address under which a person's calendar program answers. */
  replyAddressOf: (companyId: string, personId: string) => string
}

export interface Claimed {
  kind: 'Claimed'
  deliveryId: string
  attempt: number
  queuedAt: Date
  startsAt: Date
  mail: InterviewMail
}

export type ClaimAnswer = Claimed | { kind: 'NotDue' } | { kind: 'Dropped'; status: 'CANCELLED' | 'SKIPPED_NO_ADDRESS' }

/**
 * Takes an email into this worker's hands for a while, and reads everything it says. Read now and not when it was
 * queued: what has been overtaken is dropped here.
 */
export const makeClaimDelivery =
  ({ inTransaction, candidateLink, replyAddressOf }: ClaimTools) =>
  (companyId: string, deliveryId: string, worker: string): Promise<ClaimAnswer> =>
    inTransaction<ClaimAnswer>({ name: 'claimDelivery', actor: system(companyId) }, async (tx) => {
      // The invitation first, as who cancels does it; another worker or a cancellation that has it is not waited for.
      const invitationId = await invitationOfDelivery(tx, deliveryId)
      const free = await tx.em.findOne(
        Invitation,
        { company: companyId, id: invitationId },
        { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      )
      if (!free) return { kind: 'NotDue' }
      const delivery = await tx.em.findOne(
        Delivery,
        { company: companyId, id: deliveryId },
        { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      )
      if (!delivery || !isDue(delivery, tx.now)) return { kind: 'NotDue' }
      const { company: _, ...meeting } = await meetingOf(tx, delivery)
      const { invitation, interview, candidate } = meeting
      const facts = { sequence: invitation.sequence ?? 0, status: interview.status ?? '', endsAt: interview.endsAt }
      if (isOvertaken(delivery, facts, tx.now)) return drop(tx, delivery, 'CANCELLED')
      if (!candidate.email) return drop(tx, delivery, 'SKIPPED_NO_ADDRESS')

      delivery.status = 'SENDING'
      delivery.attempts = (delivery.attempts ?? 0) + 1
      delivery.leaseOwner = worker
      delivery.leaseUntil = new Date(tx.now.getTime() + leaseLength)
      delivery.nextAttemptAt = null
      delivery.recipientAddress = candidate.email
      if (!delivery.stampAt) {
        delivery.stampAt = laterThan(invitation.lastStampAt ?? null, tx.now)
        invitation.lastStampAt = delivery.stampAt
      }
      invitation.firstMessageId ??= delivery.messageId
      tx.record(deliveryChanged(delivery.id))
      return {
        kind: 'Claimed',
        deliveryId,
        attempt: delivery.attempts,
        queuedAt: delivery.queuedAt,
        startsAt: interview.startsAt,
        mail: await contentOf(tx, delivery, { candidateLink, replyAddressOf }),
      }
    })

async function invitationOfDelivery(tx: Transaction, deliveryId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select invitation_id as id from delivery
    where company_id = ${tx.companyId} and id = ${deliveryId}`.execute(tx.em.getKysely<unknown>())
  if (!rows[0]) throw notFound()
  return rows[0].id
}

const isDue = (delivery: Delivery, now: Date): boolean =>
  delivery.status === 'QUEUED'
    ? delivery.nextAttemptAt != null && delivery.nextAttemptAt <= now
    : delivery.status === 'SENDING' && delivery.leaseUntil != null && delivery.leaseUntil < now

function drop(tx: Transaction, delivery: Delivery, status: 'CANCELLED' | 'SKIPPED_NO_ADDRESS'): ClaimAnswer {
  delivery.status = status
  delivery.nextAttemptAt = null
  delivery.leaseOwner = null
  delivery.leaseUntil = null
  tx.record(deliveryChanged(delivery.id))
  return { kind: 'Dropped', status }
}

/** DTSTAMP has whole seconds and rises with every message of a calendar event. */
function laterThan(last: Date | null, now: Date): Date {
  const second = Math.floor(now.getTime() / 1000) * 1000
  return new Date(last ? Math.max(second, last.getTime() + 1000) : second)
}

async function meetingOf(tx: Transaction, delivery: Delivery) {
  const ofCompany = (id: string) => ({ company: tx.companyId, id })
  const invitation = await tx.em.findOneOrFail(Invitation, ofCompany(delivery.invitation.id))
  const interview = await tx.em.findOneOrFail(Interview, ofCompany(invitation.interview.id))
  const candidate = await tx.em.findOneOrFail(Candidate, ofCompany(invitation.candidate.id))
  const company = await tx.em.findOneOrFail(Company, tx.companyId)
  return { invitation, interview, candidate, company }
}

async function contentOf(
  tx: Transaction,
  delivery: Delivery,
  { candidateLink, replyAddressOf }: Pick<ClaimTools, 'candidateLink' | 'replyAddressOf'>,
): Promise<InterviewMail> {
  const { invitation, interview, candidate, company } = await meetingOf(tx, delivery)
  const application = await tx.em.findOneOrFail(Application, { company: tx.companyId, id: interview.application.id })
  const job = await tx.em.findOneOrFail(Job, { company: tx.companyId, id: application.job.id })
  const { rows: interviewers } = await sql<{ name: string }>`select staff_member.name from interview_interviewer held
    join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
    where held.company_id = ${tx.companyId} and held.interview_id = ${interview.id}
    order by staff_member.name`.execute(tx.em.getKysely<unknown>())
  const first = invitation.firstMessageId
  return {
    kind: delivery.kind,
    language: candidate.language,
    candidateName: candidate.name,
    companyName: company.name,
    companyTimeZone: company.timeZone,
    candidateTimeZone: candidate.timeZone,
    jobTitle: job.title,
    round: interview.round,
    mode: interview.mode,
    startsAt: interview.startsAt,
    endsAt: interview.endsAt,
    location: interview.location ?? null,
    meetingUrl: interview.meetingUrl ?? null,
    notes: interview.notes ?? null,
    cancellationReason: interview.cancellationReason ?? null,
    interviewers: interviewers.map((person) => person.name),
    link:
      delivery.kind === 'CANCELLATION'
        ? null
        : candidateLink({ id: interview.id, accessKeyVersion: interview.accessKeyVersion ?? 1 }),
    to: { name: candidate.name, address: candidate.email! },
    from: { name: company.name, address: replyAddressOf(tx.companyId, candidate.id) },
    uid: invitation.calendarUid,
    sequence: delivery.sequence,
    stamp: delivery.stampAt!,
    createdAt: invitation.createdAt!,
    lastModifiedAt: interview.updatedAt!,
    partstat: interview.rsvp === 'NEEDS_ACTION' || !interview.rsvp ? 'NEEDS-ACTION' : interview.rsvp,
    messageId: delivery.messageId,
    references: first && first !== delivery.messageId ? [first] : [],
  }
}
