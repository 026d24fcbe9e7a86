import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import { removalBatch, removeMarkedObject, removeMarkedObjects, type RemovalTools } from '../shared/marked-objects.ts'

/** For how many days the bytes of a take are kept that does not count. */
export const keptDays = 7

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
        and answer.settled_at < ${now}::timestamptz - ${`${keptDays} days`}::interval limit ${removalBatch}) returning id`,
    // No request takes so long: whoever received it has died.
    sql`update answer_part set removed_at = now() where ctid in (select ctid from answer_part
      where bytes is null and removed_at is null and begun_at < ${now}::timestamptz - interval '1 hour'
      limit ${removalBatch}) returning id`,
    // What was written and replaced goes with what was spoken and replaced.
    sql`update question_answer set text = '' where ctid in (select ctid from question_answer
      where kind = 'TEXT' and status = 'REPLACED' and text <> ''
        and settled_at < ${now}::timestamptz - ${`${keptDays} days`}::interval limit ${removalBatch}) returning id`,
  ])
    while ((await ask(tools.database, statement)).length === removalBatch);
  await removeMarkedObjects(tools, 'answer_part')
}

/** A part that came and was not kept goes at once. One that was kept meanwhile stays. */
export async function dropPart(tools: RemovalTools, part: { companyId: string; id: string }): Promise<void> {
  if (await leavePart(tools, part)) await removeMarkedObject(tools, 'answer_part', part)
}

/** The same, where the storage does not answer now: it goes with the next ones that go. @returns whether it will */
export async function leavePart(
  { database }: Pick<RemovalTools, 'database'>,
  { companyId, id }: { companyId: string; id: string },
): Promise<boolean> {
  const [marked] = await ask(
    database,
    sql`update answer_part set removed_at = now()
      where company_id = ${companyId} and id = ${id} and bytes is null returning id`,
  )
  return marked !== undefined
}
