import { sql } from 'kysely'
import { z } from 'zod'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import type { GivenAnswer } from './answer.rules.ts'
import type { InboundStatus } from './inbound-message.rules.ts'
import { hear, isOver, lockParticipant } from './participant.ts'
import type { Grade } from './verdict.rules.ts'

const input = z.object({ messageId: z.string(), idempotencyKey })

export interface MessageIsSettled {
  kind: 'MessageIsSettled'
  status: InboundStatus
}

/** It answers no invitation, or says nothing that could be applied. */
export interface NothingToApply {
  kind: 'NothingToApply'
}

interface WaitingMessage {
  id: string
  status: InboundStatus
  invitationId: string | null
  answer: GivenAnswer | null
  proposedStartsAt: string | null
  proposedEndsAt: string | null
  sequence: number | null
  givenAt: string | null
  text: string | null
  fromAddress: string | null
  grade: Grade | null
}

async function lockMessage(tx: Transaction, id: string): Promise<WaitingMessage> {
  if (!looksLikeId(id)) throw notFound()
  const [found] = await tx.rows(sql<WaitingMessage>`select id, status, invitation_id as "invitationId", answer,
      proposed_starts_at as "proposedStartsAt", proposed_ends_at as "proposedEndsAt", sequence, given_at as "givenAt",
      text, from_address as "fromAddress", grade
    from inbound_message where company_id = ${tx.companyId} and id = ${id} for update`)
  if (!found) throw notFound()
  return found
}

function settle(tx: Transaction, { id }: WaitingMessage, status: InboundStatus): void {
  tx.write(sql`update inbound_message set status = ${status}, settled_at = ${tx.now},
      settled_by_id = ${tx.actor.kind === 'STAFF' ? tx.actor.id : null}
    where company_id = ${tx.companyId} and id = ${id}`)
  tx.record({
    name: status === 'DISMISSED' ? 'MessageDismissed' : 'MessageApplied',
    about: { type: 'InboundMessage', id },
    fields: ['status'],
  })
}

/**
 * Lets an answer count that was not believed by itself: somebody has looked at it and knows that it is theirs. The
 * rules of time still hold: it may turn out to answer an old time.
 */
export const makeApplyMessage = useCase(
  'applyInboundMessage',
  input,
  async (
    tx,
    { messageId },
  ): Promise<
    | { kind: 'InboundMessage'; id: string }
    | MessageIsSettled
    | NothingToApply
    | { kind: 'InterviewIsOver'; status: InterviewStatus }
  > => {
    const message = await lockMessage(tx, messageId)
    if (message.status !== 'WAITING') return { kind: 'MessageIsSettled', status: message.status }
    const { invitationId, answer, proposedStartsAt, proposedEndsAt } = message
    if (!invitationId || (!answer && !proposedStartsAt)) return { kind: 'NothingToApply' }
    const participant = await lockParticipant(tx, sql`invitation.id = ${invitationId}`)
    if (!participant) return { kind: 'NothingToApply' }
    if (isOver(participant, tx.now)) return { kind: 'InterviewIsOver', status: participant.status }
    const { outcome } = hear(tx, participant, {
      way: 'EMAIL',
      answer,
      proposed:
        proposedStartsAt && proposedEndsAt
          ? { startsAt: new Date(proposedStartsAt), endsAt: new Date(proposedEndsAt) }
          : null,
      comment: message.text,
      sequence: message.sequence,
      givenAt: message.givenAt ? new Date(message.givenAt) : tx.now,
      fromAddress: message.fromAddress,
      grade: message.grade,
    })
    settle(tx, message, outcome === 'APPLIED' ? 'APPLIED' : 'NOTED')
    return { kind: 'InboundMessage', id: message.id }
  },
)

/** Takes a dismissal back: it waits for somebody again, as it did before. What has counted or was noted stays so. */
export const makeRestoreMessage = useCase(
  'restoreInboundMessage',
  input,
  async (tx, { messageId }): Promise<{ kind: 'InboundMessage'; id: string } | MessageIsSettled> => {
    const { id, status } = await lockMessage(tx, messageId)
    if (status !== 'DISMISSED' && status !== 'WAITING') return { kind: 'MessageIsSettled', status }
    if (status === 'DISMISSED') {
      tx.write(sql`update inbound_message set status = 'WAITING', settled_at = null, settled_by_id = null
        where company_id = ${tx.companyId} and id = ${id}`)
      tx.record({ name: 'MessageRestored', about: { type: 'InboundMessage', id }, fields: ['status'] })
    }
    return { kind: 'InboundMessage', id }
  },
)

/** Somebody has looked at it; nothing follows. */
export const makeDismissMessage = useCase(
  'dismissInboundMessage',
  input,
  async (tx, { messageId }): Promise<{ kind: 'InboundMessage'; id: string } | MessageIsSettled> => {
    const message = await lockMessage(tx, messageId)
    if (message.status !== 'WAITING') return { kind: 'MessageIsSettled', status: message.status }
    settle(tx, message, 'DISMISSED')
    return { kind: 'InboundMessage', id: message.id }
  },
)
