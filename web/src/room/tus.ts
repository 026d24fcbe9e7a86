import { outcomeOf, type Outcome } from './sending.rules'

/** A request that takes longer has met a line that is gone; what it carried is asked for and sent again. */
const PATIENCE_MS = 60_000

export interface Tus {
  /** Asks how much of a take the server has. */
  head(url: string): Promise<Outcome>
  /** Sends bytes that belong at an offset; the server takes them in only where that is where it stands. */
  patch(url: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<Outcome>
}

/**
 * The two requests of tus 1.0 by which a take that the server already knows gets to it. A take is made by a mutation and
 * its length is told by another, so nothing of creation, deferred lengths or metadata is needed.
 * @param authorization the value of the Authorization header
 * @param stopped ends what is under way
 * @see https://tus.io/protocols/resumable-upload
 */
export function makeTus(authorization: string, stopped: AbortSignal): Tus {
  async function ask(url: string, method: 'HEAD' | 'PATCH', more: { headers?: object; body?: BodyInit }) {
    let response: Response
    const ended = new AbortController()
    const end = () => ended.abort()
    const timer = setTimeout(end, PATIENCE_MS)
    stopped.addEventListener('abort', end)
    if (stopped.aborted) end()
    try {
      response = await fetch(url, {
        method,
        cache: 'no-store',
        // Who comes with a key of their own brings nobody else's session.
        credentials: 'omit',
        signal: ended.signal,
        ...more,
        headers: { authorization, 'tus-resumable': '1.0.0', ...more.headers },
      })
    } catch {
      // No line, a line too slow, or a page on its way out: nothing is known of what arrived.
      return { kind: 'LATER' } satisfies Outcome
    } finally {
      clearTimeout(timer)
      stopped.removeEventListener('abort', end)
    }
    return outcomeOf(response.status, response.headers.get('upload-offset'))
  }

  return {
    head: (url) => ask(url, 'HEAD', {}),
    patch: (url, offset, bytes) =>
      ask(url, 'PATCH', {
        headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
        body: bytes,
      }),
  }
}
