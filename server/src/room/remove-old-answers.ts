import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
import type { Logger } from '../shared/log.ts'
import { useCase } from '../shared/use-case.ts'
import { hasFollowUpWords } from './follow-up-rows.ts'
import { hasParts, removeTakes } from './remove-takes.ts'
import { keptUntil, lockRoom } from './take-rows.ts'

/** What was said in an interview was kept for as long as its candidate was told. */
export const makeRemoveOldAnswers = useCase(
  'removeOldAnswers',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }): Promise<{ kind: 'AnswersRemoved' | 'NothingToRemove' }> => {
    const room = await lockRoom(tx, interviewId)
    const over = room.takes.filter(({ keptUntil }) => keptUntil !== null && new Date(keptUntil) <= tx.now)
    return { kind: (await removeTakes(tx, interviewId, over)) ? 'AnswersRemoved' : 'NothingToRemove' }
  },
)

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
  }: { database: Database; log: Logger; useCases: { removeOldAnswers: ReturnType<typeof makeRemoveOldAnswers> } },
  now: string,
): Promise<void> {
  let last: DueInterview = { companyId: nobodysId, interviewId: nobodysId }
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
            or ${hasParts} or ${hasFollowUpWords})
          and ${keptUntil} <= ${now}::timestamptz
        order by 1, 2 limit ${page}`,
    )
    for (const { companyId, interviewId } of due)
      await useCases
        .removeOldAnswers(system(companyId), { interviewId })
        .catch((error: unknown) => log.warn({ err: error, interviewId }, 'answers cannot be removed now'))
    if (due.length < page) return
    last = due.at(-1)!
  }
}
