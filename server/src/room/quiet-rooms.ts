import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Interview } from '../interviews/interview.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase } from '../shared/use-case.ts'

/**
 * For how long a room has to be quiet: longer than the longest answer and its preparation, so whoever records without a
 * line, or thinks, is not put out.
 */
const quiet = sql`interval '1 hour'`

/**
 * Rooms in which the candidate has let their time go by, and left: the interview has lasted as long as was planned, from its
 * start on, and an hour has brought no take, no bytes and no other question.
 * @param now the instant, as Postgres reads it
 */
export const quietRooms = (now: Date | string, where: RawBuilder<unknown>) =>
  sql<{ companyId: string; interviewId: string }>`
    select interview.company_id as "companyId", interview.id as "interviewId" from interview
    where interview.status = 'IN_PROGRESS' and interview.mode = 'SELF_GUIDED'
      and interview.started_at <= ${now}::timestamptz - ${quiet}
      and interview.started_at + (interview.ends_at - interview.starts_at) <= ${now}::timestamptz
      and not exists (select from room_progress progress
        where progress.company_id = interview.company_id and progress.interview_id = interview.id
          and progress.asked_at > ${now}::timestamptz - ${quiet})
      and not exists (select from question_answer answer
        where answer.company_id = interview.company_id and answer.interview_id = interview.id
          and (greatest(answer.began_at, answer.ended_at) > ${now}::timestamptz - ${quiet}
            or exists (select from answer_part part
              where part.company_id = answer.company_id and part.answer_id = answer.id
                and part.bytes is not null and part.removed_at is null and part.begun_at > ${now}::timestamptz - ${quiet})))
      and ${where}`

/** Nobody finished this interview, and nobody is in its room any more: it was held, with the answers that are there. */
export const makeCompleteQuietInterview = useCase(
  'completeQuietInterview',
  z.object({ interviewId: z.string() }),
  async (tx, { interviewId }): Promise<{ kind: 'Completed' | 'RoomIsNotQuiet' }> => {
    // Whatever is done in a room locks its interview first, so what is read after that stays true.
    const interview = await findAndLock(tx, Interview, interviewId)
    const [room] = await tx.rows(
      quietRooms(tx.now, sql`interview.company_id = ${tx.companyId} and interview.id = ${interviewId}`),
    )
    if (!room) return { kind: 'RoomIsNotQuiet' }
    moveInterview(tx, interview, 'COMPLETED')
    return { kind: 'Completed' }
  },
)
