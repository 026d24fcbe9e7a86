import { createHash } from 'node:crypto'
import { fromNodeHeaders } from 'better-auth/node'
import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { Asker, Staff } from '../shared/actor.ts'
import { isAmong, recruiting, staff, type AccessRule } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { answeredByTag, refuse, sendSound } from '../shared/http-answer.ts'
import { idOrNobody } from '../shared/id.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import { keyOfObject, type RemovalTools } from '../shared/marked-objects.ts'
import { StorageError, type Storage } from '../storage/storage.ts'
import type { makeBeginVoice } from './begin-voice.ts'
import { leaveVoice } from './remove-voices.ts'
import { readVoice } from './read-voice.ts'
import { voiceById, voicePath } from './voice-row.ts'
import { mostBytesOfVoice, mostSecondsOfVoice, voiceTypeOf } from './voice.rules.ts'

export interface VoiceRouterTools extends RemovalTools {
  storage: Storage
  askerOf: (headers: Headers) => Promise<Asker>
  contextOf: (asker: Asker) => Context
  useCases: { beginVoice: ReturnType<typeof makeBeginVoice> }
}

/** No form of another page can send it, and no browser sends it across origins without asking us first. */
const bodyType = 'application/octet-stream'

const told = z.object({
  /** Of the query string. */
  seconds: z.coerce.number().positive().max(mostSecondsOfVoice).optional(),
})

const readBody = express.raw({ type: bodyType, limit: mostBytesOfVoice, inflate: false })

/** All that comes, within the limit. @throws an error with the status that tells why not */
const bodyOf = (request: Request, response: Response): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    readBody(request, response, (error?: unknown) => {
      if (error) reject(error as Error)
      // Where nothing comes at all, nothing is read.
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    })
  })

/** Where recruiters and admins bring questions in their own voice, and their company hears them; mount it at `/api`. */
export function voiceRoutes(tools: VoiceRouterTools): Router {
  const router = express.Router()

  /** @returns null where whoever asks may not, which they are told */
  async function allowed(request: Request, response: Response, { access }: AccessRule): Promise<Staff | null> {
    const asker = await tools.askerOf(fromNodeHeaders(request.headers))
    if (asker.kind === 'STAFF' && isAmong(access, asker)) return asker
    if (asker.kind === 'NOBODY') refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    else refuse(response, 403, 'FORBIDDEN', 'Your role does not allow this.')
    return null
  }

  router.post('/kits/voice', async (request, response) => {
    const recruiter = await allowed(request, response, recruiting)
    if (!recruiter) return
    if (!request.is(bodyType)) return refuse(response, 415, 'BAD_USER_INPUT', `Send the bytes as ${bodyType}.`)
    const given = readInput(told, request.query)
    if (isInvalid(given))
      return refuse(response, 400, 'BAD_USER_INPUT', `A recording may take ${mostSecondsOfVoice} seconds.`)
    let bytes: Buffer
    try {
      bytes = await bodyOf(request, response)
    } catch (error) {
      if ((error as { status?: number }).status !== 413) throw error
      return refuse(response, 413, 'BAD_USER_INPUT', `A recording may have ${mostBytesOfVoice} bytes.`)
    }
    const contentType = voiceTypeOf(bytes)
    if (!contentType)
      return refuse(response, 415, 'BAD_USER_INPUT', 'This is no recording: WebM, MP4, Ogg and WAV are.')
    const begun = await tools.useCases.beginVoice(recruiter, {
      contentType,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      durationSeconds: given.seconds ?? null,
    })
    if (begun.kind !== 'Voice')
      return refuse(response, 507, 'BAD_USER_INPUT', 'Your company has as many recordings as it may have.')
    const { companyId } = recruiter
    try {
      await tools.storage.put(keyOfObject(companyId, begun.id), once(bytes))
    } catch (error) {
      await leaveVoice(tools, { companyId, id: begun.id })
      return outOfOrder(response, error, begun.id)
    }
    response
      .status(201)
      .set('cache-control', 'no-store')
      .json({ id: begun.id, url: voicePath(begun.id) })
  })

  router.get('/kits/voice/:id', async (request, response) => {
    const asker = await allowed(request, response, staff)
    if (!asker) return
    const context = tools.contextOf(asker)
    const voice = await voiceById(context.reading)
      .load(idOrNobody(request.params.id))
      .finally(() => context.close())
    if (!voice) return refuse(response, 404, 'NOT_FOUND', 'There is nothing with this id.')
    if (answeredByTag(request, response, voice.sha256)) return
    try {
      sendSound(response, { type: voice.contentType, bytes: await readVoice(tools.storage, voice) })
    } catch (error) {
      outOfOrder(response, error, voice.id)
    }
  })

  function outOfOrder(response: Response, error: unknown, voiceId: string): void {
    if (!(error instanceof StorageError)) throw error
    tools.log.warn({ err: error, voiceId }, 'a recorded question cannot be kept or read')
    response.set('retry-after', '10')
    refuse(response, 503, 'INTERNAL', 'Recordings cannot be kept or read at the moment. Try again.')
  }

  return router
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
