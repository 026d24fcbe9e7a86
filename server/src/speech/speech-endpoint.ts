import type { Language } from '../shared/language.ts'
import { OutgoingError } from '../shared/outgoing.rules.ts'
import { makeOutgoing } from '../shared/outgoing.ts'
import { largestSound, SpeechError, type SpeechDriver } from './speech-driver.ts'

/** A service that speaks, in the shape of OpenAI's `POST /v1/audio/speech`, which many others have too. */
export interface SpeechEndpoint {
  /** Its whole address. It is the operator's word: it may be private, and without encryption. */
  readonly url: string
  /** Sent as `Authorization: Bearer …`; null: it wants none. */
  readonly key: string | null
  readonly model: string
  readonly voices: Readonly<Record<Language, string>>
}

const milliseconds = 30_000

export function speechEndpoint({ url, key, model, voices }: SpeechEndpoint): SpeechDriver {
  const call = makeOutgoing({ privateHosts: [new URL(url).host], milliseconds, bytes: largestSound })
  return {
    voiceOf: (language) => `${url} ${model} ${voices[language]}`,
    async render(text, language) {
      const answer = await call(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({ model, voice: voices[language], input: text, response_format: 'mp3' }),
        // What somebody asks is for who was named, not for whom they name.
        redirect: 'manual',
      }).catch((error: unknown) => {
        const code = error instanceof OutgoingError ? error.code : null
        throw new SpeechError(code === 'TIMEOUT' || code === 'TOO_LARGE' ? code : 'UNREACHABLE', error)
      })
      if (answer.status !== 200) throw new SpeechError('REFUSED', new Error(`It answered ${answer.status}.`))
      return Buffer.from(await answer.arrayBuffer())
    },
  }
}
