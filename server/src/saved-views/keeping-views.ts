import { sql } from 'kysely'
import { z } from 'zod'
import type { Staff } from '../shared/actor.ts'
import { forbidden, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import {
  keptQuery,
  longestQuery,
  mayShareViews,
  mostOwnViews,
  mostSharedViews,
  type SavedViewList,
} from './saved-view.rules.ts'

/** What a list's address says behind its question mark, as it is kept. */
export const queryOfList = z
  .string()
  .max(longestQuery, `Must not be longer than ${longestQuery} characters.`)
  .transform((text, context) => {
    const query = keptQuery(text)
    if (query === null) context.addIssue({ code: 'custom', message: 'Is not the query of an address of a list.' })
    return query ?? ''
  })

export interface SavedViewAlreadyExists {
  kind: 'SavedViewAlreadyExists'
  name: string
}

export interface TooManySavedViews {
  kind: 'TooManySavedViews'
  most: number
}

export type ViewAnswer = { kind: 'SavedView'; id: string } | SavedViewAlreadyExists | TooManySavedViews

/**
 * Who changes saved views: a person of the company. Nobody else of it does until the transaction ends, so names, numbers and
 * places are what they were seen to be.
 * @throws FORBIDDEN for everybody else
 */
export async function lockViews(tx: Transaction): Promise<Staff> {
  if (tx.actor.kind !== 'STAFF') throw forbidden()
  await tx.rows(sql`select from company where id = ${tx.companyId} for no key update`)
  return tx.actor
}

/** Where a view stands: among the asker's own of a list, or among those that the company shares. */
export interface Shelf {
  list: SavedViewList
  isShared: boolean
}

/** The views of a shelf in their order. */
export const viewsOn = (tx: Transaction, { list, isShared }: Shelf) =>
  tx.rows(sql<{ id: string; name: string; position: number }>`select id, name, position from saved_view
    where company_id = ${tx.companyId} and list = ${list} and is_shared = ${isShared}
      ${isShared ? sql`` : sql`and owner_id = ${tx.actor.id}`} order by position, id`)

/** Why a view cannot join those of a shelf. */
export function whyNotJoin(
  there: readonly { id: string; name: string }[],
  { isShared }: Shelf,
  view: { id?: string; name: string },
): SavedViewAlreadyExists | TooManySavedViews | null {
  const others = there.filter(({ id }) => id !== view.id)
  if (others.some(({ name }) => name.toLowerCase() === view.name.toLowerCase()))
    return { kind: 'SavedViewAlreadyExists', name: view.name }
  const most = isShared ? mostSharedViews : mostOwnViews
  return others.length >= most ? { kind: 'TooManySavedViews', most } : null
}

/** The place behind all others. */
export const lastPlace = (there: readonly { position: number }[]): number => (there.at(-1)?.position ?? 0) + 1

export interface HeldView extends Shelf {
  id: string
  ownerId: string
  name: string
  query: string
}

/**
 * A view that the asker may change: one of their own, or a shared one where they look after those.
 * @throws NOT_FOUND where there is none that they see, FORBIDDEN where they see it only
 */
export async function viewToChange(tx: Transaction, staff: Staff, viewId: string): Promise<HeldView> {
  if (!looksLikeId(viewId)) throw notFound()
  const [found] =
    await tx.rows(sql<HeldView>`select id, list, owner_id as "ownerId", is_shared as "isShared", name, query
    from saved_view where company_id = ${tx.companyId} and id = ${viewId}`)
  if (!found || (!found.isShared && found.ownerId !== staff.id)) throw notFound()
  if (found.isShared && !mayShareViews(staff.role)) throw forbidden()
  return found
}

/** What others see is told in the audit trail; what somebody keeps for themselves is nobody's business. */
export function recordView(
  tx: Transaction,
  name: string,
  { id, isShared }: { id: string; isShared: boolean },
  fields: string[],
): void {
  tx.record({ name, about: { type: 'SavedView', id }, ...(isShared ? { fields } : {}) })
}
