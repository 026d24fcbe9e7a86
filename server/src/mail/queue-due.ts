import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { useCase, type Tools } from '../shared/use-case.ts'
import type { DeliveryKind } from './delivery.rules.ts'
import { queueEmails, type MailNames } from './queue-emails.ts'

/** A reminder whose time has come. */
export interface Due {
  companyId: string
  invitationId: string
  /** Which one of those that an invitation has: an email is queued once for each. */
  copy: number
}

/** How many are queued in one transaction. */
const atOnce = 200

/**
 * Makes a use case that puts the reminders of a company that are due into the outbox. They are not queued when their
 * interview is arranged: a row that waits for weeks would hold up what comes after it, and be overtaken by every change.
 * @param due which are due at an instant, of an `invitation` to an `interview` of which `where` is true
 */
export const queuesDue =
  (name: string, kind: DeliveryKind, due: (now: Date, where: RawBuilder<unknown>) => RawBuilder<Due>) =>
  (tools: Tools, names: MailNames) =>
    useCase(name, z.object({}), async (tx): Promise<{ kind: 'RemindersQueued'; count: number }> => {
      const ofCompany = sql`interview.company_id = ${tx.companyId}`
      // Another worker that looks at the same moment takes others, or none.
      const locked = await tx.rows(sql<{ id: string }>`select invitation.id from invitation
      join (${due(tx.now, ofCompany)} limit ${atOnce}) due on due."invitationId" = invitation.id
      where invitation.company_id = ${tx.companyId} order by invitation.id for update of invitation skip locked`)
      if (locked.length === 0) return { kind: 'RemindersQueued', count: 0 }
      // Read again under the locks: what another one queued meanwhile is not due any more.
      const still = await tx.rows(due(tx.now, sql`${ofCompany} and invitation.id = any(${locked.map(({ id }) => id)})`))
      queueEmails(
        tx,
        names,
        still.map(({ invitationId, copy }) => ({ invitationId, kind, copy })),
      )
      return { kind: 'RemindersQueued', count: still.length }
    })(tools)
