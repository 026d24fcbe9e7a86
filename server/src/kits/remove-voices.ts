import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import { removalBatch, removeMarkedObjects, type RemovalTools } from '../shared/marked-objects.ts'
import { keptHoursOfVoice } from './voice.rules.ts'

/**
 * Removes voices that nobody has saved with a question for a day, and what a process left behind that died. One that is
 * being saved at the same moment stays: whoever comes second, here or in `useVoices`, sees what the first one wrote.
 * @param now what time it is, by ISO 8601
 */
export async function removeUnusedVoices(tools: RemovalTools, now: string): Promise<void> {
  const mark = sql`update question_voice set removed_at = now() where ctid in (select ctid from question_voice
      where used_at is null and removed_at is null
        and recorded_at < ${now}::timestamptz - ${`${keptHoursOfVoice} hours`}::interval limit ${removalBatch}
      for update skip locked)
    returning id`
  while ((await ask(tools.database, mark)).length === removalBatch);
  await removeMarkedObjects(tools, 'question_voice')
}

/** One that could not be kept is not to be had any more, and goes with the next ones that go: it may be there all the same. */
export async function leaveVoice(
  { database }: Pick<RemovalTools, 'database'>,
  { companyId, id }: { companyId: string; id: string },
): Promise<void> {
  await ask(
    database,
    sql`update question_voice set removed_at = now()
      where company_id = ${companyId} and id = ${id} and used_at is null returning id`,
  )
}
