import { request as openRequest } from 'node:http'
import type { Chance } from './chance.ts'
import type { Instance } from './house.ts'
import type { Asker } from './story.ts'

/** The head of a WebM file as Chromium's MediaRecorder writes it. */
export const webmHead = Buffer.from(
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
  'hex',
)

/** Something that looks like a recording, of so many bytes; the rest of it is chance. */
export function someRecording(bytes: number, chance?: Chance): Buffer<ArrayBuffer> {
  const recording = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at++) recording[at] = chance ? chance.below(256) : (at * 31) & 255
  webmHead.copy(recording)
  return recording
}

export interface TusReply {
  status: number
  /** Upload-Offset, or null where there is none. */
  offset: number | null
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface TusRequest {
  method?: string
  path: string
  /** Of the Authorization header; none where null. */
  authorization?: string | null
  offset?: number | string
  body?: Uint8Array
  headers?: Record<string, string | null>
  /** After so many bytes of the body the line is cut. */
  cutAfter?: number
}

/** One request of tus as it stands on the wire; null where the line was cut before the answer. */
export function tus(at: Instance, wish: TusRequest): Promise<TusReply | null> {
  const { method = 'PATCH', path, authorization, offset, body, headers = {}, cutAfter } = wish
  const all: Record<string, string | null | undefined> = {
    'tus-resumable': '1.0.0',
    authorization,
    ...(method === 'PATCH' ? { 'content-type': 'application/offset+octet-stream' } : {}),
    ...(offset === undefined ? {} : { 'upload-offset': String(offset) }),
    ...(body ? { 'content-length': String(body.length) } : {}),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const request = openRequest(at.url + path, {
      method,
      // A line that was cut is nobody else's.
      agent: false,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value != null)) as Record<string, string>,
    })
    request.on('response', (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const told = response.headers['upload-offset']
        resolve({
          status: response.statusCode!,
          offset: told === undefined ? null : Number(told),
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
        })
      })
    })
    request.on('error', (error) => (cutAfter === undefined ? reject(error) : resolve(null)))
    if (cutAfter === undefined) return void request.end(body)
    const cut = () => request.destroy(new Error('cut'))
    if (cutAfter === 0) return (void request.flushHeaders(), void setImmediate(cut))
    request.write(body!.subarray(0, cutAfter), cut)
  })
}

/** Brings a question in the voice of whoever asks. */
export function bringsVoice(
  asker: Asker,
  body: Uint8Array<ArrayBuffer> | string,
  { seconds, headers = {} }: { seconds?: number | string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${asker.at.url}/api/kits/voice${seconds === undefined ? '' : `?seconds=${seconds}`}`, {
    method: 'POST',
    headers: { ...asker.headers, 'content-type': 'application/octet-stream', ...headers },
    body,
  })
}

/** The id of a voice that was taken in. */
export async function voiceOf(asker: Asker, body: Uint8Array<ArrayBuffer>, seconds?: number): Promise<string> {
  const answer = await bringsVoice(asker, body, seconds === undefined ? {} : { seconds })
  if (answer.status !== 201) throw new Error(`It was answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}
