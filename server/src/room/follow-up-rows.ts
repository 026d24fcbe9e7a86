import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import type { Proposal } from './room.rules.ts'

/**
 * What an interview asks, in SQL with `interview` and its `kit_version`: rows of a `question` and its `position`, from 1. The
 * questions of the kit, and behind the one after which it was asked each follow-up, with the times and takes of the question that it
 * goes back to.
 */
export const questionsOfInterview = sql`(
  select listed.question, (row_number() over (order by listed.place, listed.turn))::integer as position
  from (select kit.question, kit.place, 0 as turn
      from jsonb_array_elements(kit_version.questions) with ordinality as kit(question, place)
    union all
    select (parent.question - 'voices' - 'maxFollowUps') || jsonb_build_object('id', follow_up.id,
        'texts', jsonb_build_object(follow_up.language, follow_up.text), 'language', follow_up.language,
        'followUpTo', follow_up.question_id), earlier.place, follow_up.turn
    from follow_up
    join lateral jsonb_array_elements(kit_version.questions) as parent(question)
      on parent.question ->> 'id' = follow_up.question_id::text
    join lateral jsonb_array_elements(kit_version.questions) with ordinality as earlier(question, place)
      on earlier.question ->> 'id' = follow_up.asked_after::text
    where follow_up.company_id = interview.company_id and follow_up.interview_id = interview.id
      and follow_up.turn is not null) listed)`

/** The follow-ups that wait to be asked, the oldest first. */
export const proposalsWhere = (companyId: string, condition: RawBuilder<unknown>) =>
  sql<Proposal & { interviewId: string }>`select id, interview_id as "interviewId", question_id as "questionId",
      answer_id as "answerId"
    from follow_up where company_id = ${companyId} and status = 'PROPOSED' and ${condition}
    order by created_at, id`

/** Whether a take has words in a follow-up still, in SQL with `question_answer`. */
export const hasFollowUpWords = sql`exists (select from follow_up where follow_up.company_id = question_answer.company_id
  and follow_up.answer_id = question_answer.id
  and (follow_up.text <> '' or follow_up.sent_text is not null or follow_up.received_text is not null))`

/** What was made of these takes has no words any more. That something was sent where, and when, stays told. */
export function emptyFollowUps(tx: Transaction, answerIds: readonly string[]): void {
  tx.write(sql`update follow_up set sent_text = null, received_text = null, text = case when text is not null then '' end
    where company_id = ${tx.companyId} and answer_id = any(${answerIds})`)
}

/**
 * What was written is written anew: a follow-up to the former words is not asked any more, and what was sent of them is not
 * told to the company. Where nothing was sent yet, the new words will be.
 */
export function dropFollowUpsOf(tx: Transaction, answerId: string): void {
  tx.write(sql`update follow_up set status = 'DROPPED', problem = 'ANSWER_CHANGED', next_try_at = null, leased_until = null,
      text = null, sent_text = null, received_text = null
    where company_id = ${tx.companyId} and answer_id = ${answerId} and status <> 'ASKED' and tries > 0`)
}
