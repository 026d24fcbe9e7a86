import { sql } from 'kysely'
import { z } from 'zod'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { mostTries, nextTry, transcriptProblem, type TranscriptStatus } from './transcript.rules.ts'

const whose = { interviewId: z.string(), answerId: z.string() }

interface Waiting {
  status: TranscriptStatus
  tries: number
  contentType: string
  bytes: number
}

/** A transcript that is still wanted, with its interview locked; null where it is not. */
async function lockWaiting(
  tx: Transaction,
  { interviewId, answerId }: { interviewId: string; answerId: string },
): Promise<Waiting | null> {
  const [, [found]] = await Promise.all([
    tx.rows(sql`select from interview where company_id = ${tx.companyId} and id = ${interviewId} for no key update`),
    tx.rows(sql<Waiting>`select transcript.status, transcript.tries, question_answer.content_type as "contentType",
        question_answer.bytes
      from transcript join question_answer on question_answer.company_id = transcript.company_id
        and question_answer.id = transcript.answer_id
      where transcript.company_id = ${tx.companyId} and transcript.answer_id = ${answerId}
        and question_answer.interview_id = ${interviewId}`),
  ])
  return found?.status === 'WAITING' ? found : null
}

const tell = (tx: Transaction, interviewId: string, name: 'RecordingSentOut' | 'TranscriptKept' | 'TranscriptFailed') =>
  tx.record({ name, about: { type: 'Interview', id: interviewId }, fields: ['transcript'] })

/**
 * A recording is about to be sent to the service. That it is, and when, is written down before: whatever dies after that,
 * nothing has left of which nobody was told.
 */
export const makeSendRecording = useCase(
  'sendRecording',
  z.object({ ...whose, mostBytes: z.int() }),
  async (
    tx,
    { interviewId, answerId, mostBytes },
  ): Promise<{ kind: 'NotWanted' } | { kind: 'Sending'; contentType: string; bytes: number }> => {
    const waiting = await lockWaiting(tx, { interviewId, answerId })
    if (!waiting) return { kind: 'NotWanted' }
    const { tries, contentType, bytes } = waiting
    const problem = bytes > mostBytes ? 'TOO_LARGE' : tries >= mostTries ? 'INTERRUPTED' : null
    if (problem) {
      tx.write(sql`update transcript set status = 'FAILED', problem = ${problem}, next_try_at = null, leased_until = null
        where company_id = ${tx.companyId} and answer_id = ${answerId}`)
      tell(tx, interviewId, 'TranscriptFailed')
      return { kind: 'NotWanted' }
    }
    tx.write(sql`update transcript set tries = tries + 1, sent_at = ${tx.now}
      where company_id = ${tx.companyId} and answer_id = ${answerId}`)
    tell(tx, interviewId, 'RecordingSentOut')
    return { kind: 'Sending', contentType, bytes }
  },
)

/** The service has answered, or has not. What nobody wants any more by then is not kept. */
export const makeSettleTranscript = useCase(
  'settleTranscript',
  z.object({
    ...whose,
    heard: z.object({ text: z.string(), language: z.string().nullable() }).nullable(),
    problem: z.enum(transcriptProblem).nullable(),
    isFinal: z.boolean(),
  }),
  async (tx, { interviewId, answerId, heard, problem, isFinal }): Promise<{ kind: TranscriptStatus | 'NotWanted' }> => {
    const waiting = await lockWaiting(tx, { interviewId, answerId })
    if (!waiting) return { kind: 'NotWanted' }
    const again = heard || isFinal ? null : nextTry(waiting.tries, tx.now, Math.random())
    const status = heard ? 'READY' : again ? 'WAITING' : 'FAILED'
    tx.write(sql`update transcript set status = ${status}, text = ${heard?.text ?? null},
        language = ${heard?.language ?? null}, problem = ${problem}, next_try_at = ${again}, leased_until = null
      where company_id = ${tx.companyId} and answer_id = ${answerId}`)
    if (status === 'WAITING')
      // It has changed nothing that anybody sees.
      tx.record({ name: 'TranscriptDelayed', about: { type: 'Interview', id: interviewId } })
    else tell(tx, interviewId, heard ? 'TranscriptKept' : 'TranscriptFailed')
    return { kind: status }
  },
)
