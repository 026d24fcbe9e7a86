import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Instance } from './house.ts'
import { until } from './until.ts'

/** One event, or the errors that came instead. */
export interface Heard {
  // eslint-disable-next-line typescript/no-explicit-any -- a story knows what it subscribed to
  data?: any
  errors?: readonly { message: string; extensions?: { code?: string } }[]
}

export interface Subscribed {
  /** Everything that came so far. */
  heard: Heard[]
  /** What ended it: null for a quiet end, undefined while it goes on. */
  ended: () => unknown
  /** Waits for an event of which this is true. */
  hears(what: string, isIt?: (data: NonNullable<Heard['data']>) => boolean): Promise<NonNullable<Heard['data']>>
  stop(): void
}

/** A socket in somebody's hands. */
export interface Ears {
  to(query: string, variables?: Record<string, unknown>): Subscribed
  /** The code and reason with which the socket was closed, as soon as it was. */
  closed(): Promise<{ code: number; reason: string }>
  /** Waits until the socket is open and accepted. */
  opened(): Promise<WebSocket>
  close(): Promise<void>
}

/** Opens a `graphql-transport-ws` socket as a browser would, with cookie and Origin in its headers. */
export function openSocket(
  at: Pick<Instance, 'url'>,
  { headers, authorization }: { headers: Record<string, string>; authorization?: string },
): Ears {
  let opened: WebSocket | undefined
  let accepted = false
  let closing: { code: number; reason: string } | undefined
  class Socket extends WebSocket {
    constructor(url: string, protocols: string | string[]) {
      super(url, protocols, { headers })
      opened = this
      this.on('close', (code, reason) => (closing = { code, reason: String(reason) }))
    }
  }
  const client: Client = createClient({
    url: `${at.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    lazy: false,
    retryAttempts: 0,
    ...(authorization ? { connectionParams: { authorization } } : {}),
    onNonLazyError: () => {},
    on: { connected: () => (accepted = true) },
  })
  return {
    to(query, variables = {}) {
      const heard: Heard[] = []
      let ended: unknown
      const stop = client.subscribe<NonNullable<Heard['data']>>(
        { query, variables },
        {
          next: (value) => void heard.push(value as Heard),
          error: (error) => {
            ended = error
          },
          complete: () => {
            ended ??= null
          },
        },
      )
      return {
        heard,
        ended: () => ended,
        stop,
        async hears(what, isIt = () => true) {
          const found = await until(
            () =>
              `to hear ${what}; heard ${JSON.stringify(heard)}${ended ? `, ended by ${JSON.stringify(ended)}` : ''}`,
            () => heard.find((event) => event.data && isIt(event.data)),
          )
          return found.data
        },
      }
    },
    closed: () => until('the socket to be closed', () => closing),
    async opened() {
      await until('the socket to be opened', () => accepted || closing)
      if (!accepted) throw new Error(`The socket was closed: ${JSON.stringify(closing)}`)
      return opened!
    },
    async close() {
      await client.dispose()
    },
  }
}
