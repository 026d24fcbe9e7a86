import { sql } from 'kysely'
import { bytesOf, partsOf } from '../room/recording.ts'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { makeClaimWaiting, type Waiting } from '../shared/claim-waiting.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Loop } from '../shared/loop.ts'
import { hostOf } from '../shared/outgoing.rules.ts'
import { startWorkLoop } from '../shared/work-loop.ts'
import type { Storage } from '../storage/storage.ts'
import type { makeSendRecording, makeSettleTranscript } from './ask-for-transcript.ts'
import { makeListener, TranscriptionError, type TranscriptionService } from './transcription-service.ts'

/** How often is looked where nobody wakes it, in milliseconds. */
const idle = 5_000

/**
 * Sends recordings that wait for it to the service, a few at once, outside of any transaction.
 */
export function startTranscripts({
  database,
  storage,
  clock,
  log,
  service,
  useCases,
}: {
  database: Database
  storage: Storage
  clock: Clock
  log: Logger
  service: TranscriptionService
  useCases: {
    sendRecording: ReturnType<typeof makeSendRecording>
    settleTranscript: ReturnType<typeof makeSettleTranscript>
  }
}): Loop {
  const listen = makeListener(service)

  async function write({ companyId, interviewId, id: answerId }: Waiting, signal: AbortSignal): Promise<void> {
    const actor = system(companyId)
    const sending = await useCases.sendRecording(actor, { interviewId, answerId, mostBytes: service.mostBytes })
    if (sending.kind !== 'Sending') return
    const { bytes, contentType } = sending
    const result = await bytesOfTake(companyId, answerId, bytes)
      .then((recording) => listen({ bytes: recording, contentType }, signal))
      .then((heard) => ({ heard, problem: null, isFinal: true }))
      .catch((error: unknown) => {
        log.warn({ err: error, answerId }, 'a recording was not written down')
        return error instanceof TranscriptionError
          ? { heard: null, problem: error.code, isFinal: error.isFinal }
          : { heard: null, problem: 'INTERRUPTED' as const, isFinal: false }
      })
    await useCases.settleTranscript(actor, { interviewId, answerId, ...result })
  }

  async function bytesOfTake(companyId: string, answerId: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const whole = new Uint8Array(bytes)
    let at = 0
    const parts = await partsOf(database, companyId, answerId)
    for await (const piece of bytesOf(storage, companyId, parts, { first: 0, last: bytes - 1 })) {
      whole.set(piece, at)
      at += piece.length
    }
    if (at !== bytes) throw new Error('The recording is not all here.')
    return whole
  }

  return startWorkLoop({
    claim: makeClaimWaiting({
      database,
      clock,
      table: 'transcript',
      id: 'answer_id',
      interviewId: sql`(select interview_id from question_answer answer
        where answer.company_id = due.company and answer.id = due.id)`,
      host: hostOf(service),
      lease: '10 minutes',
    }),
    work: (due, signal) =>
      write(due, signal).catch((error: unknown) =>
        log.warn({ err: error, answerId: due.id }, 'a transcript cannot be settled'),
      ),
    atOnce: service.atOnce,
    idle,
    log,
    what: 'recordings to write down',
  })
}
