import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, line } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lastPlace, lockViews, queryOfList, recordView, viewsOn, whyNotJoin, type ViewAnswer } from './keeping-views.ts'
import { hasList, mayShareViews, savedViewList } from './saved-view.rules.ts'

const input = z.object({
  list: z.enum(savedViewList),
  name: line(60),
  query: queryOfList,
  isShared: z.boolean().nullish(),
  idempotencyKey,
})

/** Keeps what somebody sees of a list under a name. It takes the last place. */
export const makeCreateSavedView = useCase('createSavedView', input, async (tx, given): Promise<ViewAnswer> => {
  const staff = await lockViews(tx)
  const shelf = { list: given.list, isShared: given.isShared ?? false }
  if (!hasList(staff.role, shelf.list) || (shelf.isShared && !mayShareViews(staff.role))) throw forbidden()
  const there = await viewsOn(tx, shelf)
  const refusal = whyNotJoin(there, shelf, given)
  if (refusal) return refusal
  const id = newId()
  tx.write(sql`insert into saved_view (company_id, id, list, owner_id, is_shared, name, query, position, created_at)
    values (${tx.companyId}, ${id}, ${shelf.list}, ${staff.id}, ${shelf.isShared}, ${given.name}, ${given.query},
      ${lastPlace(there)}, ${tx.now})`)
  recordView(tx, 'SavedViewCreated', { id, ...shelf }, ['list', 'name', 'query'])
  return { kind: 'SavedView', id }
})
