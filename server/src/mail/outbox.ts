import { sql } from 'kysely'
import type { DomainEvent, Reaction, Transaction } from '../shared/transaction.ts'
import { askForFeedback } from './ask-for-feedback.ts'
import { carryToNewAddress } from './change-address.ts'
import { whenToUpdate } from './delivery.rules.ts'
import { endInvitations, invitationsOf, invite, raiseSequence, type LockedParticipant } from './invitations.ts'
import {
  dropWaiting,
  queueAccountEmail,
  queueDecision,
  queueEmails,
  queueOffers,
  type MailNames,
} from './queue-emails.ts'

/** What of an interview its emails tell: who changes none of it changes nothing that anybody would see. */
const toldFields: readonly string[] = ['startsAt', 'endsAt', 'mode', 'location', 'meetingUrl', 'interviewerIds']

/**
 * Chooses the email for an event and puts it into the outbox, in the transaction of its cause: the email exists if
 * and only if the change does. The row holds ids; what is sent is read and rendered when it is sent.
 */
export const makeOutbox = (names: MailNames): Reaction => {
  const onEvent: Record<string, (tx: Transaction, event: DomainEvent) => Promise<void> | void> = {
    InterviewScheduled(tx, { about, interviewerIds = [] }) {
      invite(tx, names, about.id, ['CANDIDATE', ...interviewerIds])
    },

    async InterviewRescheduled(tx, { about, fields = [], interviewerIds = [] }) {
      if (!fields.some((field) => toldFields.includes(field))) return
      const invitations = await invitationsOf(tx, about.id)
      const comes = ({ staffMemberId }: LockedParticipant) => !staffMemberId || interviewerIds.includes(staffMemberId)
      const [staying, leaving] = [invitations.filter(comes), invitations.filter((each) => !comes(each))]
      const ids = invitations.map(({ id }) => id)
      const [underWay, lastUpdates] = await Promise.all([dropWaiting(tx, 'invitation_id', ids), lastUpdatesOf(tx, ids)])
      const movesTime = fields.includes('startsAt') || fields.includes('endsAt')
      raiseSequence(tx, staying, movesTime)
      queueEmails(
        tx,
        names,
        staying.map(({ id: invitationId, isTold }) =>
          // Who never got the invitation gets it now, with the new time: there is nothing to compare it with.
          isTold || underWay.has(invitationId)
            ? { invitationId, kind: 'UPDATE', notBefore: whenToUpdate(lastUpdates.get(invitationId) ?? null, tx.now) }
            : { invitationId, kind: 'INVITATION' },
        ),
      )
      endInvitations(tx, names, leaving, underWay)
      const known = new Set(invitations.map(({ staffMemberId }) => staffMemberId))
      invite(
        tx,
        names,
        about.id,
        interviewerIds.filter((id) => !known.has(id)),
      )
    },

    async InterviewCancelled(tx, { about }) {
      const invitations = await invitationsOf(tx, about.id)
      if (!invitations[0] || invitations[0].meetingEndsAt <= tx.now) return
      await dropWaiting(
        tx,
        'invitation_id',
        invitations.map(({ id }) => id),
      )
      raiseSequence(tx, invitations)
      queueEmails(
        tx,
        names,
        invitations.map(({ id }) => ({ invitationId: id, kind: 'CANCELLATION' })),
      )
    },

    // Asked again before it left, one email is enough.
    async ChoiceOffered(tx, { about }) {
      await dropWaiting(tx, 'scheduling_link_id', [about.id])
      queueOffers(tx, names, { kind: 'CHOOSE_SLOT', table: 'scheduling_link', ids: [about.id] })
    },

    DecisionTold(tx, { about }) {
      queueDecision(tx, names, about.id)
    },

    async SchedulingLinkRevoked(tx, { about }) {
      await dropWaiting(tx, 'scheduling_link_id', [about.id])
    },

    async WaitlistOffered(tx, { about }) {
      await dropWaiting(tx, 'waitlist_entry_id', [about.id])
      queueOffers(tx, names, { kind: 'WAITLIST_OFFER', table: 'waitlist_entry', ids: [about.id] })
    },

    // Who has a place in it hears of their interview; who waits for one, of this.
    async SlotCancelled(tx, { waitlistEntryIds: ids = [] }) {
      await dropWaiting(tx, 'waitlist_entry_id', ids)
      queueOffers(tx, names, { kind: 'WAITLIST_CANCELLATION', table: 'waitlist_entry', ids })
    },

    async CandidateUpdated(tx, { about, fields = [] }) {
      if (fields.includes('email')) await carryToNewAddress(tx, names, about.id)
    },

    PersonAdded(tx, { about }) {
      queueAccountEmail(tx, names, { kind: 'STAFF_INVITATION', staffMemberId: about.id, key: about.id })
    },

    async InterviewCompleted(tx, { about }) {
      await askForFeedback(tx, names, about.id)
    },

    async InterviewExpired(tx, { about }) {
      const invitations = await invitationsOf(tx, about.id)
      await dropWaiting(
        tx,
        'invitation_id',
        invitations.map(({ id }) => id),
      )
    },
  }

  return async (tx, event) => {
    await onEvent[event.name]?.(tx, event)
  }
}

/** When the newest update about each invitation left, or began to. */
async function lastUpdatesOf(tx: Transaction, invitationIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.rows(sql<{ id: string; at: string }>`
    select invitation_id as id, max(coalesce(sent_at, stamp_at)) as at from delivery
    where company_id = ${tx.companyId} and invitation_id = any(${invitationIds}) and kind = 'UPDATE'
      and status in ('SENDING', 'SENT') and coalesce(sent_at, stamp_at) is not null
    group by invitation_id`)
  return new Map(rows.map(({ id, at }) => [id, new Date(at)]))
}
