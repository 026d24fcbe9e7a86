import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { useCase } from '../shared/use-case.ts'
import { onceKeptLongEnough } from './room.rules.ts'
import { keptUntil, lockRoom, tellOfRoom } from './take-rows.ts'

/**
 * What was said in an interview was kept for as long as its candidate was told: nobody hears or reads it any more, and its
 * objects may be removed from the storage. Repeated, it changes nothing.
 */
export const makeRemoveAnswers = useCase(
  'removeAnswers',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }): Promise<{ kind: 'AnswersRemoved' | 'NothingToRemove' }> => {
    const room = await lockRoom(tx, interviewId)
    const over = room.takes.filter(({ keptUntil }) => keptUntil !== null && new Date(keptUntil) <= tx.now)
    if (over.length === 0) return { kind: 'NothingToRemove' }
    const all = over.map(({ id }) => id)
    const changed = over.filter((take) => onceKeptLongEnough(take) !== take.status)
    const left = await tx.rows(sql`select from question_answer where company_id = ${tx.companyId}
      and id = any(${all}) and (text <> '' or ${hasParts})`)
    if (changed.length === 0 && left.length === 0) return { kind: 'NothingToRemove' }
    for (const status of ['REMOVED', 'LOST'] as const) {
      const ids = changed.filter((take) => onceKeptLongEnough(take) === status).map(({ id }) => id)
      if (ids.length > 0)
        tx.write(sql`update question_answer set status = ${status}, settled_at = ${tx.now},
            ended_at = coalesce(ended_at, ${tx.now}), checked_until = null
          where company_id = ${tx.companyId} and id = any(${ids})`)
    }
    tx.write(sql`update question_answer set text = ''
      where company_id = ${tx.companyId} and id = any(${all}) and text <> ''`)
    // One that is still on its way is refused when it has come, and goes then.
    tx.write(sql`update answer_part set removed_at = ${tx.now}
      where company_id = ${tx.companyId} and answer_id = any(${all}) and bytes is not null and removed_at is null`)
    tellOfRoom(tx, interviewId, 'AnswersRemoved')
    return { kind: 'AnswersRemoved' }
  },
)

/** Whether the storage has something of a take that nobody has marked to be removed. */
const hasParts = sql`exists (select from answer_part where answer_part.company_id = question_answer.company_id
  and answer_part.answer_id = question_answer.id and answer_part.bytes is not null and answer_part.removed_at is null)`

/** How many interviews are looked for at a time, and how often at most in one round. */
const page = 200
const mostPages = 50

interface DueInterview {
  companyId: string
  interviewId: string
}

/**
 * Removes whatever was kept long enough, interview by interview. What one round leaves, or what fails, is for the next one.
 * @param now what time it is, by ISO 8601
 */
export async function removeKeptLongEnough(
  {
    database,
    log,
    useCases,
  }: { database: Database; log: Logger; useCases: { removeAnswers: ReturnType<typeof makeRemoveAnswers> } },
  now: string,
): Promise<void> {
  const nobody = '00000000-0000-0000-0000-000000000000'
  let last: DueInterview = { companyId: nobody, interviewId: nobody }
  for (let pages = 0; pages < mostPages; pages++) {
    const due = await ask(
      database,
      sql<DueInterview>`select distinct question_answer.company_id as "companyId",
          question_answer.interview_id as "interviewId"
        from question_answer
        join interview on interview.company_id = question_answer.company_id
          and interview.id = question_answer.interview_id
        where (question_answer.company_id, question_answer.interview_id) > (${last.companyId}, ${last.interviewId})
          and (question_answer.status in ('RECORDING', 'SENDING', 'KEPT') or question_answer.text <> ''
            or ${hasParts})
          and ${keptUntil} <= ${now}::timestamptz
        order by 1, 2 limit ${page}`,
    )
    for (const { companyId, interviewId } of due)
      await useCases
        .removeAnswers(system(companyId), { interviewId })
        .catch((error: unknown) => log.warn({ err: error, interviewId }, 'answers cannot be removed now'))
    if (due.length < page) return
    last = due.at(-1)!
  }
}
