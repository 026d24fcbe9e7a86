import { sql } from 'kysely'
import type { OutsideService } from '../consent/consent.rules.ts'
import { consentOfTake } from '../room/take-rows.ts'
import { newId } from '../shared/id.ts'
import type { Reaction } from '../shared/transaction.ts'
import { spareFollowUps } from './proposal.rules.ts'

/** What changes which follow-ups there may be, with why those that nobody was asked are not asked any more. */
const endings: Readonly<Record<string, 'ANSWER_CHANGED' | 'CONSENT_WITHDRAWN' | 'TOO_LATE'>> = {
  AnswerKept: 'ANSWER_CHANGED',
  AnswerReplaced: 'ANSWER_CHANGED',
  AnswerLost: 'ANSWER_CHANGED',
  ConsentWithdrawn: 'CONSENT_WITHDRAWN',
  InterviewCompleted: 'TOO_LATE',
}

/**
 * Follow-ups follow the answers. One is wanted of an answer that counts as soon as its words are there, where its question allows one
 * more and its candidate has agreed to this very service; and none any more of an answer that counts no longer, once consent was
 * withdrawn, and when the interview is over.
 * @param services who gets something of a candidate besides the company
 */
export const makeFollowUpsWanted =
  (services: readonly OutsideService[]): Reaction =>
  (tx, { name, about }) => {
    const ending = endings[name]
    if (ending) {
      const where = sql`question_answer.company_id = follow_up.company_id and question_answer.id = follow_up.answer_id
        and follow_up.company_id = ${tx.companyId} and follow_up.interview_id = ${about.id}
        and ${ending === 'ANSWER_CHANGED' ? sql`question_answer.status <> 'KEPT'` : sql`true`}`
      tx.write(sql`update follow_up set status = 'DROPPED', problem = ${ending}, next_try_at = null, leased_until = null
        from question_answer where ${where} and follow_up.status in ('WAITING', 'PROPOSED')`)
      if (ending === 'ANSWER_CHANGED')
        // What a candidate has taken back is told to nobody. The question itself stays where it was asked.
        tx.write(sql`update follow_up set sent_text = null, received_text = null,
            text = case when follow_up.status = 'ASKED' then follow_up.text end
          from question_answer where ${where} and follow_up.sent_text is not null`)
    }
    const service = services.find(({ kind }) => kind === 'FOLLOW_UP')
    if (!service || !['AnswerKept', 'TranscriptKept'].includes(name)) return
    // One at a time: each of them is counted before there is another one.
    tx.write(sql`insert into follow_up (company_id, id, interview_id, question_id, answer_id, status, created_at, sent_to,
        language, next_try_at)
      select question_answer.company_id, ${newId()}, question_answer.interview_id,
        (root.question ->> 'id')::uuid, question_answer.id, 'WAITING', ${tx.now}::timestamptz, ${service.host},
        coalesce(own.language, case when root.question -> 'texts' ? agreed.language then agreed.language end,
          kit_version.language), ${tx.now}::timestamptz
      from question_answer
      join interview on interview.company_id = question_answer.company_id
        and interview.id = question_answer.interview_id and interview.status = 'IN_PROGRESS'
      join kit_version on kit_version.company_id = interview.company_id and kit_version.id = interview.kit_version_id
      left join transcript on transcript.company_id = question_answer.company_id
        and transcript.answer_id = question_answer.id
      left join follow_up own on own.company_id = question_answer.company_id and own.id = question_answer.question_id
      join lateral jsonb_array_elements(kit_version.questions) as root(question)
        on root.question ->> 'id' = coalesce(own.question_id, question_answer.question_id)::text
      join lateral ${consentOfTake} agreed on agreed.withdrawn_at is null
        and agreed.services @> ${JSON.stringify([service])}::jsonb
      cross join lateral (select count(*) as made, count(*) filter (where earlier.status in ('WAITING', 'PROPOSED', 'ASKED')) as live
        from follow_up earlier where earlier.company_id = interview.company_id and earlier.interview_id = interview.id
          and earlier.question_id::text = root.question ->> 'id') so_far
      where question_answer.company_id = ${tx.companyId} and question_answer.interview_id = ${about.id}
        and question_answer.status = 'KEPT' and coalesce(question_answer.text, transcript.text) <> ''
        and so_far.live < (root.question ->> 'maxFollowUps')::integer
        and so_far.made < (root.question ->> 'maxFollowUps')::integer + ${spareFollowUps}::integer
        and not exists (select from follow_up earlier where earlier.company_id = question_answer.company_id
          and earlier.answer_id = question_answer.id
          and (earlier.status <> 'DROPPED' or earlier.problem <> 'ANSWER_CHANGED'))
      order by question_answer.began_at desc, question_answer.id desc limit 1
      on conflict do nothing`)
  }
