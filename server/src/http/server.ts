import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { expressMiddleware } from '@as-integrations/express5'
import { toNodeHandler, fromNodeHeaders } from 'better-auth/node'
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express'
import type { GraphQLSchema } from 'graphql'
import helmet from 'helmet'
import type { TokenBudgets } from '../api-tokens/token-budgets.ts'
import type { LiveHub } from '../dashboard/live-hub.ts'
import type { Onlookers } from '../dashboard/onlookers.ts'
import type { Clock } from '../shared/clock.ts'
import type { Asker, KeyHolder } from '../shared/actor.ts'
import type { Database } from '../shared/database.ts'
import { Context } from '../shared/graphql/context.ts'
import { failureBody, isAmong } from '../shared/http-answer.ts'
import { withoutAccessKey, type Logger } from '../shared/log.ts'
import { authPaths, clientAddressHeader, type Auth } from '../sign-in/auth.ts'
import { formatFailure } from './failures.ts'
import { largestBody, largestDocument, limitPlugins, limitRules } from './limits.ts'
import { openLiveSocket } from './live-socket.ts'
import { askerIn, countCosts, countRequests } from './token-limits.ts'

export interface Parts {
  host: string
  port: number
  publicUrl: string
  /** Origins of our own pages. */
  origins: ReadonlySet<string>
  schema: GraphQLSchema
  hub: LiveHub
  database: Database
  clock: Clock
  log: Logger
  auth: Auth
  askerOf: (headers: Headers) => Promise<Asker>
  /** What programs may use. */
  budgets: TokenBudgets
  /** Hears of who of a company looks at which interview. */
  onlookers: Onlookers
  /** Hears of each socket of a candidate's page; what it gives back hears of its end. */
  pageOpened: (holder: KeyHolder) => (saidGoodbye: boolean) => void
  /** Answers whether this server can serve: database reached, migrations done. */
  isReady: () => Promise<boolean>
  /** Whether recordings can be kept and read, by the last look. Without that everything else still serves. */
  storageIsReached: () => boolean
  /** The candidate's calendar file; null for who holds no good key. */
  calendarFile: (headers: Headers) => Promise<string | null>
  /** The picture behind a logo's address; null where there is none. */
  logoFile: (id: string) => Promise<{ mediaType: string; bytes: Buffer } | null>
  /** The calendar that the key of a feed opens; null for a key that opens none. */
  calendarFeed: (key: string) => Promise<CalendarFeed | null>
  /** The pages behind the links by which emails are answered. */
  answers: Router
  /** What is asked, read aloud: addresses below `/api`. */
  speech: Router
  /** The same in the voices of people: addresses below `/api`. */
  voices: Router
  /** Lists as files: addresses below `/api`. */
  exports: Router
  /** Where the bytes of recordings go. */
  uploads: Router
  /** Recordings behind their links. */
  media: Router
  /** Folder of the built web; absent where only the API is served. */
  webFolder?: string
  mailbox?: Router
}

/** A calendar that somebody subscribes to. */
export interface CalendarFeed {
  /** RFC 9110 section 8.8.3. */
  etag: string
  /** To the second; null where that cannot be said. */
  lastModified: Date | null
  /** Its file, piece by piece. */
  pieces(): Iterable<string>
}

/** Whether somebody has this answer already (RFC 9110 section 13.1). */
function isKnown(headers: IncomingHttpHeaders, { etag, lastModified }: CalendarFeed): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) return isAmong(tags, etag)
  return lastModified !== null && lastModified.getTime() <= Date.parse(headers['if-modified-since'] ?? '')
}

export interface RunningServer {
  port: number
  close(): Promise<void>
}

/** Opens the API, the live socket and the pages on one port. */
export async function openServer(parts: Parts): Promise<RunningServer> {
  const { log, database, clock } = parts
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback, uniquelocal')
  const server = createServer(app)

  const apollo = new ApolloServer<Context>({
    schema: parts.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    validationRules: limitRules,
    parseOptions: { maxTokens: largestDocument },
    // Nobody sends a query by its hash, so nobody's queries are kept.
    persistedQueries: false,
    formatError: (_formatted, error) => formatFailure(error, log, randomUUID()),
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: 3000 }),
      // Walks every field of every answer for hints that nobody reads.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: async () => ({ willSendResponse: async ({ contextValue }) => contextValue.close() }),
      },
      countCosts(parts.budgets),
      ...limitPlugins,
    ],
  })
  await apollo.start()

  app.use(logRequests(log), headers(parts.publicUrl), knowClient(parts.publicUrl))
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  app.get('/readyz', async (_request, response) => {
    const ready = await parts.isReady().catch(() => false)
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', ...(parts.storageIsReached() ? {} : { storage: 'not reached' }) })
  })
  app.all([...authPaths], toNodeHandler(parts.auth))
  app.get('/api/interview/calendar.ics', async (request, response) => {
    const file = await parts.calendarFile(fromNodeHeaders(request.headers))
    response.set('cache-control', 'no-store')
    if (!file) return void response.status(401).json({ error: 'UNAUTHENTICATED' })
    response
      .type('text/calendar; charset=utf-8')
      .set('content-disposition', 'attachment; filename="interview.ics"')
      .send(file)
  })

  app.use('/api', parts.speech, parts.voices, parts.exports)
  app.get('/logo/:id', async (request, response, next) => {
    const file = await parts.logoFile(request.params.id)
    if (!file) return next()
    response
      .type(file.mediaType)
      .set({
        // Another picture has another address.
        'cache-control': 'public, max-age=31536000, immutable',
        // It is shown by mail programs in the browser, too, and is a picture wherever it is opened.
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      .send(file.bytes)
  })
  app.get('/calendar/:file', async (request, response) => {
    const key = /^([a-z2-7]+)[.]ics$/.exec(request.params.file)?.[1]
    const feed = key ? await parts.calendarFeed(key) : null
    // Said here and now: further on stands the dashboard, which answers every address with its page.
    if (!feed) return void response.status(404).json(nothingHere)
    response.set({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="interviews.ics"',
      'cache-control': 'private, no-cache',
      etag: feed.etag,
      ...(feed.lastModified ? { 'last-modified': feed.lastModified.toUTCString() } : {}),
    })
    if (isKnown(request.headers, feed)) return void response.status(304).end()
    if (request.method === 'HEAD') return void response.end()
    await pipeline(Readable.from(feed.pieces()), response).catch((error: NodeJS.ErrnoException) => {
      // Whoever hangs up has heard enough.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  })

  app.post(
    '/graphql',
    onlyJson,
    express.json({ limit: largestBody, type: 'application/json' }),
    countRequests(parts.budgets, parts.askerOf),
    expressMiddleware(apollo, {
      context: async ({ req, res }) => {
        const headers = fromNodeHeaders(req.headers)
        const asker = askerIn(res)
        const setHeader = (name: string, value: string | string[]) => void res.setHeader(name, value)
        return new Context(database, clock, asker, setHeader, headers, randomUUID())
      },
    }),
  )
  app.all('/graphql', (_request, response) => {
    response
      .set('allow', 'POST')
      .status(405)
      .json(failureBody('BAD_USER_INPUT', 'Send GraphQL by POST as application/json.'))
  })
  app.use('/answer', parts.answers)
  app.use('/api/interview/uploads', parts.uploads)
  app.use('/media', parts.media)
  if (parts.mailbox) app.use('/mailbox', parts.mailbox)
  app.get(['/', '/interview', '/interview/'], olderLinks)
  if (parts.webFolder) app.use(pages(parts.webFolder))
  app.use((_request, response) => void response.status(404).json(nothingHere))
  app.use(onError(log))

  const socket = openLiveSocket({ ...parts, server })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(parts.port, parts.host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await socket.close()
      await apollo.stop()
      await closed(server)
    },
  }
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const nothingHere = failureBody('NOT_FOUND', 'There is nothing here.')

/**
 * Tells the sign-in library from which address a request comes, in a header that no client can set: its limits on
 * guessing count by it. And a program is no browser: every browser says with a POST where it comes from, by its origin
 * or by its site. Who says neither is not led by a foreign page, and counts as one of ours.
 */
const knowClient =
  (publicUrl: string): RequestHandler =>
  (request, _response, next) => {
    const { headers } = request
    headers[clientAddressHeader] = request.ip ?? 'unknown'
    if (!headers.origin && !headers['sec-fetch-site']) headers.origin = new URL(publicUrl).origin
    next()
  }

/** Another content type, or a list of operations, never gets as far as the parser. */
const onlyJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json')) return next()
  response.status(415).json(failureBody('BAD_USER_INPUT', 'Send GraphQL by POST as application/json.'))
}

/** The forms that links had before; they lead to the one that counts. The key stays what it is. */
const olderLinks: RequestHandler = (request, response, next) => {
  const key = request.query['session_key']
  if (typeof key !== 'string' || key === '') return next()
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  response.redirect(302, `/interview/${encodeURIComponent(key)}`)
}

function headers(publicUrl: string): RequestHandler {
  const overHttps = publicUrl.startsWith('https:')
  const common = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The components set their colours in a style element of their own.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws')],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: overHttps ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: overHttps ? { policy: 'same-origin' } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    originAgentCluster: false,
  })
  return common as RequestHandler
}

/**
 * Hands out the squeezed copy of a file to who can read one. The build has made it once and better than there is time for
 * here (web/squeeze-plugin.ts).
 */
const squeezed =
  (folder: string): RequestHandler =>
  (request, response, next) => {
    const [, file, type] = /^\/([\w.-]+\.(js|css))$/.exec(request.path) ?? []
    if (!file || !type) return next()
    response.vary('Accept-Encoding')
    for (const [coding, ending] of [
      ['br', 'br'],
      ['gzip', 'gz'],
    ] as const) {
      if (request.acceptsEncodings(coding) !== coding || !existsSync(path.join(folder, `${file}.${ending}`))) continue
      response.type(type).set('content-encoding', coding)
      request.url = `/${file}.${ending}`
      break
    }
    next()
  }

/** The built pages: files with a hash in their name for a year, the page itself always asked for again. */
function pages(folder: string): RequestHandler {
  const router = express.Router()
  const assets = path.join(folder, 'assets')
  router.use('/assets', squeezed(assets), express.static(assets, { immutable: true, maxAge: '365d', index: false }))
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  const page = path.join(folder, 'index.html')
  router.get('/{*rest}', (request, response, next) => {
    if (!request.accepts('html') || request.path.startsWith('/assets/') || !existsSync(page)) return next()
    // On some pages the address itself is the secret: it stays out of every cache.
    const isSecret = /^\/(interview|choose|join|reset)\b/.test(request.path)
    response.set('cache-control', isSecret ? 'no-store' : 'no-cache')
    response.sendFile(page, { cacheControl: false })
  })
  return router
}

const logRequests =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const started = performance.now()
    response.on('finish', () => {
      const ms = Math.round(performance.now() - started)
      const { method, originalUrl } = request
      log.debug({ method, path: withoutAccessKey(originalUrl), status: response.statusCode, ms }, 'request')
    })
    next()
  }

const onError =
  (log: Logger): ErrorRequestHandler =>
  (error: { status?: number; type?: string }, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = error.status ?? 500
    if (status < 500) {
      const message = status === 413 ? `A request holds at most ${largestBody} bytes.` : 'The request cannot be read.'
      return void response.status(status).json(failureBody('BAD_USER_INPUT', message))
    }
    const requestId = randomUUID()
    log.error({ err: error, requestId }, 'a request failed')
    response.status(500).json(failureBody('INTERNAL', `Something went wrong on our side. Reference: ${requestId}`))
  }
