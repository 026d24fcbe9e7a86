import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type Request, type Router } from 'express'
import { sql } from 'kysely'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { StorageError, type ByteRange, type Storage } from '../storage/storage.ts'
import { fileNameOf } from './file-name.rules.ts'
import { questionsOfInterview } from './follow-up-rows.ts'
import { readMediaToken } from './media-link.ts'
import { bytesOf, partsOf } from './recording.ts'

export interface MediaTools {
  database: Database
  storage: Storage
  clock: Clock
  log: Logger
  /** The newest first. */
  secrets: readonly string[]
}

interface Recording {
  companyId: string
  id: string
  contentType: string
  bytes: number
  sha256: string
  candidateName: string
  position: number
  take: number
}

/**
 * Recordings behind their signed links; mount it at `/media`. What a stranger has recorded is bytes: it is handed out to be
 * saved or to be played by an element of our pages, and never rendered as a page of our own.
 */
export function mediaRouter(tools: MediaTools): Router {
  const { database, storage, log } = tools
  const router = express.Router()
  router.get('/:token', async (request, response) => {
    response.set({
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const recording = await recordingBehind(tools, request.params.token)
    // Wrong, old, another's, or of a take that does not count any more: all alike.
    if (!recording) return void response.status(404).json({ error: 'NOT_FOUND' })
    const { companyId, id, contentType, bytes, sha256 } = recording
    const etag = `"${sha256}"`
    const range = rangeOf(request, bytes, etag)
    response.set({ 'accept-ranges': 'bytes', etag })
    if (range === 'NONE')
      return void response
        .status(416)
        .set({ 'content-range': `bytes */${bytes}` })
        .end()
    const { first, last } = range ?? { first: 0, last: bytes - 1 }
    // RFC 6266: Express writes the name in ASCII, and whole beside it where it has other letters.
    const announce = () =>
      response
        .attachment(fileNameOf(recording))
        .status(range ? 206 : 200)
        .set({
          'content-type': contentType,
          'content-length': String(last - first + 1),
          ...(range ? { 'content-range': `bytes ${first}-${last}/${bytes}` } : {}),
        })
    if (request.method === 'HEAD') return void announce().end()
    // Who plays hangs up whenever they jump to another place.
    const hungUp = new AbortController()
    response.on('close', () => hungUp.abort())
    try {
      const parts = await partsOf(database, companyId, id)
      const pieces = await begun(bytesOf(storage, companyId, parts, { first, last }, hungUp.signal))
      announce()
      await pipeline(Readable.from(pieces), response)
    } catch (error) {
      if (hungUp.signal.aborted && !(error instanceof StorageError)) return
      if (!(error instanceof StorageError)) throw error
      log.warn({ err: error, answerId: id }, 'a recording cannot be played')
      // What has begun ends before its end, which whoever plays it sees.
      if (response.headersSent || response.destroyed) return void response.destroy()
      response.removeHeader('etag')
      response.status(503).set('retry-after', '10').json({ error: 'The recording cannot be read at the moment.' })
    }
  })
  return router
}

/** The same, with the first piece here already: where there is none, nothing has been answered yet. */
async function begun(pieces: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const first = await pieces.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* pieces
  })()
}

async function recordingBehind({ database, clock, secrets }: MediaTools, token: string): Promise<Recording | null> {
  const opened = readMediaToken(secrets, token)
  if (!opened) return null
  const [found] = await ask(
    database,
    sql<Recording & { now: string }>`select answer.company_id as "companyId", answer.id,
        answer.content_type as "contentType", answer.bytes, answer.sha256, answer.take, candidate.name as "candidateName",
        (select asked.position from kit_version cross join lateral ${questionsOfInterview} asked
          where kit_version.company_id = interview.company_id and kit_version.id = interview.kit_version_id
            and asked.question ->> 'id' = answer.question_id::text) as position,
        to_json(clock_timestamp()) as now
      from question_answer answer
      join interview on interview.company_id = answer.company_id and interview.id = answer.interview_id
      join application on application.company_id = interview.company_id and application.id = interview.application_id
      join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
      where answer.id = ${opened.answerId} and answer.status = 'KEPT' and answer.kind <> 'TEXT'`,
  )
  return found && clock.read(new Date(found.now)) < opened.until ? found : null
}

/**
 * Which stretch is wished for (RFC 9110 section 14). Several at once, and another unit, are answered with the whole, as the
 * standard allows.
 * @returns null for the whole, NONE where the stretch lies behind the end
 */
function rangeOf(request: Request, bytes: number, etag: string): ByteRange | null | 'NONE' {
  const condition = request.get('if-range')
  if (condition !== undefined && condition !== etag) return null
  const ranges = request.range(bytes)
  if (ranges === -1) return 'NONE'
  const [range] = ranges === -2 || ranges === undefined ? [] : ranges
  if (!range || ranges === -2 || ranges!.length > 1 || (ranges as { type?: string }).type !== 'bytes') return null
  return { first: range.start, last: range.end }
}
