import { sql } from 'kysely'
import { z } from 'zod'
import { consentOfTake } from '../room/take-rows.ts'
import { questionsOfInterview } from '../room/follow-up-rows.ts'
import { followUpFailure, type FollowUpStatus } from '../room/follow-up.rules.ts'
import type { Language } from '../shared/language.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { judge, keptReply, messagesFor, mostTries, nextTry, textOf, type Message } from './proposal.rules.ts'

const whose = { interviewId: z.string(), followUpId: z.string() }

interface Waiting {
  status: FollowUpStatus
  tries: number
  language: Language
  /** What was asked, and what was answered. */
  question: string
  answer: string
  /** Whether the candidate's consent stands, and names the very host. */
  isAgreed: boolean
  /** What the interview asks, or is going to ask, in any language. */
  known: string[]
}

/** A follow-up that is still wanted, with its interview locked; null where it is not. */
async function lockWaiting(
  tx: Transaction,
  { interviewId, followUpId }: { interviewId: string; followUpId: string },
): Promise<Waiting | null> {
  const [, [found]] = await Promise.all([
    tx.rows(sql`select from interview where company_id = ${tx.companyId} and id = ${interviewId} for no key update`),
    tx.rows(sql<Waiting>`select follow_up.status, follow_up.tries, follow_up.language,
        coalesce(own.text, (select root.question -> 'texts' ->> follow_up.language
          from jsonb_array_elements(kit_version.questions) as root(question)
          where root.question ->> 'id' = follow_up.question_id::text)) as question,
        coalesce(question_answer.text, transcript.text) as answer,
        exists (select from ${consentOfTake} agreed where agreed.withdrawn_at is null and agreed.services
          @> jsonb_build_array(jsonb_build_object('kind', 'FOLLOW_UP', 'host', follow_up.sent_to))) as "isAgreed",
        array(select words.value from ${questionsOfInterview} asked, jsonb_each_text(asked.question -> 'texts') words
          union all select other.text from follow_up other where other.company_id = interview.company_id
            and other.interview_id = interview.id and other.status = 'PROPOSED') as known
      from follow_up
      join interview on interview.company_id = follow_up.company_id and interview.id = follow_up.interview_id
      join kit_version on kit_version.company_id = interview.company_id and kit_version.id = interview.kit_version_id
      join question_answer on question_answer.company_id = follow_up.company_id
        and question_answer.id = follow_up.answer_id and question_answer.status = 'KEPT'
      left join transcript on transcript.company_id = question_answer.company_id
        and transcript.answer_id = question_answer.id
      left join follow_up own on own.company_id = question_answer.company_id and own.id = question_answer.question_id
      where follow_up.company_id = ${tx.companyId} and follow_up.id = ${followUpId}
        and follow_up.interview_id = ${interviewId} and coalesce(question_answer.text, transcript.text) <> ''`),
  ])
  return found?.status === 'WAITING' ? found : null
}

const tell = (
  tx: Transaction,
  interviewId: string,
  name: 'AnswerSentOut' | 'FollowUpProposed' | 'FollowUpDropped' | 'FollowUpFailed',
) => tx.record({ name, about: { type: 'Interview', id: interviewId }, fields: ['followUp'] })

/**
 * The words of an answer are about to be sent to the service. What is sent, where to and when is written down before: whatever dies
 * after that, nothing has left of which nobody was told.
 */
export const makeSendAnswer = useCase(
  'sendAnswer',
  z.object({ ...whose, model: z.string() }),
  async (
    tx,
    { interviewId, followUpId, model },
  ): Promise<{ kind: 'NotWanted' } | { kind: 'Sending'; messages: readonly Message[] }> => {
    const waiting = await lockWaiting(tx, { interviewId, followUpId })
    if (!waiting) return { kind: 'NotWanted' }
    const { tries, language, question, answer, isAgreed } = waiting
    const here = sql`company_id = ${tx.companyId} and id = ${followUpId}`
    const end = (status: 'DROPPED' | 'FAILED', problem: string) => {
      tx.write(sql`update follow_up set status = ${status}, problem = ${problem}, next_try_at = null, leased_until = null
        where ${here}`)
      tell(tx, interviewId, status === 'FAILED' ? 'FollowUpFailed' : 'FollowUpDropped')
      return { kind: 'NotWanted' as const }
    }
    if (!isAgreed) return end('DROPPED', 'CONSENT_WITHDRAWN')
    if (tries >= mostTries) return end('FAILED', 'INTERRUPTED')
    const messages = messagesFor({ question, answer, language })
    tx.write(sql`update follow_up set tries = tries + 1, sent_at = ${tx.now}, model = ${model},
        sent_text = ${textOf(messages)}, received_text = null where ${here}`)
    tell(tx, interviewId, 'AnswerSentOut')
    return { kind: 'Sending', messages }
  },
)

/** The service has replied, or has not. What nobody wants any more by then is not kept. */
export const makeSettleFollowUp = useCase(
  'settleFollowUp',
  z.object({
    ...whose,
    /** The words of its reply; null where there is none. */
    reply: z.string().nullable(),
    /** What came instead of one. */
    received: z.string().nullable(),
    problem: z.enum(followUpFailure).nullable(),
    isFinal: z.boolean(),
  }),
  async (
    tx,
    { interviewId, followUpId, reply, received, problem, isFinal },
  ): Promise<{ kind: FollowUpStatus | 'NotWanted' }> => {
    const waiting = await lockWaiting(tx, { interviewId, followUpId })
    if (!waiting) return { kind: 'NotWanted' }
    const verdict = reply === null ? null : judge(reply, waiting.language, waiting.known)
    const again = verdict || isFinal ? null : nextTry(waiting.tries, tx.now, Math.random())
    const text = verdict && 'text' in verdict ? verdict.text : null
    const status = text !== null ? 'PROPOSED' : verdict ? 'DROPPED' : again ? 'WAITING' : 'FAILED'
    const came = reply ?? received
    tx.write(sql`update follow_up set status = ${status}, text = ${text},
        problem = ${verdict && 'problem' in verdict ? verdict.problem : problem},
        received_text = ${came === null ? null : keptReply(came)}, next_try_at = ${again}, leased_until = null
      where company_id = ${tx.companyId} and id = ${followUpId}`)
    if (status === 'WAITING')
      // It has changed nothing that anybody waits for.
      tx.record({ name: 'FollowUpDelayed', about: { type: 'Interview', id: interviewId } })
    else
      tell(
        tx,
        interviewId,
        ({ PROPOSED: 'FollowUpProposed', DROPPED: 'FollowUpDropped', FAILED: 'FollowUpFailed' } as const)[status],
      )
    return { kind: status }
  },
)
