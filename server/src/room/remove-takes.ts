import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import { emptyFollowUps, hasFollowUpWords } from './follow-up-rows.ts'
import { onceRemoved } from './room.rules.ts'
import { tellOfRoom, type LockedTake } from './take-rows.ts'

/** Whether the storage has something of a take that nobody has marked to be removed. */
export const hasParts = sql`exists (select from answer_part where answer_part.company_id = question_answer.company_id
  and answer_part.answer_id = question_answer.id and answer_part.bytes is not null and answer_part.removed_at is null)`

/**
 * From now on nobody hears or reads these takes of a locked room any more, and their objects may be removed from the
 * storage. Repeated, it changes nothing.
 * @returns whether there was something to remove
 */
export async function removeTakes(
  tx: Transaction,
  interviewId: string,
  takes: readonly LockedTake[],
): Promise<boolean> {
  if (takes.length === 0) return false
  const all = takes.map(({ id }) => id)
  const changed = takes.filter((take) => onceRemoved(take) !== take.status)
  const left = await tx.rows(sql`select from question_answer where company_id = ${tx.companyId}
    and id = any(${all}) and (text <> '' or ${hasParts} or ${hasFollowUpWords})`)
  if (changed.length === 0 && left.length === 0) return false
  for (const status of ['REMOVED', 'LOST'] as const) {
    const ids = changed.filter((take) => onceRemoved(take) === status).map(({ id }) => id)
    if (ids.length > 0)
      tx.write(sql`update question_answer set status = ${status}, settled_at = ${tx.now},
          ended_at = coalesce(ended_at, ${tx.now}), checked_until = null
        where company_id = ${tx.companyId} and id = any(${ids})`)
  }
  tx.write(sql`update question_answer set text = ''
    where company_id = ${tx.companyId} and id = any(${all}) and text <> ''`)
  emptyFollowUps(tx, all)
  // One that is still on its way is refused when it has come, and goes then.
  tx.write(sql`update answer_part set removed_at = ${tx.now}
    where company_id = ${tx.companyId} and answer_id = any(${all}) and bytes is not null and removed_at is null`)
  tellOfRoom(tx, interviewId, 'AnswersRemoved')
  return true
}
