import { sql } from 'kysely'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import type { TemplateValues } from './opening.rules.ts'

/**
 * Templates by their ids, in one statement; their people are those who still work for the company.
 * @throws NOT_FOUND where one of them is none of this company
 */
export async function loadTemplates(
  reader: Pick<Transaction, 'companyId' | 'rows'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TemplateValues>> {
  if (ids.length === 0) return new Map()
  if (!ids.every(looksLikeId)) throw notFound()
  const rows = await reader.rows(sql<TemplateValues & { id: string }>`select template.id,
      template.duration_minutes as "durationMinutes", template.gap_minutes as "gapMinutes", template.capacity,
      template.mode, template.location, template.meeting_url as "meetingUrl", template.windows,
      array(select held.interviewer_id::text from slot_template_interviewer held
        join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
        where held.company_id = template.company_id and held.template_id = template.id and staff_member.active
        order by held.interviewer_id) as "interviewerIds",
      coalesce((select json_agg(members order by pool) from (
        select member.pool, json_agg(member.interviewer_id order by member.interviewer_id) as members
        from slot_template_pool_member member
        join staff_member on staff_member.company_id = member.company_id and staff_member.id = member.interviewer_id
        where member.company_id = template.company_id and member.template_id = template.id and staff_member.active
        group by member.pool) pools), '[]') as "anyOf"
    from slot_template template where template.company_id = ${reader.companyId} and template.id = any(${ids}::uuid[])`)
  if (rows.length !== new Set(ids).size) throw notFound()
  return new Map(rows.map(({ id, ...values }) => [id, values]))
}
