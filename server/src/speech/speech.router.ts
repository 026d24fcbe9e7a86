import express, { type Request, type Response, type Router } from 'express'
import { fromNodeHeaders } from 'better-auth/node'
import { z } from 'zod'
import { readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { wordsIn } from '../kits/kit.rules.ts'
import { readVoice } from '../kits/read-voice.ts'
import { voiceById, type VoiceRow } from '../kits/voice-row.ts'
import { readAsked } from '../room/read-asked.ts'
import type { Asker } from '../shared/actor.ts'
import { isAmong, recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { answeredByTag, refuse, sendSound } from '../shared/http-answer.ts'
import { languageOf, prose, readInput, isInvalid } from '../shared/input.ts'
import type { Language } from '../shared/language.ts'
import type { Logger } from '../shared/log.ts'
import type { Storage } from '../storage/storage.ts'
import { SpeechError } from './speech-driver.ts'
import type { Speech, Words } from './speech.ts'

/** Where the question that a candidate has to answer now is read aloud. */
export const soundPath = (questionId: string, language: Language): string =>
  `/api/interview/speech/${questionId}?language=${language}`

export interface SpeechRouterTools {
  speech: Speech
  storage: Storage
  askerOf: (headers: Headers) => Promise<Asker>
  contextOf: (asker: Asker) => Context
  log: Logger
}

/** How long somebody waits for the voice of a person before a machine reads the words, in milliseconds. */
const patience = 5_000

/** What a recruiter wants to hear: as long as a question may be. */
const wished = z.object({ text: prose(2000).pipe(z.string().min(1, 'Must not be empty.')), language: languageOf })

/**
 * Sounds, for those who may read their words: a candidate hears what they are asked now, in the voice of a person where one
 * has recorded it; recruiters and admins hear what they write, as a machine reads it. Mount it at `/api`. Nothing changes by asking.
 */
export function speechRoutes({ speech, storage, askerOf, contextOf, log }: SpeechRouterTools): Router {
  const router = express.Router()

  router.get('/interview/speech/:questionId', async (request, response) => {
    const asker = await askerOf(fromNodeHeaders(request.headers))
    if (asker.kind !== 'CANDIDATE') return refuse(response, 401, 'UNAUTHENTICATED', 'Open your personal link again.')
    const given = readInput(z.object({ language: languageOf.optional() }), request.query)
    if (isInvalid(given)) return refuse(response, 400, 'BAD_USER_INPUT', 'The language is EN, SV or FR.')
    const asked = await askedOf(contextOf(asker), request.params.questionId, given.language)
    // One that is asked later, another's, or none: all the same.
    if (!asked) return refuse(response, 404, 'NOT_FOUND', 'This question is not asked now.')
    const { voice, ...words } = asked
    if (voice && (await sendVoice(request, response, voice))) return
    return send(request, response, words)
  })

  router.post('/kits/speech', express.json({ limit: '128kb', type: 'application/json' }), async (request, response) => {
    const asker = await askerOf(fromNodeHeaders(request.headers))
    if (asker.kind === 'NOBODY') return refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    if (!isAmong(recruiting.access, asker)) return refuse(response, 403, 'FORBIDDEN', 'Your role does not allow this.')
    const words = readInput(wished, request.body)
    if (isInvalid(words)) return refuse(response, 400, 'BAD_USER_INPUT', 'Send a text and its language as JSON.')
    return send(request, response, words)
  })

  /** What is asked now, and its recording where somebody has made one of these words. */
  async function askedOf(
    context: Context,
    questionId: string,
    language: Language | undefined,
  ): Promise<(Words & { voice: VoiceRow | null }) | null> {
    try {
      const { reading, actor } = context
      const [view, asked] = await Promise.all([readCandidateInterview(reading, actor.id), readAsked(reading, actor.id)])
      if (!view || asked?.question.id !== questionId) return null
      const words = wordsIn(asked.question.texts, language ?? view.language, asked.ownLanguage)
      const voiceId = asked.question.voices?.[words.language]
      return { ...words, voice: voiceId ? await voiceById(reading).load(voiceId) : null }
    } finally {
      await context.close()
    }
  }

  /** @returns whether that was the answer; where the storage has no answer now, a machine reads the words */
  async function sendVoice(request: Request, response: Response, voice: VoiceRow): Promise<boolean> {
    if (answeredByTag(request, response, voice.sha256)) return true
    try {
      const bytes = await readVoice(storage, voice, AbortSignal.timeout(patience))
      sendSound(response, { type: voice.contentType, bytes })
      return true
    } catch (error) {
      log.warn({ err: error, voiceId: voice.id }, 'a recorded question cannot be read')
      response.removeHeader('etag')
      return false
    }
  }

  /** Answered while nothing is open: it may take its time. */
  async function send(request: Request, response: Response, words: Words): Promise<void> {
    const name = await speech.nameOf(words)
    // No fault: whoever asked may have a voice of their own.
    if (!name) return void response.status(204).end()
    if (answeredByTag(request, response, name)) return
    try {
      const sound = await speech.say(words)
      if (!sound) {
        response.removeHeader('etag')
        return void response.status(204).end()
      }
      sendSound(response, sound)
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error
      log.warn({ err: error }, 'a text cannot be read aloud')
      response.set('retry-after', '10')
      refuse(response, 503, 'INTERNAL', 'It cannot be read aloud at the moment.')
    }
  }

  return router
}
