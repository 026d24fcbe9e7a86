// @vitest-environment node
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSchema, parse, type ExecutionResult } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { createGraph, type Graph } from './graph'
import { Declined } from './ask'
import { createPersonalGraph } from './personal-graph'

const emailSent = parse('subscription EmailSent($after: String) { emailSent(after: $after) { cursor } }')
const interviews = parse('query Interviews { interviews }')

let http: Server
let sockets: WebSocketServer
let graph: Graph
let askedAfter: unknown[]
let greetings: unknown[]
let questions: number
/** What came with the last question. */
let brought: IncomingHttpHeaders
/** What the server says instead of an answer. */
let said: { status: number; body: string } | null
/** Who wants to know that a person looks at the page again. */
let looks: (() => void)[]

/** A server that answers each subscription with one event and then stays silent. */
async function* oneEvent(after: unknown): AsyncGenerator<ExecutionResult> {
  yield { data: { emailSent: { cursor: after ? 'c2' : 'c1' } } }
  await new Promise(() => undefined)
}

beforeEach(async () => {
  askedAfter = []
  greetings = []
  questions = 0
  said = null
  http = createServer((request, response) => {
    request.resume()
    questions += 1
    brought = request.headers
    if (said) return void response.writeHead(said.status).end(said.body)
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { interviews: questions } }))
  })
  sockets = new WebSocketServer({ server: http, path: '/graphql' })
  useServer(
    {
      schema: buildSchema('type Query { a: Int }'),
      onConnect: ({ connectionParams }) => void greetings.push(connectionParams),
      onSubscribe: (_, __, { variables }) => {
        askedAfter.push(variables?.after)
        return { schema: buildSchema('type Query { a: Int }'), document: emailSent, variableValues: variables ?? {} }
      },
      subscribe: (args) => oneEvent((args.variableValues as { after?: unknown }).after),
    },
    sockets,
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`
  vi.stubGlobal('location', { protocol: 'http:', host })
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  looks = []
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => looks.push(listener),
    removeEventListener: () => undefined,
  })
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(new URL(path, `http://${host}`), init))
  graph = createGraph()
})

afterEach(async () => {
  graph.closeSocket()
  graph.client.stop()
  for (const socket of sockets.clients) socket.terminate()
  await new Promise((resolve) => http.close(resolve))
  vi.unstubAllGlobals()
})

test('a socket that is closed while it waits for another try waits no longer', async () => {
  const [added, removed] = [vi.fn(), vi.fn()]
  vi.stubGlobal('addEventListener', added)
  vi.stubGlobal('removeEventListener', removed)
  const waits = ({ mock }: typeof added) => mock.calls.filter(([name]) => name === 'online').length
  graph.openSocket()
  await vi.waitFor(() => expect(graph.connection.value).toBe('live'))
  for (const socket of sockets.clients) socket.terminate()
  // One listens as long as the socket is open, the other one is the pause.
  await vi.waitFor(() => expect(waits(added)).toBe(2))
  expect(waits(removed)).toBe(0)
  graph.closeSocket()
  expect(waits(removed)).toBe(2)
})

test('after a lost line the client says where it was, asks its questions again and shows how it stands', async () => {
  const cursors: string[] = []
  graph.client.subscribe({ query: emailSent }).subscribe(({ data }) => cursors.push(data.emailSent.cursor))
  const answers: number[] = []
  graph.client.watchQuery({ query: interviews }).subscribe(({ data }) => answers.push(data.interviews))
  await vi.waitFor(() => expect([cursors, answers, graph.connection.value]).toEqual([['c1'], [1], 'live']))

  for (const socket of sockets.clients) socket.terminate()
  await vi.waitFor(() => expect(graph.connection.value).toBe('reconnecting'))

  await vi.waitFor(
    () =>
      expect([cursors, answers]).toEqual([
        ['c1', 'c2'],
        [1, 2],
      ]),
    { timeout: 5_000 },
  )
  expect(askedAfter).toEqual([undefined, 'c1'])
  expect(graph.connection.value).toBe('live')
  expect(greetings).toEqual([undefined, undefined])
})

test('who has missed more than is replayed listens from now on, and asks for what is true', async () => {
  const cursors: string[] = []
  graph.client.subscribe({ query: emailSent }).subscribe(({ data }) => cursors.push(data.emailSent.cursor))
  const answers: number[] = []
  graph.client.watchQuery({ query: interviews }).subscribe(({ data }) => answers.push(data.interviews))
  await vi.waitFor(() => expect(cursors).toEqual(['c1']))
  for (const socket of sockets.clients) socket.close(1013, 'Ask again')
  await vi.waitFor(() => expect(askedAfter).toEqual([undefined, undefined]), { timeout: 5_000 })
  await vi.waitFor(() => expect(answers).toEqual([1, 2]), { timeout: 5_000 })
})

test('many wishes to ask again are one round of questions', async () => {
  const answers: number[] = []
  graph.client.watchQuery({ query: interviews }).subscribe(({ data }) => answers.push(data.interviews))
  await vi.waitFor(() => expect(answers).toEqual([1]))
  for (let n = 0; n < 40; n += 1) graph.askAgain()
  await vi.waitFor(() => expect(answers).toEqual([1, 2]))
  expect(questions).toBe(2)
})

test('who looks again after a long silence gets a new line at once, and not after the next ping', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    graph.openSocket()
    await vi.waitFor(() => expect(graph.connection.value).toBe('live'))
    for (const look of looks) look()
    expect(graph.connection.value).toBe('live')
    vi.setSystemTime(Date.now() + 3_600_000)
    for (const look of looks) look()
    await vi.waitFor(() => expect(graph.connection.value).toBe('reconnecting'))
    await vi.waitFor(() => expect(graph.connection.value).toBe('live'), { timeout: 5_000 })
  } finally {
    vi.useRealTimers()
  }
})

test('the end of a session on the socket is told once it happens', async () => {
  const onDenied = vi.fn<() => void>()
  const denied = createGraph({ onDenied })
  denied.openSocket()
  await vi.waitFor(() => expect(denied.connection.value).toBe('live'))
  for (const socket of sockets.clients) socket.close(4403, 'Forbidden')
  await vi.waitFor(() => expect(onDenied).toHaveBeenCalled())
  denied.closeSocket()
})

test('who comes by a link brings the key along, on both lines, and hears what was missed meanwhile', async () => {
  const personal = createPersonalGraph('Candidate key')
  expect(await personal.ask({ name: 'Interviews', text: 'query Interviews { interviews }' }, {})).toEqual({
    interviews: 1,
  })
  expect(brought).toMatchObject({ authorization: 'Candidate key', 'content-type': 'application/json' })
  const cursors: string[] = []
  personal.listen<{ emailSent: { cursor: string } }, object>(
    { name: 'EmailSent', text: 'subscription EmailSent { a }' },
    { next: ({ emailSent }) => cursors.push(emailSent.cursor), ended: () => undefined },
  )
  await vi.waitFor(() => expect(cursors).toEqual(['c1']))
  for (const socket of sockets.clients) socket.terminate()
  await vi.waitFor(() => expect(cursors).toEqual(['c1', 'c2']), { timeout: 5_000 })
  expect(askedAfter).toEqual([undefined, 'c1'])
  expect(greetings).toEqual([{ authorization: 'Candidate key' }, { authorization: 'Candidate key' }])
  personal.closeSocket()
})

test.each([
  [
    { status: 200, body: '{"data":{"a":null},"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}' },
    ['UNAUTHENTICATED'],
  ],
  [{ status: 401, body: '{"errors":[{"message":"no"}]}' }, [undefined]],
  [{ status: 502, body: '<h1>Bad gateway</h1>' }, []],
])('a "no" of the server to who comes by a link tells its status and its codes: %j', async (no, codes) => {
  said = no
  const failure = await createPersonalGraph('Candidate key')
    .ask({ name: 'Interviews', text: 'query Interviews { interviews }' }, {})
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Declined)
  expect(failure).toMatchObject({ status: no.status, codes })
})
