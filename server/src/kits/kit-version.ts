import { sql } from 'kysely'
import type { Language } from '../shared/language.ts'
import { oneByKey } from '../shared/loader.ts'
import type { KitContent } from './kit.rules.ts'

/** One row of `kit_version`. */
export interface KitVersionRow extends KitContent {
  id: string
  kitId: string
  number: number
  /** In which every question is written. */
  language: Language
  createdAt: string
}

export const kitVersionColumns = sql<KitVersionRow>`kit_version.id, kit_version.kit_id as "kitId", kit_version.number,
  kit_version.language, kit_version.questions, kit_version.criteria, kit_version.created_at as "createdAt"`

/** The newest version of each kit. */
export const newestVersionOfKit = oneByKey<KitVersionRow>(
  (reading, kitIds) =>
    reading.rows(sql`select distinct on (kit_id) ${kitVersionColumns} from kit_version
      where company_id = ${reading.companyId} and kit_id = any(${kitIds}) order by kit_id, number desc`),
  (row) => row.kitId,
)
