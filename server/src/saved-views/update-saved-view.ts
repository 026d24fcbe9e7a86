import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden } from '../shared/errors.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import {
  lastPlace,
  lockViews,
  queryOfList,
  recordView,
  viewToChange,
  viewsOn,
  whyNotJoin,
  type ViewAnswer,
} from './keeping-views.ts'
import { mayShareViews } from './saved-view.rules.ts'

const input = z.object({
  viewId: z.string(),
  name: line(60).nullish(),
  query: queryOfList.nullish(),
  isShared: z.boolean().nullish(),
  idempotencyKey,
})

/** Renames a view, lets it show something else, shares it or takes it back. */
export const makeUpdateSavedView = useCase('updateSavedView', input, async (tx, given): Promise<ViewAnswer> => {
  const staff = await lockViews(tx)
  const view = await viewToChange(tx, staff, given.viewId)
  const shelf = { list: view.list, isShared: given.isShared ?? view.isShared }
  const moves = shelf.isShared !== view.isShared
  // Taken back it is its owner's again: nobody else can want it to be.
  if (moves && (!mayShareViews(staff.role) || view.ownerId !== staff.id)) throw forbidden()
  const name = given.name ?? view.name
  const query = given.query ?? view.query
  const there = await viewsOn(tx, shelf)
  const refusal = moves || name !== view.name ? whyNotJoin(there, shelf, { id: view.id, name }) : null
  if (refusal) return refusal
  const fields = [
    ...(name === view.name ? [] : ['name']),
    ...(query === view.query ? [] : ['query']),
    ...(moves ? ['isShared'] : []),
  ]
  if (fields.length === 0) return { kind: 'SavedView', id: view.id }
  tx.write(sql`update saved_view set name = ${name}, query = ${query}, is_shared = ${shelf.isShared}
      ${moves ? sql`, position = ${lastPlace(there)}` : sql``}
    where company_id = ${tx.companyId} and id = ${view.id}`)
  if (view.isShared && moves)
    tx.write(sql`delete from default_view
      where company_id = ${tx.companyId} and view_id = ${view.id} and staff_member_id <> ${staff.id}`)
  recordView(tx, 'SavedViewUpdated', { id: view.id, isShared: view.isShared || shelf.isShared }, fields)
  return { kind: 'SavedView', id: view.id }
})
