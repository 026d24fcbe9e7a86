import type { followUpFailure } from '../room/follow-up.rules.ts'
import { isFinal } from '../shared/asked-again.rules.ts'
import { hostOf, OutgoingError } from '../shared/outgoing.rules.ts'
import { makeOutgoing } from '../shared/outgoing.ts'
import { replyIn, type Message } from './proposal.rules.ts'

/** A service that proposes questions, in the shape of OpenAI's `POST /v1/chat/completions`. */
export interface FollowUpService {
  /** Its whole address. It is the operator's word: it may be private, and without encryption. */
  readonly url: string
  /** Sent as `Authorization: Bearer …`; null: it wants none. */
  readonly key: string | null
  readonly model: string
  /** How long it may take, from the first byte of the request to the last of its answer; 20 seconds where left out. */
  readonly milliseconds?: number
}

/** Why there is no reply. The message is for the log and holds neither words nor addresses. */
export class FollowUpError extends Error {
  override name = 'FollowUpError'
  constructor(
    readonly code: (typeof followUpFailure)[number],
    /** Whether another try would end the same. */
    readonly isFinal: boolean,
    /** What came instead of a reply. */
    readonly received: string | null = null,
    cause?: unknown,
  ) {
    super(`No follow-up question came: ${code}.`, { cause })
  }
}

/** The longest answer, in bytes: some models think aloud before they reply. */
const longestAnswer = 256 * 1024

/**
 * Makes what asks a service.
 * @returns a function that hands out the words of its reply; it throws a FollowUpError
 */
export function makeProposer({ url, key, model, milliseconds = 20_000 }: FollowUpService) {
  const call = makeOutgoing({ privateHosts: [hostOf({ url })], milliseconds, bytes: longestAnswer })
  return async (messages: readonly Message[], signal: AbortSignal): Promise<string> => {
    const answer = await call(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      // No more than every service of this shape understands: newer models refuse what older ones are limited by.
      body: JSON.stringify({ model, messages }),
      // What somebody says is for who was named, not for whom they name.
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      const code = error instanceof OutgoingError ? error.code : null
      if (code === 'TOO_LARGE') throw new FollowUpError('NO_REPLY', false, null, error)
      throw new FollowUpError(code === 'TIMEOUT' ? 'TIMEOUT' : 'UNREACHABLE', false, null, error)
    })
    if (answer.status !== 200)
      throw new FollowUpError('REFUSED', isFinal(answer.status), null, new Error(`It answered ${answer.status}.`))
    const body = await answer.text()
    const reply = replyIn(body)
    if (reply === null) throw new FollowUpError('NO_REPLY', false, body)
    return reply
  }
}
