import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

export interface Wait {
  id: string
  status: 'WAITING' | 'OFFERED'
  /** Until when a place is held for them; null while they wait. */
  offerExpiresAt: string | null
}

/** Somebody's wait for a place in a locked slot, if it has not ended. One whose offer is over has. */
export async function waitFor(tx: Transaction, slotId: string, applicationId: string): Promise<Wait | null> {
  const [wait] = await tx.rows(sql<Wait>`select id, status, to_json(offer_expires_at) as "offerExpiresAt"
    from waitlist_entry where company_id = ${tx.companyId} and slot_id = ${slotId}
      and application_id = ${applicationId}
      and (status = 'WAITING' or (status = 'OFFERED' and offer_expires_at > ${tx.now}))`)
  return wait ?? null
}

/** How many wait for a place in a locked slot and come before this one. */
export async function waitingBefore(tx: Transaction, slotId: string, applicationId: string): Promise<number> {
  const [row] = await tx.rows(sql<{ ahead: number }>`select count(*)::int as ahead from waitlist_entry other
    left join waitlist_entry own on own.company_id = other.company_id and own.slot_id = other.slot_id
      and own.application_id = ${applicationId} and own.status = 'WAITING'
    where other.company_id = ${tx.companyId} and other.slot_id = ${slotId} and other.status = 'WAITING'
      and other.application_id <> ${applicationId}
      and (own.id is null or (other.created_at, other.id) < (own.created_at, own.id))`)
  return row!.ahead
}

/** Offers whose time is over have lapsed, whether or not anybody looked. */
export const lapseOffers = (tx: Transaction, slotId: string) =>
  tx.rows(sql`update waitlist_entry set status = 'LAPSED'
    where company_id = ${tx.companyId} and slot_id = ${slotId} and status = 'OFFERED' and offer_expires_at <= ${tx.now}`)
