import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockViews } from './keeping-views.ts'
import { hasList, savedViewList } from './saved-view.rules.ts'

const input = z.object({ list: z.enum(savedViewList), viewId: z.string().nullish(), idempotencyKey })

/** Says with which view a list opens for the asker: one of their own or a shared one; with none where nothing is said. */
export const makeSetDefaultView = useCase('setDefaultView', input, async (tx, { list, viewId }) => {
  const staff = await lockViews(tx)
  if (!hasList(staff.role, list)) throw forbidden()
  if (viewId == null) {
    tx.write(sql`delete from default_view
      where company_id = ${tx.companyId} and staff_member_id = ${staff.id} and list = ${list}`)
  } else {
    const [found] = looksLikeId(viewId)
      ? await tx.rows(sql<{
          id: string
        }>`select id from saved_view where company_id = ${tx.companyId} and id = ${viewId}
          and list = ${list} and (is_shared or owner_id = ${staff.id})`)
      : []
    if (!found) throw notFound()
    tx.write(sql`insert into default_view (company_id, staff_member_id, list, view_id)
      values (${tx.companyId}, ${staff.id}, ${list}, ${viewId})
      on conflict (company_id, staff_member_id, list) do update set view_id = excluded.view_id`)
  }
  tx.record({ name: 'DefaultViewSet', about: { type: 'StaffMember', id: staff.id } })
  return { kind: 'DefaultViewSet' as const, list, viewId: viewId ?? null }
})
