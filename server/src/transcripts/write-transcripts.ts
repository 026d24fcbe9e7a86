import { sql } from 'kysely'
import { bytesOf, partsOf } from '../room/recording.ts'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'
import { hostOf } from '../shared/outgoing.rules.ts'
import type { Storage } from '../storage/storage.ts'
import type { makeSendRecording, makeSettleTranscript } from './ask-for-transcript.ts'
import { makeListener, TranscriptionError, type TranscriptionService } from './transcription-service.ts'

/** How often is looked where nobody wakes it, in milliseconds. */
const idle = 5_000

interface Due {
  companyId: string
  interviewId: string
  answerId: string
}

/**
 * Sends recordings that wait for it to the service, one after the other, outside of any transaction. A lease of ten minutes,
 * longer than the service may take, keeps others from sending the same one, and lets them where this process dies.
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
  const host = hostOf(service)
  const stopping = new AbortController()

  async function claim(): Promise<Due | undefined> {
    const [read] = await ask(database, sql<{ now: string }>`select to_json(clock_timestamp()) as now`)
    const now = clock.read(new Date(read!.now)).toISOString()
    const [due] = await ask(
      database,
      sql<Due>`with due as (select company_id, answer_id from transcript
          where status = 'WAITING' and sent_to = ${host} and next_try_at <= ${now}::timestamptz
            and (leased_until is null or leased_until < now())
          order by next_try_at limit 1 for update skip locked)
        update transcript set leased_until = now() + interval '10 minutes' from due
          join question_answer answer on answer.company_id = due.company_id and answer.id = due.answer_id
        where transcript.company_id = due.company_id and transcript.answer_id = due.answer_id
        returning transcript.company_id as "companyId", answer.interview_id as "interviewId",
          transcript.answer_id as "answerId"`,
    )
    return due
  }

  async function write({ companyId, ...take }: Due): Promise<void> {
    const actor = system(companyId)
    const sending = await useCases.sendRecording(actor, { ...take, mostBytes: service.mostBytes })
    if (sending.kind !== 'Sending') return
    const { bytes, contentType } = sending
    const result = await bytesOfTake(companyId, take.answerId, bytes)
      .then((recording) => listen({ bytes: recording, contentType }, stopping.signal))
      .then((heard) => ({ heard, problem: null, isFinal: true }))
      .catch((error: unknown) => {
        log.warn({ err: error, answerId: take.answerId }, 'a recording was not written down')
        return error instanceof TranscriptionError
          ? { heard: null, problem: error.code, isFinal: error.isFinal }
          : { heard: null, problem: 'INTERRUPTED' as const, isFinal: false }
      })
    await useCases.settleTranscript(actor, { ...take, ...result })
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

  const loop = startLoop({
    async look(isStopping) {
      while (!isStopping()) {
        const due = await claim()
        if (!due) return
        // Left as it is, until its lease is over.
        await write(due).catch((error: unknown) =>
          log.warn({ err: error, answerId: due.answerId }, 'a transcript cannot be settled'),
        )
      }
    },
    idle,
    log,
    what: 'recordings to write down',
  })
  return {
    wake: loop.wake,
    async stop() {
      // Nobody waits minutes for a process to end; what was sent is sent again by the next one.
      stopping.abort()
      await loop.stop()
    },
  }
}
