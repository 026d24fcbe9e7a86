import { sql } from 'kysely'
import type { OutsideService } from '../consent/consent.rules.ts'
import { consentOfTake } from '../room/take-rows.ts'
import type { Reaction } from '../shared/transaction.ts'

/**
 * Transcripts follow the answers: a recording that is KEPT is written down where its candidate has agreed to this very
 * service, and where it counts no more its words go. Nothing is sent any more once consent was withdrawn.
 * @param services who gets recordings besides the company
 */
export const makeTranscriptsFollow =
  (services: readonly OutsideService[]): Reaction =>
  (tx, { name, about }) => {
    if (!['AnswerKept', 'AnswerReplaced', 'AnswersRemoved', 'ConsentWithdrawn'].includes(name)) return
    const service = services.find(({ kind }) => kind === 'TRANSCRIPTION')
    if (name === 'AnswerKept' && service)
      tx.write(sql`insert into transcript (company_id, answer_id, status, sent_to, next_try_at)
        select company_id, id, 'WAITING', ${service.host}, ${tx.now} from question_answer
        where company_id = ${tx.companyId} and interview_id = ${about.id} and status = 'KEPT' and kind <> 'TEXT'
          and exists (select from ${consentOfTake} agreed where agreed.withdrawn_at is null
            and agreed.services @> ${JSON.stringify([service])}::jsonb)
        on conflict do nothing`)
    tx.write(sql`update transcript set status = 'DROPPED', text = null, language = null, next_try_at = null,
        leased_until = null
      from question_answer where question_answer.company_id = transcript.company_id
        and question_answer.id = transcript.answer_id and question_answer.company_id = ${tx.companyId}
        and question_answer.interview_id = ${about.id} and transcript.status <> 'DROPPED'
        and (question_answer.status <> 'KEPT' or transcript.status = 'WAITING' and ${name === 'ConsentWithdrawn'})`)
  }
