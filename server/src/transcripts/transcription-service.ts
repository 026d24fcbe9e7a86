import { isFinal } from '../shared/asked-again.rules.ts'
import { hostOf, OutgoingError } from '../shared/outgoing.rules.ts'
import { makeOutgoing } from '../shared/outgoing.ts'
import { heardIn, type Heard, type TranscriptProblem } from './transcript.rules.ts'

/** A service that writes down what is said, in the shape of OpenAI's `POST /v1/audio/transcriptions`. */
export interface TranscriptionService {
  /** Its whole address. It is the operator's word: it may be private, and without encryption. */
  readonly url: string
  /** Sent as `Authorization: Bearer …`; null: it wants none. */
  readonly key: string | null
  readonly model: string
  /** The largest recording that it is sent, in bytes. */
  readonly mostBytes: number
  /** How many recordings one worker sends it at once. */
  readonly atOnce: number
  /** How long it may take from the first byte of the recording to the last of its answer; five minutes where left out. */
  readonly milliseconds?: number
}

/** Why there is no text. The message is for the log and holds neither words nor addresses. */
export class TranscriptionError extends Error {
  override name = 'TranscriptionError'
  constructor(
    readonly code: TranscriptProblem,
    /** Whether another try would end the same. */
    readonly isFinal: boolean,
    cause?: unknown,
  ) {
    super(`Nothing was written down: ${code}.`, { cause })
  }
}

/** The longest answer, in bytes: the longest text, each character as an escape. */
const longestAnswer = 1024 * 1024
const endings: Readonly<Record<string, string>> = { 'x-matroska': 'mkv', mp4: 'mp4', ogg: 'ogg', webm: 'webm' }

/**
 * Makes what asks a service.
 * @returns a function that hands out what was heard; it throws a TranscriptionError
 */
export function makeListener({ url, key, model, milliseconds = 5 * 60_000 }: TranscriptionService) {
  const call = makeOutgoing({ privateHosts: [hostOf({ url })], milliseconds, bytes: longestAnswer })
  return async (
    recording: { bytes: Uint8Array<ArrayBuffer>; contentType: string },
    signal: AbortSignal,
  ): Promise<Heard> => {
    const form = new FormData()
    const ending = endings[recording.contentType.replace(/^.*\//, '')] ?? 'bin'
    // Services tell by the name what it is. It is one and the same for everybody: nobody is named.
    form.set('file', new Blob([recording.bytes], { type: recording.contentType }), `answer.${ending}`)
    form.set('model', model)
    form.set('response_format', 'json')
    const encoded = new Response(form)
    const answer = await call(url, {
      method: 'POST',
      headers: {
        'content-type': encoded.headers.get('content-type')!,
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      body: new Uint8Array(await encoded.arrayBuffer()),
      // What somebody says is for who was named, not for whom they name.
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      const code = error instanceof OutgoingError ? error.code : null
      if (code === 'TOO_LARGE') throw new TranscriptionError('NO_TEXT', false, error)
      throw new TranscriptionError(code === 'TIMEOUT' ? 'TIMEOUT' : 'UNREACHABLE', false, error)
    })
    if (answer.status !== 200)
      throw new TranscriptionError('REFUSED', isFinal(answer.status), new Error(`It answered ${answer.status}.`))
    const heard = heardIn(await answer.text())
    if (!heard) throw new TranscriptionError('NO_TEXT', false)
    return heard
  }
}
