import type { DomainEvent } from '../shared/transaction.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { LogoUrl } from '../companies/logo-file.ts'
import type { DeliveryKind, DeliveryStatus } from './delivery.rules.ts'
import { lockDelivery } from './lock-delivery.ts'
import { readMailStyle, type MailStyle } from './mail-style.ts'
import { readSubject } from './read-subject.ts'
import type { Subject } from './subject.ts'

/** An email of a dry run, as it lay in the outbox: everything that is needed to say what it would say. */
export interface PlannedEmail {
  kind: DeliveryKind
  status: DeliveryStatus
  /** When it would leave; null where it would not. */
  leavesAt: Date | null
  messageId: string
  /** The dry run's own time. */
  at: Date
  subject: Subject
  style: MailStyle
}

/** Reads the emails that what has happened calls for, in the transaction in which they were queued. */
export const makeReadPlannedEmails =
  (logoUrl: LogoUrl) =>
  async (tx: Transaction, events: readonly DomainEvent[]): Promise<PlannedEmail[]> => {
    const planned: PlannedEmail[] = []
    for (const { name, about } of events) {
      const delivery = name === 'DeliveryChanged' ? await lockDelivery(tx, about.id, 'WAIT') : null
      // The others are those that are withdrawn for it.
      if (delivery?.status !== 'QUEUED' && delivery?.status !== 'SKIPPED_NO_ADDRESS') continue
      const { kind, status, nextAttemptAt: leavesAt, messageId } = delivery
      const [subject, style] = await Promise.all([readSubject(tx, delivery), readMailStyle(tx, logoUrl)])
      planned.push({ kind, status, leavesAt, messageId, at: tx.now, subject, style })
    }
    return planned
  }
