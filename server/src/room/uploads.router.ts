import { fromNodeHeaders } from 'better-auth/node'
import express, { type Request, type Response, type Router } from 'express'
import { sql } from 'kysely'
import type { Asker, KeyHolder } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { KnownFailure } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { keyOfObject, type RemovalTools } from '../shared/marked-objects.ts'
import { Reading } from '../shared/reading.ts'
import { StorageError, type Storage } from '../storage/storage.ts'
import { headLength, mediaTypeOf } from '../shared/media-type.rules.ts'
import { dropPart, leavePart } from './remove-parts.ts'
import { isClosed, mayStillCome, mostBytesOfPart, type PartRefusal } from './room.rules.ts'
import { roomOf, roomsWhere, takesWhere } from './take-rows.ts'
import type { makeBeginPart, makeKeepPart } from './write-part.ts'

const version = '1.0.0'
const bodyType = 'application/offset+octet-stream'

export interface UploadTools extends RemovalTools {
  storage: Storage
  clock: Clock
  askerOf: (headers: Headers) => Promise<Asker>
  useCases: {
    beginPart: ReturnType<typeof makeBeginPart>
    keepPart: ReturnType<typeof makeKeepPart>
  }
}

/** Something of a request stands in the way, with the status that tells it. */
class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

/** What a refusal is in HTTP, by tus and RFC 9110 section 15.5. */
const statusOf: Record<PartRefusal['kind'], [status: number, message: string]> = {
  UploadIsClosed: [410, 'Nothing more is wanted of this take.'],
  OffsetDiffers: [409, 'The take goes on at another place.'],
  TooManyBytes: [413, 'A recording may not be so large.'],
  TooManyParts: [413, 'A recording may not come in so many parts.'],
  TooManyAtOnce: [423, 'Parts of this take are on their way already.'],
}

/**
 * Where the bytes of takes go, by the core of tus 1.0 (https://tus.io/protocols/resumable-upload); mount it at
 * `/api/interview/uploads`. A take is made by `beginAnswer`, so nothing is created here. Each PATCH becomes one object of the
 * storage; what came before a line was cut is kept, too.
 */
export function uploadsRouter(tools: UploadTools): Router {
  const { database, clock, storage, useCases } = tools
  const router = express.Router()

  router.all('/:id', async (request, response) => {
    response.set({ 'tus-resumable': version, 'cache-control': 'no-store' })
    try {
      await answer(request, response)
    } catch (error) {
      const refused = asRefused(error)
      if (!refused) throw error
      response.status(refused.status).set(refused.headers).json({ error: refused.message })
    }
  })

  async function answer(request: Request, response: Response): Promise<void> {
    const method = methodOf(request)
    if (method === 'OPTIONS') return void response.status(204).set({ 'tus-version': version }).end()
    if (method !== 'HEAD' && method !== 'PATCH')
      throw new Refused(405, 'Use HEAD or PATCH.', { allow: 'HEAD, PATCH, OPTIONS' })
    if (request.get('tus-resumable') !== version)
      throw new Refused(412, `This speaks tus ${version}.`, { 'tus-version': version })
    const holder = await tools.askerOf(fromNodeHeaders(request.headers))
    if (holder.kind !== 'CANDIDATE') throw new Refused(401, 'UNAUTHENTICATED')
    const answerId = String(request.params['id'])
    if (method === 'PATCH') return receive(request, response, holder, answerId)
    const { offset, bytes } = await stateOf(holder, answerId)
    response
      .set({ 'upload-offset': String(offset), ...(bytes === null ? { 'upload-defer-length': '1' } : {}) })
      .set(bytes === null ? {} : { 'upload-length': String(bytes) })
      .end()
  }

  /** How far a take has come. */
  async function stateOf({ companyId, id: interviewId }: KeyHolder, answerId: string) {
    if (!looksLikeId(answerId)) throw nothingHere()
    const reading = new Reading(database, clock, companyId)
    try {
      const [[row], [room], now] = await Promise.all([
        reading.rows(
          takesWhere(
            companyId,
            sql`question_answer.interview_id = ${interviewId} and question_answer.id = ${answerId}`,
          ),
        ),
        reading.rows(roomsWhere(companyId, sql`interview.id = ${interviewId}`)),
        reading.now(),
      ])
      if (!row || !room || row.kind === 'TEXT') throw nothingHere()
      const isOver = isClosed(row) || !mayStillCome(roomOf(room), now)
      if (isOver && row.status !== 'KEPT') throw new Refused(...statusOf.UploadIsClosed)
      return { offset: row.receivedBytes, bytes: row.bytes }
    } finally {
      await reading.close()
    }
  }

  /** Takes in what a PATCH brings. */
  async function receive(request: Request, response: Response, holder: KeyHolder, answerId: string): Promise<void> {
    if (request.get('content-type')?.toLowerCase() !== bodyType)
      throw new Refused(415, `Send the bytes as ${bodyType}.`, { 'accept-patch': bodyType })
    const offset = wholeNumber(request.get('upload-offset'))
    if (offset === null) throw new Refused(400, 'Upload-Offset must be a whole number.')
    const announced = wholeNumber(request.get('content-length'))
    // Told before anything is read: nobody sends eight gigabytes in vain.
    if (announced !== null && announced > mostBytesOfPart)
      throw new Refused(413, `One request may bring ${mostBytesOfPart} bytes.`, { connection: 'close' })

    const place = { interviewId: holder.id, answerId, offset }
    const begun = await useCases.beginPart(holder, { ...place, bytes: announced ?? 0 })
    if (begun.kind !== 'Part') throw refusedBy(begun)
    const part = { companyId: holder.companyId, id: begun.id }
    const known = Buffer.from(begun.head, 'hex')
    const incoming = new Incoming(request, begun.take.kind === 'AUDIO' ? 'AUDIO' : 'VIDEO', known)
    let bytes: number
    try {
      bytes = await storage.put(keyOfObject(part.companyId, part.id), incoming.pieces())
    } catch (error) {
      if (!(error instanceof StorageError)) {
        await dropPart(tools, part)
        throw error
      }
      // It may be there all the same, where only its answer was lost; and asking the storage once more would take as long.
      await leavePart(tools, part)
      tools.log.warn({ err: error, partId: part.id }, 'a part of a recording cannot be kept')
      throw new Refused(503, 'It cannot be kept at the moment. Send it again.', { 'retry-after': '5' })
    }
    const kept =
      bytes > 0
        ? await useCases.keepPart(holder, {
            ...place,
            partId: part.id,
            bytes,
            head: incoming.head.toString('hex'),
            contentType: incoming.contentType,
          })
        : ({ kind: 'PartKept', offset } as const)
    if (bytes === 0 || kept.kind !== 'PartKept') await dropPart(tools, part)
    if (kept.kind !== 'PartKept') throw refusedBy(kept)
    // Where the line was cut nobody hears it; they ask again.
    response
      .status(204)
      .set({ 'upload-offset': String(kept.offset) })
      .end()
  }

  return router
}

/** The body of a PATCH on its way into the storage. */
class Incoming {
  /** The first bytes of the take, as far as they have come. */
  head: Buffer
  /** What they are; null as long as they are too few to tell. */
  contentType: string | null = null

  constructor(
    private readonly request: Request,
    private readonly kind: 'AUDIO' | 'VIDEO',
    known: Buffer,
  ) {
    this.head = known
  }

  /**
   * What comes, until it ends or the line is cut: then what has come is worth keeping.
   * @throws Refused where it is too much, or no recording
   */
  async *pieces(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    try {
      // Left early it is not destroyed, and its line with it: the answer is still to be heard.
      for await (const piece of this.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += piece.length
        if (bytes > mostBytesOfPart)
          throw new Refused(413, `One request may bring ${mostBytesOfPart} bytes.`, { connection: 'close' })
        this.#look(piece)
        yield piece
      }
    } catch (error) {
      if (error instanceof Refused || !this.request.destroyed) throw error
    }
    if (this.contentType === null) this.#look(Buffer.alloc(0))
  }

  #look(piece: Buffer): void {
    if (this.contentType !== null && this.head.length >= headLength) return
    this.head = Buffer.concat([this.head, piece.subarray(0, headLength - this.head.length)])
    const found = mediaTypeOf(this.head, this.kind)
    if (found === null) throw new Refused(415, 'This is no recording: WebM, Matroska, MP4 and Ogg are.')
    this.contentType = found ?? null
  }
}

/** Some networks let no PATCH through; tus has a header for them. Only a POST may carry it: a GET never changes anything. */
const methodOf = (request: Request): string =>
  (request.method === 'POST' && request.get('x-http-method-override')?.toUpperCase()) || request.method

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null

const nothingHere = () => new Refused(404, 'NOT_FOUND')

function refusedBy(answer: { kind: string }): Refused {
  const known = (statusOf as Record<string, [number, string] | undefined>)[answer.kind]
  return known ? new Refused(...known) : new Refused(400, 'The request cannot be read.')
}

function asRefused(error: unknown): Refused | null {
  if (error instanceof Refused) return error
  return error instanceof KnownFailure && error.code === 'NOT_FOUND' ? nothingHere() : null
}
