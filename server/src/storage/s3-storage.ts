import { createHash } from 'node:crypto'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { faultOf, silenceOf } from './s3-fault.ts'
import { placeOf, StorageError, type ByteRange, type Storage } from './storage.ts'

/** A bucket of an S3-compatible service, and who we are there. */
export interface S3Settings {
  /** Such as `https://s3.eu-north-1.amazonaws.com`, without a slash at the end. It is the operator's word: it may be private. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** What names of objects begin with, without slashes around it; '' for nothing. */
  readonly prefix: string
  /** Where the bucket is named: in the path, or in the host before that of the endpoint. */
  readonly addressing: 'path' | 'host'
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** In milliseconds, unless said otherwise. A page gives a request up after a minute; whatever fails here fails before. */
export interface S3Limits {
  /** Until a connection stands, encrypted where it is to be. */
  readonly connect: number
  /** Without a byte in either direction. */
  readonly idle: number
  /** For keeping or removing an object, with every try. */
  readonly whole: number
  /** How often something is tried. */
  readonly tries: number
  /** Before the second try; four times as long before each further one, half of it chance. */
  readonly backOff: number
  /** How many connections keep or remove at the same time; the others wait in line. */
  readonly connections: number
  /** How many bytes may wait here, of all objects on their way. */
  readonly mostBytes: number
}

const usual: S3Limits = {
  connect: 5_000,
  idle: 15_000,
  whole: 45_000,
  tries: 4,
  backOff: 200,
  connections: 64,
  mostBytes: 256 * 1024 * 1024,
}

/** How much of a refusal is read. */
const longestRefusal = 64 * 1024

/** No answer came in time. */
class NoAnswer extends Error {
  readonly code = 'TIMEOUT'
}

interface Asked {
  method: 'GET' | 'PUT' | 'DELETE'
  url: string
  headers?: Record<string, string>
  body?: { pieces: readonly Uint8Array[]; size: number; sha256: string }
  signal?: AbortSignal | undefined
}

const nothing = createHash('sha256').digest('hex')

/**
 * Keeps objects in a bucket of a service that speaks the S3 API. An object is small enough to be held here while it is on its
 * way: its digest is part of the signature, so it has to be known first, and a try that failed can be made again.
 * @param lookup how names become addresses; the system's way where left out
 * @param now what time it is: it is signed with
 */
export function makeS3Storage(
  settings: S3Settings,
  { lookup, now = () => new Date(), ...wished }: Partial<S3Limits> & { lookup?: LookupFunction; now?: () => Date } = {},
): Storage {
  const limits = { ...usual, ...wished }
  const { endpoint, bucket, prefix, region } = settings
  const base = new URL(endpoint)
  const { Agent, request: open } = base.protocol === 'https:' ? https : http
  const agents = {
    writing: new Agent({ keepAlive: true, maxSockets: limits.connections }),
    // Somebody who plays may take their time, and must not keep others from being recorded.
    reading: new Agent({ keepAlive: true }),
  }
  const bucketUrl =
    settings.addressing === 'path'
      ? `${endpoint}/${bucket}`
      : `${base.protocol}//${bucket}.${base.host}${base.pathname.replace(/\/$/, '')}`
  const urlOf = (key: string) => `${bucketUrl}/${prefix && `${prefix}/`}${placeOf(key)}`
  /** One for each day, so that it is not derived anew for each request. */
  let signingKeys: { day: string; keys: Map<string, ArrayBuffer> } = { day: '', keys: new Map() }
  let waiting = 0

  async function signed({ method, url, headers, body }: Asked): Promise<Record<string, string>> {
    const datetime = now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, '')
    const day = datetime.slice(0, 8)
    if (signingKeys.day !== day) signingKeys = { day, keys: new Map() }
    const { accessKeyId, secretAccessKey } = settings
    const signer = new AwsV4Signer({
      method,
      url,
      headers: { ...headers, 'x-amz-content-sha256': body?.sha256 ?? nothing },
      accessKeyId,
      secretAccessKey,
      service: 's3',
      region,
      datetime,
      cache: signingKeys.keys,
    })
    return Object.fromEntries((await signer.sign()).headers)
  }

  /** Asks once. @throws StorageError where no answer came; what it says is for whoever asked */
  async function ask(asked: Asked): Promise<IncomingMessage> {
    const { method, url, body, signal } = asked
    const headers = await signed(asked)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = open(url, {
        method,
        agent: method === 'GET' ? agents.reading : agents.writing,
        headers: {
          ...headers,
          'accept-encoding': 'identity',
          'user-agent': 'Greenroom',
          ...(body ? { 'content-length': body.size } : {}),
        },
        ...(lookup ? { lookup } : {}),
        ...(signal ? { signal } : {}),
      })
      const giveUp = () => void request.destroy(new NoAnswer('There was no answer in time.'))
      request.on('socket', (socket) => limitConnecting(socket, giveUp))
      request.setTimeout(limits.idle, giveUp)
      request.on('error', reject)
      request.on('response', resolve)
      for (const piece of body?.pieces ?? []) request.write(piece)
      request.end()
    }).catch((error: unknown) => {
      if (signal?.aborted && (signal.reason as Error).name !== 'TimeoutError') throw signal.reason
      throw silenceOf(settings, signal?.aborted ? new NoAnswer('There was no answer in time.') : error)
    })
    return answer
  }

  function limitConnecting(socket: Socket & { encrypted?: boolean }, giveUp: () => void): void {
    if (!socket.connecting) return
    const timer = setTimeout(giveUp, limits.connect)
    const stop = () => clearTimeout(timer)
    socket.once(socket.encrypted ? 'secureConnect' : 'connect', stop)
    socket.once('close', stop)
  }

  /** What a service says that is not what was asked for. */
  async function refusal(answer: IncomingMessage): Promise<StorageError> {
    let body = ''
    try {
      for await (const piece of answer.setEncoding('utf8')) {
        body += piece
        if (body.length > longestRefusal) break
      }
    } catch {
      // What came of it has to do.
    }
    const { date, 'x-amz-bucket-region': bucketRegion } = answer.headers
    return faultOf(
      { endpoint, bucket, region, now: now() },
      { status: answer.statusCode ?? 0, body, date, bucketRegion: bucketRegion?.toString() },
    )
  }

  /** Asks until there is an answer that counts, or too often. */
  async function settle(asked: Asked, isDone: (status: number) => boolean): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(limits.whole), ...(asked.signal ? [asked.signal] : [])])
    for (let failures = 1; ; failures++) {
      try {
        const answer = await ask({ ...asked, signal })
        if (!isDone(answer.statusCode!)) throw await refusal(answer)
        // Read to its end, its connection serves the next one.
        answer.resume()
        return
      } catch (error) {
        if (!mayPass(error) || failures >= limits.tries || signal.aborted) throw error
      }
      await rest(failures, signal)
    }
  }

  /** Before the next try; a signal ends it early, and the try says so. */
  async function rest(failures: number, signal: AbortSignal | undefined): Promise<void> {
    const milliseconds = limits.backOff * 4 ** (failures - 1) * (0.5 + Math.random() / 2)
    await pause(milliseconds, undefined, signal ? { signal } : {}).catch(() => {})
  }

  async function* bytesOf(url: string, range?: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    let at = range?.first ?? 0
    let failures = 0
    for (;;) {
      try {
        const isStretch = range !== undefined || at > 0
        const headers = isStretch ? { range: `bytes=${at}-${range?.last ?? ''}` } : undefined
        const answer = await ask({ method: 'GET', url, signal, ...(headers ? { headers } : {}) })
        // What lies behind the end is nothing.
        if (answer.statusCode === 416) return void answer.resume()
        if (answer.statusCode !== 200 && answer.statusCode !== 206) throw await refusal(answer)
        if (isStretch && !answer.headers['content-range']?.startsWith(`bytes ${at}-`)) {
          answer.destroy()
          throw new StorageError(
            'SETTINGS',
            'RANGE_IGNORED',
            `${endpoint} does not give the stretch that was asked for.`,
          )
        }
        const end = at + Number(answer.headers['content-length'] ?? 0)
        for await (const piece of answer as AsyncIterable<Buffer>) {
          at += piece.length
          // Whoever gives something is there, however often they are cut off.
          failures = 0
          yield piece
        }
        // A line that was closed while nobody read is told as an end.
        if (at >= end) return
        throw new Error('The answer ended before its end.')
      } catch (caught) {
        if (signal?.aborted) throw signal.reason
        const error = caught instanceof StorageError ? caught : silenceOf(settings, caught)
        if (!mayPass(error) || ++failures >= limits.tries) throw error
        await rest(failures, signal)
      }
      if (range && at > range.last) return
    }
  }

  return {
    place: `s3://${bucket}${prefix && `/${prefix}`} at ${endpoint}`,
    async put(key, bytes) {
      const url = urlOf(key)
      const hash = createHash('sha256')
      const pieces: Uint8Array[] = []
      let size = 0
      try {
        for await (const piece of bytes) {
          size += piece.length
          waiting += piece.length
          if (waiting > limits.mostBytes)
            throw new StorageError(
              'BUSY',
              'BUSY',
              'Too much waits here to be sent to the service. It may be slow, or out of order.',
            )
          hash.update(piece)
          pieces.push(piece)
        }
        const body = { pieces, size, sha256: hash.digest('hex') }
        await settle({ method: 'PUT', url, body }, (status) => status === 200)
        return size
      } finally {
        waiting -= size
      }
    },
    read: (key, range, stopped) => bytesOf(urlOf(key), range, stopped),
    async remove(key) {
      await settle({ method: 'DELETE', url: urlOf(key) }, (status) => status === 204 || status === 200).catch(
        (error: unknown) => {
          if (!(error instanceof StorageError && error.fault === 'MISSING')) throw error
        },
      )
    },
    probe: (stopped) =>
      settle(
        { method: 'GET', url: `${bucketUrl}?list-type=2&max-keys=1`, signal: stopped },
        (status) => status === 200,
      ),
  }
}

const mayPass = (error: unknown): boolean => error instanceof StorageError && error.fault === 'UNREACHABLE'
