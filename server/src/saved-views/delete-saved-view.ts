import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockViews, recordView, viewToChange } from './keeping-views.ts'

const input = z.object({ viewId: z.string(), idempotencyKey })

/** Forgets a view, also where a list opened with it. What it showed stays. */
export const makeDeleteSavedView = useCase('deleteSavedView', input, async (tx, { viewId }) => {
  const view = await viewToChange(tx, await lockViews(tx), viewId)
  tx.write(sql`delete from default_view where company_id = ${tx.companyId} and view_id = ${view.id}`)
  tx.write(sql`delete from saved_view where company_id = ${tx.companyId} and id = ${view.id}`)
  recordView(tx, 'SavedViewDeleted', view, [])
  return { kind: 'SavedViewDeleted' as const, id: view.id }
})
