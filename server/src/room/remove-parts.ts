import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Storage } from '../storage/storage.ts'
import { keyOfPart } from './recording.ts'

/** For how many days the bytes of a take are kept that does not count. */
export const keptDays = 7
/** How many objects are removed at a time. */
const batch = 200

export interface RemovalTools {
  database: Database
  storage: Storage
  log: Logger
}

interface MarkedPart {
  companyId: string
  id: string
}

/**
 * Removes from the storage what nobody needs: takes that were replaced or lost a week ago, and what came and was not kept.
 * First a row says so and is committed, then the object goes, then its row: whatever dies in between, the next time goes on
 * where this one ended.
 * @param now what time it is, by ISO 8601
 */
export async function removeOldParts(tools: RemovalTools, now: string): Promise<void> {
  for (const statement of [
    sql`update answer_part set removed_at = now() where ctid in (select answer_part.ctid from answer_part
      join question_answer answer on answer.company_id = answer_part.company_id and answer.id = answer_part.answer_id
      where answer.status in ('REPLACED', 'LOST') and answer_part.removed_at is null
        and answer.settled_at < ${now}::timestamptz - ${`${keptDays} days`}::interval limit ${batch}) returning id`,
    // No request takes so long: whoever received it has died.
    sql`update answer_part set removed_at = now() where ctid in (select ctid from answer_part
      where bytes is null and removed_at is null and begun_at < ${now}::timestamptz - interval '1 hour'
      limit ${batch}) returning id`,
    // What was written and replaced goes with what was spoken and replaced.
    sql`update question_answer set text = '' where ctid in (select ctid from question_answer
      where kind = 'TEXT' and status = 'REPLACED' and text <> ''
        and settled_at < ${now}::timestamptz - ${`${keptDays} days`}::interval limit ${batch}) returning id`,
  ])
    while ((await ask(tools.database, statement)).length === batch);
  await removeMarkedParts(tools)
}

/** The second half, for everything that is marked. What the storage does not give up now is tried again next time. */
async function removeMarkedParts(tools: RemovalTools): Promise<void> {
  let last = { companyId: '00000000-0000-0000-0000-000000000000', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const marked = await ask(
      tools.database,
      sql<MarkedPart>`select company_id as "companyId", id from answer_part
        where removed_at is not null and (company_id, id) > (${last.companyId}, ${last.id})
        order by company_id, id limit ${batch}`,
    )
    for (const part of marked) await removeMarked(tools, part)
    if (marked.length < batch) return
    last = marked.at(-1)!
  }
}

async function removeMarked({ database, storage, log }: RemovalTools, { companyId, id }: MarkedPart): Promise<void> {
  try {
    await storage.remove(keyOfPart(companyId, id))
    await ask(
      database,
      sql`delete from answer_part where company_id = ${companyId} and id = ${id} and removed_at is not null`,
    )
  } catch (error) {
    log.warn({ err: error, partId: id }, 'a part of a recording cannot be removed')
  }
}

/** A part that came and was not kept goes at once. One that was kept meanwhile stays. */
export async function dropPart(tools: RemovalTools, part: MarkedPart): Promise<void> {
  const [marked] = await ask(
    tools.database,
    sql`update answer_part set removed_at = now()
      where company_id = ${part.companyId} and id = ${part.id} and bytes is null returning id`,
  )
  if (marked) await removeMarked(tools, part)
}
