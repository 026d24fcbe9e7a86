// @vitest-environment node
import 'fake-indexeddb/auto'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openPartStore, type PartStore } from './part-store'
import { makeTus } from './tus'
import { startUploader, type Uploader, type UploaderNews } from './uploader'

const AUTHORIZATION = 'Candidate key'

/** What happens to the next PATCH. */
type Mishap =
  /** The line is cut after so many bytes of the body, which the server has taken in. */
  | { readonly cutAfter: number }
  /** All arrives, and the answer is lost. */
  | 'answer lost'
  | { readonly status: number }

/** A server that speaks the core of tus, takes in what arrives, and can be mishandled. */
async function aServer() {
  const takes = new Map<string, { bytes: Buffer; sha256: string | null }>()
  const mishaps: Mishap[] = []
  let isDark = false
  const seen: string[] = []
  let atOnce = 0
  let mostAtOnce = 0

  const server: Server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.headers.authorization} ${request.headers['tus-resumable']}`)
    if (isDark) return void request.socket.destroy()
    const take = takes.get(request.url!.split('/').at(-1)!)
    if (!take) return void response.writeHead(404).end()
    if (request.method === 'HEAD') return void response.writeHead(200, { 'upload-offset': take.bytes.length }).end()
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    try {
      const mishap = mishaps.shift()
      if (typeof mishap === 'object' && 'status' in mishap) return void response.writeHead(mishap.status).end()
      if (Number(request.headers['upload-offset']) !== take.bytes.length) return void response.writeHead(409).end()
      let room = typeof mishap === 'object' ? mishap.cutAfter : Infinity
      for await (const chunk of request as AsyncIterable<Buffer>) {
        take.bytes = Buffer.concat([take.bytes, chunk.subarray(0, room)])
        room -= chunk.length
        if (room <= 0) return void request.socket.destroy()
      }
      if (mishap === 'answer lost') return void request.socket.destroy()
      response.writeHead(204, { 'upload-offset': take.bytes.length }).end()
    } finally {
      atOnce -= 1
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    takes,
    /** It has everything of a take and has not read it yet. */
    isComparing: false,
    mishaps,
    seen,
    mostAtOnce: () => mostAtOnce,
    goesDark: (dark: boolean) => (isDark = dark),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

let server: Awaited<ReturnType<typeof aServer>>
let store: PartStore
let count = 0
let interviewId = ''

beforeEach(async () => {
  server = await aServer()
  interviewId = `interview-${(count += 1)}`
  store = await openPartStore(`uploads-${count}`)
})
afterEach(() => {
  store.close()
  server.close()
})

/** A tab of the candidate's browser that has the room open. */
function aTab(pause: (failures: number) => number = () => 10) {
  const news: UploaderNews[] = []
  const stopped = new AbortController()
  const told: string[] = []
  const uploader: Uploader = startUploader({
    interviewId,
    store,
    tus: makeTus(AUTHORIZATION, stopped.signal),
    tellEnd: async ({ answerId, bytes, sha256 }) => {
      told.push(answerId)
      const take = server.takes.get(answerId)!
      take.sha256 = sha256
      if (take.bytes.length < bytes || (server.isComparing && take.bytes.length === bytes)) return 'SENDING'
      return createHash('sha256').update(take.bytes).digest('hex') === sha256 ? 'KEPT' : 'LOST'
    },
    tell: (told) => news.push(told),
    locks: navigator.locks,
    channel: new BroadcastChannel(`room-${interviewId}`),
    pause,
  })
  const close = () => {
    uploader.stop()
    stopped.abort()
  }
  onTestFinished(close)
  return { uploader, news, told, close, latest: () => news.at(-1) }
}

const part = (size = 20_000) => new Uint8Array(randomBytes(size))

async function begins(answerId = 'take-1') {
  server.takes.set(answerId, { bytes: Buffer.alloc(0), sha256: null })
  await store.begin({
    answerId,
    interviewId,
    questionId: 'why',
    uploadUrl: `${server.url}/api/interview/uploads/${answerId}`,
    contentType: 'audio/webm',
  })
}

const eventually = (look: () => unknown) => vi.waitFor(look, { timeout: 20_000, interval: 20 })
const has = (answerId: string, bytes: Uint8Array[]) =>
  eventually(() => expect(server.takes.get(answerId)!.bytes.equals(Buffer.concat(bytes))).toBe(true))
const isGone = (answerId: string) => eventually(async () => expect(await store.take(answerId)).toBeUndefined())

test('a take is sent while it is recorded, and let go once the server has kept it', async () => {
  const tab = aTab()
  await begins()
  const parts = [part(), part(), part()]
  for (const [place, each] of parts.entries()) {
    await store.append('take-1', each, 2)
    tab.uploader.wake()
    await has('take-1', parts.slice(0, place + 1))
  }
  expect(tab.told).toEqual([])
  await store.end('take-1')
  tab.uploader.wake()
  await isGone('take-1')
  await eventually(() => expect(tab.latest()).toEqual({ takes: [], obstacle: null, unwanted: [] }))
  expect(new Set(server.seen.map((each) => each.replace(/^\w+ /, '')))).toEqual(new Set(['Candidate key 1.0.0']))
})

test('whatever happens on the way, each byte arrives once', async () => {
  await begins()
  const parts = Array.from({ length: 12 }, () => part(50_000))
  server.mishaps.push(
    { cutAfter: 0 },
    { cutAfter: 17_001 },
    'answer lost',
    { status: 503 },
    { cutAfter: 1 },
    { status: 409 },
    'answer lost',
    { status: 429 },
  )
  for (const each of parts) await store.append('take-1', each, 2)
  await store.end('take-1')
  aTab()
  await isGone('take-1')
  expect(server.takes.get('take-1')!.bytes.equals(Buffer.concat(parts))).toBe(true)
  expect(server.mishaps).toEqual([])
})

test('a line that is cut fifty times, at any place, costs and doubles no byte', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  let state = seed
  const below = (end: number) => (state = (state * 48_271 + 11) % 2_147_483_647) % end
  const parts = Array.from({ length: 50 }, () => part(60_000 + below(60_000)))
  server.mishaps.push(
    ...Array.from({ length: 50 }, () => (below(4) === 0 ? ('answer lost' as const) : { cutAfter: below(20_000) })),
  )
  await begins()
  const tab = aTab(() => 1)
  for (const each of parts) {
    await store.append('take-1', each, 2)
    tab.uploader.wake()
  }
  await store.end('take-1')
  tab.uploader.wake()
  await isGone('take-1')
  expect(server.takes.get('take-1')!.bytes.equals(Buffer.concat(parts)), `SEED=${seed}`).toBe(true)
  expect(server.mishaps).toEqual([])
})

test('a new page goes on where the server stands', async () => {
  const first = aTab()
  await begins()
  const parts = [part(), part()]
  await store.append('take-1', parts[0]!, 2)
  first.uploader.wake()
  await has('take-1', parts.slice(0, 1))
  first.close()
  await store.append('take-1', parts[1]!, 2)
  await store.end('take-1')
  aTab()
  await isGone('take-1')
  expect(server.takes.get('take-1')!.bytes.equals(Buffer.concat(parts))).toBe(true)
})

test('while the line is gone the page knows, and it goes on by itself', async () => {
  const pauses: number[] = []
  // Nobody would wait for so long.
  const tab = aTab((failures) => (pauses.push(failures), failures < 3 ? 10 : 1_000_000))
  server.goesDark(true)
  await begins()
  await store.append('take-1', part(), 2)
  tab.uploader.wake()
  await eventually(() => expect(tab.latest()?.obstacle).toBe('LINE'))
  await eventually(() => expect(tab.latest()?.takes).toMatchObject([{ answerId: 'take-1', bytes: 20_000, sent: 0 }]))
  await eventually(() => expect(pauses).toEqual([1, 2, 3]))
  tab.uploader.wake()
  server.goesDark(false)
  expect(pauses).toEqual([1, 2, 3])
  await store.end('take-1')
  tab.uploader.tryNow()
  await isGone('take-1')
  await eventually(() => expect(tab.latest()?.obstacle).toBeNull())
})

test('one tab sends, the others wait; one that asks for it takes over', async () => {
  const first = aTab()
  await eventually(() => expect(first.news.length).toBeGreaterThan(0))
  const second = aTab()
  await eventually(() => expect(second.latest()?.obstacle).toBe('ELSEWHERE'))
  // The second tab records; the first sends what it stores.
  await begins()
  const parts = [part(), part()]
  await store.append('take-1', parts[0]!, 2)
  second.uploader.wake()
  await has('take-1', parts.slice(0, 1))
  await eventually(() => expect(first.latest()?.takes).toMatchObject([{ answerId: 'take-1', sent: 20_000 }]))

  second.uploader.takeOver()
  await eventually(() => expect(first.latest()?.obstacle).toBe('ELSEWHERE'))
  await store.append('take-1', parts[1]!, 2)
  await store.end('take-1')
  second.uploader.wake()
  await isGone('take-1')
  expect(second.told).toContain('take-1')
  expect(first.told).toEqual([])
  expect(server.mostAtOnce()).toBe(1)
})

test('the tab that waits sends as soon as the other is closed', async () => {
  const first = aTab()
  await eventually(() => expect(first.news.length).toBeGreaterThan(0))
  aTab()
  await begins()
  await store.append('take-1', part(), 2)
  await store.end('take-1')
  first.close()
  await isGone('take-1')
})

test('what the server does not want any more holds up nothing, is told, and stays on the device', async () => {
  await begins()
  await store.append('take-1', part(), 2)
  server.takes.delete('take-1')
  await begins('take-2')
  await store.append('take-2', part(), 2)
  await store.end('take-2')
  const tab = aTab()
  await isGone('take-2')
  await eventually(() => expect(tab.latest()).toEqual({ takes: [], obstacle: null, unwanted: ['take-1'] }))
  expect(await store.take('take-1')).toBeDefined()
})

test('while the server compares, nobody is told that the line is gone', async () => {
  server.isComparing = true
  await begins()
  await store.append('take-1', part(), 2)
  await store.end('take-1')
  const tab = aTab(() => 1)
  await eventually(() => expect(tab.told.length).toBeGreaterThan(3))
  expect(new Set(tab.news.map(({ obstacle }) => obstacle))).toEqual(new Set([null]))
  expect(await store.take('take-1')).toBeDefined()
  server.isComparing = false
  await isGone('take-1')
})

test('a key that opens nothing any more is told', async () => {
  await begins()
  await store.append('take-1', part(), 2)
  server.mishaps.push({ status: 401 })
  const tab = aTab()
  await eventually(() => expect(tab.news.map(({ obstacle }) => obstacle)).toContain('KEY_UNKNOWN'))
})
