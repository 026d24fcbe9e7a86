import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden, notFound } from '../shared/errors.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockViews, viewsOn } from './keeping-views.ts'
import { hasList, mayShareViews, mostSharedViews, savedViewList } from './saved-view.rules.ts'

const input = z.object({
  list: z.enum(savedViewList),
  isShared: z.boolean().nullish(),
  viewIds: z.array(z.string()).max(mostSharedViews, `At most ${mostSharedViews} views.`),
  idempotencyKey,
})

/**
 * Sorts the views of a list: one's own, or those that the company shares. One that is not named, as one that was saved
 * meanwhile, comes behind.
 */
export const makeOrderSavedViews = useCase('orderSavedViews', input, async (tx, { list, isShared, viewIds }) => {
  const staff = await lockViews(tx)
  const shelf = { list, isShared: isShared ?? false }
  if (!hasList(staff.role, list) || (shelf.isShared && !mayShareViews(staff.role))) throw forbidden()
  const there = (await viewsOn(tx, shelf)).map(({ id }) => id)
  if (viewIds.some((id) => !there.includes(id))) throw notFound()
  const ids = [...new Set([...viewIds, ...there])]
  if (ids.some((id, index) => id !== there[index])) {
    tx.write(sql`update saved_view set position = ordered.place
      from unnest(${ids}::uuid[]) with ordinality as ordered(id, place)
      where saved_view.company_id = ${tx.companyId} and saved_view.id = ordered.id`)
    tx.record({ name: 'SavedViewsOrdered', about: { type: 'SavedView', id: ids[0]! } })
  }
  return { kind: 'SavedViewsOrdered' as const, ids }
})
