import { sql } from 'kysely'
import type { Transaction } from '../shared/transaction.ts'

/**
 * Joins to an `invitation` where its event lies, or may lie, as `lying.address`: an email that is in a worker's hands may
 * arrive. Null where none left, or where the last one came back: there is no event to change then.
 */
export const whereItLies = sql`left join lateral (select delivery.status, delivery.recipient_address as address from delivery
      where delivery.company_id = invitation.company_id and delivery.invitation_id = invitation.id and delivery.attempts > 0
      order by delivery.queued_at desc, delivery.id desc limit 1) newest on true
    cross join lateral (select case when newest.status in ('BOUNCED', 'FAILED') then null
      else coalesce(invitation.told_address, newest.address) end as address) lying`

/**
 * An email could not be brought to the address that was kept since a merge: from now on those about the same meeting go
 * to the one that its candidate has.
 */
export const leaveKeptAddress = (tx: Transaction, invitationId: string, failed: string | null): void =>
  tx.write(sql`update invitation set kept_address = null
    where company_id = ${tx.companyId} and id = ${invitationId} and lower(kept_address) = lower(${failed})`)
