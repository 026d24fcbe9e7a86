import { sql, type RawBuilder } from 'kysely'
import { defaultRoomRules } from '../consent/consent.rules.ts'
import type { InterviewMode, InterviewStatus } from '../interviews/interview.rules.ts'
import { kitVersionIdOfInterview } from '../interviews/kit-of-interview.ts'
import { notFound } from '../shared/errors.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { questionsOfInterview } from './follow-up-rows.ts'
import type { AnswerKind, AnswerStatus, Room, RoomQuestion, Take } from './room.rules.ts'

/** One row of `question_answer`. */
export interface TakeRow extends Omit<Take, 'beganAt'> {
  interviewId: string
  /** The place of its question among those of the interview, from 1. */
  position: number
  /** The question of the kit that its question goes back to; null where it is one of the kit itself. */
  followUpTo: string | null
  kind: AnswerKind
  status: AnswerStatus
  text: string | null
  contentType: string | null
  durationSeconds: number | null
  beganAt: string
  endedAt: string | null
  /** Until when it is kept; null as long as its interview is not over. */
  keptUntil: string | null
  /** When it came to be what it is; null before. */
  settledAt: string | null
}

/** What its candidate had agreed to when a take was begun, in SQL with `question_answer`: a row of `recording_consent`, or none. */
export const consentOfTake = sql`(select consent.* from recording_consent consent
  where consent.company_id = question_answer.company_id and consent.interview_id = question_answer.interview_id
    and consent.given_at <= question_answer.began_at
  order by consent.given_at desc, consent.id desc limit 1)`

/**
 * Until when a take is kept, in SQL with `question_answer` and its `interview`: so many days of 24 hours after its interview; null
 * before. How many is what its candidate had agreed to when it was recorded; what was written needs no consent, and is kept for
 * as long as the company says now.
 */
export const keptUntil = sql`interview.ended_at + interval '24 hours' * coalesce(
  case when question_answer.kind <> 'TEXT' then (select kept_days from ${consentOfTake} agreed) end,
  (select kept_days from room_settings where company_id = question_answer.company_id), ${defaultRoomRules.keptDays})`

/** The takes of some interviews, each with the place of its question, the oldest first. */
export const takesWhere = (companyId: string, condition: RawBuilder<unknown>) =>
  sql<TakeRow>`select question_answer.id, question_answer.interview_id as "interviewId",
      question_answer.question_id as "questionId", asked.position, question_answer.take,
      asked.question ->> 'followUpTo' as "followUpTo",
      question_answer.kind, question_answer.status, question_answer.page, question_answer.text,
      question_answer.content_type as "contentType", question_answer.received_bytes as "receivedBytes",
      question_answer.bytes, question_answer.sha256, question_answer.duration_seconds as "durationSeconds",
      to_json(question_answer.began_at) as "beganAt", to_json(question_answer.ended_at) as "endedAt",
      to_json(question_answer.settled_at) as "settledAt", to_json(${keptUntil}) as "keptUntil"
    from question_answer
    join interview on interview.company_id = question_answer.company_id and interview.id = question_answer.interview_id
    join kit_version on kit_version.company_id = interview.company_id and kit_version.id = interview.kit_version_id
    cross join lateral ${questionsOfInterview} asked
    where question_answer.company_id = ${companyId} and ${condition}
      and asked.question ->> 'id' = question_answer.question_id::text
    order by question_answer.interview_id, question_answer.began_at, asked.position, question_answer.take`

/** A take as a use case has it. */
export type LockedTake = Omit<TakeRow, 'beganAt'> & Take

export const takeOf = (row: TakeRow): LockedTake => ({ ...row, beganAt: new Date(row.beganAt) })

/** A room as it is read. */
export interface RoomRow {
  interviewId: string
  status: InterviewStatus
  mode: InterviewMode
  startedAt: string | null
  endedAt: string | null
  questions: RoomQuestion[] | null
  kitLanguage: Language | null
  hasGoneOn: boolean
  questionId: string | null
  askedAt: string | null
}

export const roomsWhere = (companyId: string, condition: RawBuilder<unknown>) =>
  sql<RoomRow>`select interview.id as "interviewId", interview.status, interview.mode,
      to_json(interview.started_at) as "startedAt", to_json(interview.ended_at) as "endedAt",
      (select jsonb_agg(asked.question order by asked.position) from ${questionsOfInterview} asked) as questions,
      kit_version.language as "kitLanguage",
      room_progress.interview_id is not null as "hasGoneOn", room_progress.question_id as "questionId",
      to_json(room_progress.asked_at) as "askedAt"
    from interview
    left join kit_version on kit_version.company_id = interview.company_id
      and kit_version.id = ${kitVersionIdOfInterview}
    left join room_progress on room_progress.company_id = interview.company_id
      and room_progress.interview_id = interview.id
    where interview.company_id = ${companyId} and ${condition}`

const instant = (text: string | null) => (text === null ? null : new Date(text))

export const roomOf = (row: RoomRow): Room => ({
  status: row.status,
  mode: row.mode,
  startedAt: instant(row.startedAt),
  endedAt: instant(row.endedAt),
  questions: row.questions ?? [],
  progress: row.hasGoneOn ? { questionId: row.questionId, askedAt: new Date(row.askedAt!) } : null,
})

export interface LockedRoom extends Room {
  readonly interviewId: string
  readonly takes: readonly LockedTake[]
}

/**
 * The room of an interview with all its takes. Nobody else changes anything of it until the transaction ends: whatever
 * is done in a room locks its interview first.
 */
export async function lockRoom(tx: Transaction, interviewId: string): Promise<LockedRoom> {
  const { companyId } = tx
  // Each statement sees what was committed before it began: the later two wait behind the lock.
  const [, [room], takes] = await Promise.all([
    tx.rows(sql`select from interview where company_id = ${companyId} and id = ${interviewId} for no key update`),
    tx.rows(roomsWhere(companyId, sql`interview.id = ${interviewId}`)),
    tx.rows(takesWhere(companyId, sql`question_answer.interview_id = ${interviewId}`)),
  ])
  if (!room) throw notFound()
  return { ...roomOf(room), interviewId, takes: takes.map(takeOf) }
}

/** The question of a room by an id that somebody sent. @throws NOT_FOUND where the interview has no such question */
export function questionOf({ questions }: Room, questionId: string): RoomQuestion {
  const found = questions.find(({ id }) => id === questionId)
  if (!found) throw notFound()
  return found
}

/** Whatever is still being recorded ends as it is. How long it is may be told later, by the page that has the rest. */
export function endRecording(tx: Transaction, interviewId: string): void {
  tx.write(sql`update question_answer set status = 'SENDING', ended_at = ${tx.now}
    where company_id = ${tx.companyId} and interview_id = ${interviewId} and status = 'RECORDING'`)
}

/**
 * What has not come does not come any more, and what came of it may be removed at once. What is here as a whole is compared
 * and counts. A part that is on its way is refused when it has come, and goes then.
 */
export function loseWhatIsMissing(tx: Transaction, interviewId: string): void {
  tx.write(sql`with lost as (update question_answer set status = 'LOST', settled_at = ${tx.now},
        ended_at = coalesce(ended_at, ${tx.now})
      where company_id = ${tx.companyId} and interview_id = ${interviewId} and status in ('RECORDING', 'SENDING')
        and received_bytes is distinct from bytes returning company_id, id)
    update answer_part set removed_at = ${tx.now} from lost where answer_part.company_id = lost.company_id
      and answer_part.answer_id = lost.id and answer_part.bytes is not null and answer_part.removed_at is null`)
}

/** A take counts: whatever was attempted before it does not count any more. */
export function replaceEarlier(
  tx: Transaction,
  interviewId: string,
  { questionId, take }: { questionId: string; take: number },
): void {
  tx.write(sql`update question_answer set status = 'REPLACED', settled_at = ${tx.now},
      ended_at = coalesce(ended_at, ${tx.now})
    where company_id = ${tx.companyId} and interview_id = ${interviewId} and question_id = ${questionId}
      and take < ${take} and status in ('RECORDING', 'SENDING', 'KEPT')`)
}

/** Tells of something that happened in a room: to the recruiter's page, the candidate's own, and the audit trail. */
export const tellOfRoom = (
  tx: Transaction,
  interviewId: string,
  name:
    | 'AnswerBegun'
    | 'AnswerEnded'
    | 'AnswerKept'
    | 'AnswerReplaced'
    | 'AnswerLost'
    | 'AnswersRemoved'
    | 'QuestionReached',
): void =>
  tx.record({
    name,
    about: { type: 'Interview', id: interviewId },
    fields: [name === 'QuestionReached' ? 'question' : 'questionAnswers'],
  })
