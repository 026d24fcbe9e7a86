import { sql } from 'kysely'
import { useCase, type Tools } from '../shared/use-case.ts'
import { z } from 'zod'
import { queueEmails, type MailNames } from './queue-emails.ts'
import { dueReminders } from './reminders.ts'

/** How many are queued in one transaction. */
const atOnce = 200

/**
 * Puts the reminders of a company that are due into the outbox. They are not queued when the interview is arranged: a
 * row that waits for weeks would hold up what comes after it, and be overtaken by every change.
 */
export const makeQueueReminders = (tools: Tools, names: MailNames) =>
  useCase('queueReminders', z.object({}), async (tx): Promise<{ kind: 'RemindersQueued'; count: number }> => {
    const ofCompany = sql`interview.company_id = ${tx.companyId}`
    // Another worker that looks at the same moment takes others, or none.
    const locked = await tx.rows(sql<{ id: string }>`select invitation.id from invitation
      join (${dueReminders(tx.now, ofCompany)} limit ${atOnce}) due on due."invitationId" = invitation.id
      where invitation.company_id = ${tx.companyId} order by invitation.id for update of invitation skip locked`)
    if (locked.length === 0) return { kind: 'RemindersQueued', count: 0 }
    // Read again under the locks: what another one queued meanwhile is not due any more.
    const due = await tx.rows(
      dueReminders(tx.now, sql`${ofCompany} and invitation.id = any(${locked.map(({ id }) => id)})`),
    )
    queueEmails(
      tx,
      names,
      due.map(({ invitationId, minutes }) => ({ invitationId, kind: 'REMINDER', copy: minutes })),
    )
    return { kind: 'RemindersQueued', count: due.length }
  })(tools)
