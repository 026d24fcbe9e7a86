import express, { type Request, type Response, type Router } from 'express'
import { fromNodeHeaders } from 'better-auth/node'
import { z } from 'zod'
import { readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { wordsIn } from '../kits/kit.rules.ts'
import { readAsked } from '../room/read-asked.ts'
import type { Asker } from '../shared/actor.ts'
import type { KnownFailure } from '../shared/errors.ts'
import { recruiting, kindOf } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { languageOf, prose, readInput, isInvalid } from '../shared/input.ts'
import type { Language } from '../shared/language.ts'
import type { Logger } from '../shared/log.ts'
import { SpeechError } from './speech-driver.ts'
import type { Speech, Words } from './speech.ts'

/** Where the question that a candidate has to answer now is read aloud. */
export const soundPath = (questionId: string, language: Language): string =>
  `/api/interview/speech/${questionId}?language=${language}`

export interface SpeechRouterTools {
  speech: Speech
  askerOf: (headers: Headers) => Promise<Asker>
  contextOf: (asker: Asker) => Context
  log: Logger
}

/** What a recruiter wants to hear: as long as a question may be. */
const wished = z.object({ text: prose(2000).pipe(z.string().min(1, 'Must not be empty.')), language: languageOf })

/**
 * Sounds, for those who may read their words: a candidate hears what they are asked now, recruiters and admins what they
 * write. Mount it at `/api`. Nothing changes by asking.
 */
export function speechRoutes({ speech, askerOf, contextOf, log }: SpeechRouterTools): Router {
  const router = express.Router()

  router.get('/interview/speech/:questionId', async (request, response) => {
    const asker = await askerOf(fromNodeHeaders(request.headers))
    if (asker.kind !== 'CANDIDATE') return refuse(response, 401, 'UNAUTHENTICATED', 'Open your personal link again.')
    const given = readInput(z.object({ language: languageOf.optional() }), request.query)
    if (isInvalid(given)) return refuse(response, 400, 'BAD_USER_INPUT', 'The language is EN, SV or FR.')
    const words = await wordsOf(contextOf(asker), request.params.questionId, given.language)
    // One that is asked later, another's, or none: all the same.
    if (!words) return refuse(response, 404, 'NOT_FOUND', 'This question is not asked now.')
    return send(request, response, words)
  })

  router.post('/kits/speech', express.json({ limit: '128kb', type: 'application/json' }), async (request, response) => {
    const asker = await askerOf(fromNodeHeaders(request.headers))
    if (asker.kind === 'NOBODY') return refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    if (!recruiting.access.includes(kindOf(asker)))
      return refuse(response, 403, 'FORBIDDEN', 'Your role does not allow this.')
    const words = readInput(wished, request.body)
    if (isInvalid(words)) return refuse(response, 400, 'BAD_USER_INPUT', 'Send a text and its language as JSON.')
    return send(request, response, words)
  })

  async function wordsOf(context: Context, questionId: string, language: Language | undefined): Promise<Words | null> {
    try {
      const { reading, actor } = context
      const [view, asked] = await Promise.all([readCandidateInterview(reading, actor.id), readAsked(reading, actor.id)])
      if (!view || asked?.question.id !== questionId) return null
      return wordsIn(asked.question.texts, language ?? view.language, asked.kitLanguage)
    } finally {
      await context.close()
    }
  }

  /** Answered while nothing is open: it may take its time. */
  async function send(request: Request, response: Response, words: Words): Promise<void> {
    const name = await speech.nameOf(words)
    // No fault: whoever asked may have a voice of their own.
    if (!name) return void response.status(204).end()
    // The address stays when the words change, so it is always asked; and who asks must hold a good key at that time.
    const etag = `"${name}"`
    response.set({ etag, 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' })
    // Some send `no-cache` along, which asks caches on the way to ask us; we are asked.
    const tags = (request.get('if-none-match') ?? '').split(',')
    if (tags.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return void response.status(304).end()
    try {
      const sound = await speech.say(words)
      if (!sound) {
        response.removeHeader('etag')
        return void response.status(204).end()
      }
      response
        .set({ 'content-type': sound.type, 'content-security-policy': "default-src 'none'; sandbox" })
        .send(sound.bytes)
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error
      log.warn({ err: error }, 'a text cannot be read aloud')
      response.set('retry-after', '10')
      refuse(response, 503, 'INTERNAL', 'It cannot be read aloud at the moment.')
    }
  }

  return router
}

function refuse(response: Response, status: number, code: KnownFailure['code'] | 'INTERNAL', message: string): void {
  response.removeHeader('etag')
  response
    .status(status)
    .set('cache-control', 'no-store')
    .json({ errors: [{ message, extensions: { code } }] })
}
