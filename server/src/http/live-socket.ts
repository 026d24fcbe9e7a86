import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  GraphQLError,
  createSourceEventStream,
  execute,
  getOperationAST,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'

import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { TokenBudgets } from '../api-tokens/token-budgets.ts'
import { socketsPerToken } from '../api-tokens/token-limits.rules.ts'
import { ListenerTooSlow, NothingToTell, type Hint, type LiveHub } from '../dashboard/live-hub.ts'
import type { Onlookers } from '../dashboard/onlookers.ts'
import type { Asker, KeyHolder, TokenHolder } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import { KnownFailure } from '../shared/errors.ts'
import { kindsOf } from '../shared/graphql/access.ts'
import { Context } from '../shared/graphql/context.ts'
import type { Logger } from '../shared/log.ts'
import { costIn } from './cost.ts'
import { formatFailure } from './failures.ts'
import {
  largestBody,
  largestDocument,
  messagesPerSocket,
  socketLifetime,
  socketRules,
  socketsPerProcess,
  subscriptionsPerSocket,
} from './limits.ts'
import { waitsFor } from './token-limits.ts'

/** How long rights that were just read are believed on a socket, in milliseconds. */
const rightsBelieved = 1000
/** How long a listener may take to say goodbye, in milliseconds. */
const farewell = 1000
/** Close codes: rights are gone; ask again from the start. */
const unauthorized = 4401
const askAgain = 1013
const goingAway = 1001
/** What a browser says when a page is closed, or ends its connection itself. */
const goodbyes: readonly number[] = [1000, goingAway]
/** Policy violation (RFC 6455 section 7.4.1). */
const tooMany = 1008
/** As 429 says it over HTTP. */
const tooManySockets = 4429

/** The context of a listener; it knows the hub that its subscriptions listen to. */
class ListeningContext extends Context {
  constructor(
    database: Database,
    clock: Clock,
    asker: Asker,
    readonly hub: LiveHub,
    readonly onlookers: Onlookers,
    requestId: string,
  ) {
    super(database, clock, asker, null, new Headers(), requestId)
  }
}

interface Parts {
  server: Server
  schema: GraphQLSchema
  hub: LiveHub
  database: Database
  clock: Clock
  log: Logger
  askerOf: (headers: Headers) => Promise<Asker>
  /** What programs may use. */
  budgets: TokenBudgets
  /** Hears of who of a company looks at which interview. */
  onlookers: Onlookers
  /** Hears of each socket of a candidate's page; what it gives back hears of its end. */
  pageOpened: (holder: KeyHolder) => (saidGoodbye: boolean) => void
  /** Origins whose pages may open a socket; a program without an Origin may too. */
  origins: ReadonlySet<string>
}

/** What a socket knows of who listens; empty until they have said so. */
interface Listening extends Record<PropertyKey, unknown> {
  rights?: { asker: Asker; readAt: number }
  headers?: Headers
}
type Listener = Extra & Partial<Listening>

/**
 * Subscriptions over `graphql-transport-ws` at /graphql, and nothing but subscriptions. Every event is read afresh
 * with the rights that the listener has at that moment; who stops reading is told to ask again.
 */
export function openLiveSocket(parts: Parts): { close(): Promise<void> } {
  const { server, schema, hub, database, clock, log } = parts
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestBody, perMessageDeflate: false })

  /** How many sockets each token has open here. */
  const ofToken = new Map<string, number>()

  const currentAsker = async (extra: Listener): Promise<Asker> => {
    const now = performance.now()
    if (!extra.rights || now - extra.rights.readAt > rightsBelieved)
      extra.rights = { asker: await parts.askerOf(extra.headers ?? new Headers()), readAt: now }
    return extra.rights.asker
  }

  const contextFor = async (extra: Listener, requestId: string) =>
    new ListeningContext(database, clock, await currentAsker(extra), hub, parts.onlookers, requestId)

  /** Counts the sockets of a token in this process, and closes one too many. */
  function hasRoom({ socket }: Listener, { id }: TokenHolder): boolean {
    const open = (ofToken.get(id) ?? 0) + 1
    if (open > socketsPerToken) {
      socket.close(tooManySockets, `A token holds at most ${socketsPerToken} sockets`)
      return false
    }
    if (socket.readyState === socket.CLOSED) return false
    ofToken.set(id, open)
    socket.once('close', () => {
      const left = ofToken.get(id)! - 1
      if (left > 0) ofToken.set(id, left)
      else ofToken.delete(id)
    })
    return true
  }

  /** Ends the socket of a program when its token is revoked, wherever that is done, though nothing happens to tell it. */
  function closeOnceRevoked({ socket }: Listener, { companyId, id }: TokenHolder): void {
    const revoked = hub.listen(companyId, ({ topic, subjectId }) => topic === 'viewerChanged' && subjectId === id, null)
    socket.once('close', () => void revoked.return?.())
    if (socket.readyState === socket.CLOSED) void revoked.return?.()
    revoked.next().then(
      ({ done }) => (done ? undefined : socket.close(unauthorized, 'Unauthorized')),
      () => socket.close(askAgain, 'Ask again'),
    )
  }

  /** Runs the operation once for one event. Null where there is nothing to tell this listener. */
  async function answer(extra: Listener, args: ExecutionArgs, hint: Hint): Promise<ExecutionResult | null> {
    const requestId = randomUUID()
    // It tells of the listener's own rights: what was read a moment ago is what has changed.
    if (hint.topic === 'viewerChanged') delete extra.rights
    const context = await contextFor(extra, requestId)
    if (context.asker.kind === 'NOBODY') {
      extra.socket.close(unauthorized, 'Unauthorized')
      return null
    }
    try {
      const result = await execute({ ...args, rootValue: hint, contextValue: context })
      if (result.errors?.some((error) => error.originalError instanceof NothingToTell)) return null
      return masked(result, requestId)
    } finally {
      await context.close()
    }
  }

  /**
   * What a listener is told. Not a generator: that one would wait for its next event before it lets itself be ended,
   * and who has long gone would stay in the hub until then.
   */
  function answers(
    extra: Listener,
    args: ExecutionArgs,
    hints: AsyncIterableIterator<Hint>,
  ): AsyncIterableIterator<ExecutionResult> {
    return {
      async next() {
        try {
          for (;;) {
            const { value: hint, done } = await hints.next()
            if (done) return { value: undefined, done: true }
            const result = await answer(extra, args, hint)
            if (result) return { value: result, done: false }
          }
        } catch (error) {
          if (!(error instanceof ListenerTooSlow)) log.error({ err: error }, 'a subscription failed')
          await hints.return?.()
          extra.socket.close(askAgain, 'Ask again')
          return { value: undefined, done: true }
        }
      },
      async return() {
        await hints.return?.()
        return { value: undefined, done: true }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  /** The failure as the world sees it. The library sends errors of its own class only, and closes the socket on others. */
  const maskedError = (error: unknown, requestId: string): GraphQLError => {
    const { message, path, extensions } = formatFailure(error, log, requestId)
    const nodes = (error instanceof GraphQLError && error.nodes) || null
    return new GraphQLError(message, { nodes, path: path ?? null, extensions: extensions ?? null })
  }

  const masked = (result: ExecutionResult, requestId: string): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map((error) => maskedError(error, requestId)) } : result

  const served = useServer<{ authorization?: unknown }, Listening>(
    {
      schema,
      connectionInitWaitTimeout: 5000,
      async onConnect({ connectionParams, extra }) {
        const headers = new Headers()
        const { authorization } = connectionParams ?? {}
        if (typeof authorization === 'string') headers.set('authorization', headerText(authorization))
        else if (extra.request.headers.cookie) headers.set('cookie', extra.request.headers.cookie)
        extra.headers = headers
        const asker = await currentAsker(extra)
        // Who hung up while we asked who they are has had their end already.
        if (asker.kind === 'CANDIDATE' && extra.socket.readyState !== extra.socket.CLOSED) {
          const ended = parts.pageOpened(asker)
          extra.socket.once('close', (code) => ended(goodbyes.includes(code)))
        }
        if (asker.kind === 'TOKEN') {
          if (!hasRoom(extra, asker)) return false
          closeOnceRevoked(extra, asker)
        }
        return asker.kind !== 'NOBODY'
      },
      async onSubscribe(socket, _id, payload) {
        const requestId = randomUUID()
        const refuse = (...errors: unknown[]) => errors.map((error) => maskedError(error, requestId))
        if (Object.keys(socket.subscriptions).length > subscriptionsPerSocket)
          return refuse(
            new KnownFailure('RATE_LIMITED', `A socket holds at most ${subscriptionsPerSocket} subscriptions.`),
          )
        try {
          const document = parse(payload.query, { maxTokens: largestDocument })
          const errors = validate(schema, document, socketRules)
          if (errors.length > 0) return refuse(...errors)
          const operation = getOperationAST(document, payload.operationName)
          if (operation?.operation !== 'subscription')
            return refuse(new KnownFailure('BAD_USER_INPUT', 'The socket takes subscriptions; send the rest by POST.'))
          const asker = await currentAsker(socket.extra)
          if (asker.kind === 'TOKEN') {
            const { budgets } = parts
            const cost = costIn(schema, document, operation)
            const { isGranted, standing } = await budgets.spend(asker, { requests: 1, cost })
            if (!isGranted) return refuse(waitsFor(budgets, standing.left.requests < 1 ? 'requests' : 'cost'))
          }
          return {
            schema,
            document,
            operationName: payload.operationName ?? null,
            variableValues: payload.variables ?? null,
            contextValue: socket.extra,
          } as never
        } catch (error) {
          return refuse(error)
        }
      },
      async subscribe(args) {
        const extra = args.contextValue as Listener
        const requestId = randomUUID()
        const source = await createSourceEventStream({
          ...args,
          contextValue: await contextFor(extra, requestId),
        } as ExecutionArgs)
        if (!(Symbol.asyncIterator in source)) return masked(source, requestId)
        return answers(extra, args as ExecutionArgs, source as AsyncIterableIterator<Hint>)
      },
      onClose({ extra }) {
        log.debug({ asker: kindsOf(extra.rights?.asker ?? { kind: 'NOBODY' }).join(' ') }, 'socket closed')
      },
    },
    sockets,
  )

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until the socket is handed over nobody else listens to its errors, and an unheard one would end the process.
    socket.on('error', () => socket.destroy())
    const { origin } = request.headers
    if (request.url?.split('?', 1)[0] !== '/graphql') return refuseUpgrade(socket, '404 Not Found')
    if (origin !== undefined && !parts.origins.has(origin)) return refuseUpgrade(socket, '403 Forbidden')
    if (sockets.clients.size >= socketsPerProcess) return refuseUpgrade(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (opened) => {
      bound(opened)
      sockets.emit('connection', opened, request)
    })
  }
  server.on('upgrade', onUpgrade)

  return {
    async close() {
      server.off('upgrade', onUpgrade)
      for (const socket of sockets.clients) socket.close(goingAway, 'Going away')
      // Who does not answer is not waited for.
      const patience = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), farewell)
      await served.dispose()
      clearTimeout(patience)
    },
  }
}

/** A header takes no line breaks; whoever sends them has no good key anyway. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '')

/** Ends a socket that has lived its time, and one that talks without a pause. */
function bound(socket: WebSocket): void {
  const life = setTimeout(() => socket.close(goingAway, 'Open another one'), socketLifetime)
  let heard = 0
  const pause = setInterval(() => (heard = 0), 10_000)
  socket.on('message', () => {
    if (++heard > messagesPerSocket) socket.close(tooMany, 'Too many messages')
  })
  socket.on('close', () => {
    clearTimeout(life)
    clearInterval(pause)
  })
}

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
