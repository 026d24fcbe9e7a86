import { sql } from 'kysely'
import { z } from 'zod'
import { StaffMember } from '../companies/staff-member.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase, type Tools } from '../shared/use-case.ts'
import { queueAccountEmail, type MailNames } from './queue-emails.ts'

const input = z.object({ staffMemberId: z.string(), wishId: z.string() })

/** Sends somebody the link to choose another password, once for each time that it was asked for. */
export const makeSendPasswordLink = (tools: Tools, names: MailNames) =>
  useCase('sendPasswordLink', input, async (tx, { staffMemberId, wishId }) => {
    // Another worker that looks at the same moment waits here, and sees what this one queued.
    const { id } = await findAndLock(tx, StaffMember, staffMemberId)
    const asked = await tx.rows(sql`select from delivery
      where company_id = ${tx.companyId} and email_key = ${`PASSWORD_RESET:${wishId}`}`)
    if (asked.length === 0) {
      queueAccountEmail(tx, names, { kind: 'PASSWORD_RESET', staffMemberId: id, key: wishId })
      tx.record({ name: 'PasswordLinkSent', about: { type: 'StaffMember', id }, fields: ['password'] })
    }
    return { kind: 'PasswordLinkSent' as const }
  })(tools)
