import { sql } from 'kysely'
import { ask } from './connection.ts'
import type { Database } from './database.ts'
import { nobodysId } from './id.ts'
import type { Logger } from './log.ts'

/** How many objects are removed at a time. */
export const removalBatch = 200
/** After so many failures in a row the storage is not to be had, and each further one would cost its whole patience. */
const mostFailures = 3

export interface RemovalTools {
  database: Database
  /** Where the objects are. */
  storage: { remove(key: string): Promise<void> }
  log: Logger
}

/** Rows that each tell of one object of the storage, and of which `removed_at` says that it may go. */
type TableOfObjects = 'answer_part' | 'question_voice'

interface Marked {
  companyId: string
  id: string
}

/** Under which key the storage has the object of a row. */
export const keyOfObject = (companyId: string, id: string): string => `${companyId}/${id}`

/**
 * Removes the objects that are marked, page by page: first the object goes, then its row. Whatever dies in between, the next
 * time goes on where this one ended; what the storage does not give up now is tried again then.
 */
export async function removeMarkedObjects(tools: RemovalTools, table: TableOfObjects): Promise<void> {
  let failures = 0
  let last = { companyId: nobodysId, id: nobodysId }
  for (;;) {
    const marked = await ask(
      tools.database,
      sql<Marked>`select company_id as "companyId", id from ${sql.table(table)}
        where removed_at is not null and (company_id, id) > (${last.companyId}, ${last.id})
        order by company_id, id limit ${removalBatch}`,
    )
    for (const row of marked) {
      failures = (await removeMarkedObject(tools, table, row)) ? 0 : failures + 1
      if (failures === mostFailures) return
    }
    if (marked.length < removalBatch) return
    last = marked.at(-1)!
  }
}

/** The same for one that was just marked. @returns whether it is gone */
export async function removeMarkedObject(
  { database, storage, log }: RemovalTools,
  table: TableOfObjects,
  { companyId, id }: Marked,
): Promise<boolean> {
  try {
    await storage.remove(keyOfObject(companyId, id))
    await ask(
      database,
      sql`delete from ${sql.table(table)} where company_id = ${companyId} and id = ${id} and removed_at is not null`,
    )
    return true
  } catch (error) {
    log.warn({ err: error, table, id }, 'an object cannot be removed from the storage')
    return false
  }
}
