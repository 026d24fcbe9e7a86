import { createClient, type Client } from 'graphql-ws'
import { readonly, ref, type Ref } from 'vue'

/** How the socket is doing: `live`, on its way back, or without a network at all. */
export type Connection = 'live' | 'reconnecting' | 'offline'

export interface LineOptions {
  /** `Candidate <key>` for the personal page; staff are known by their cookie. */
  authorization?: string | undefined
  /** The server no longer knows the asker: time to ask again who is signed in. */
  onDenied?: (() => void) | undefined
  /** The line is back after a loss. What was missed is replayed by cursor, as far as one is known. */
  onReturn?: (() => void) | undefined
}

/** What is listened to: the text of a subscription, its name and its variables. */
export interface Wish {
  query: string
  operationName: string
  variables: Record<string, unknown>
}

export interface Heard {
  next(result: { data?: Record<string, unknown> | null }): void
  error(error: unknown): void
  complete(): void
}

/** The one socket of an asker. */
export interface Line {
  connection: Readonly<Ref<Connection>>
  /** Opens the socket and keeps it open until `close`; listening opens it by itself. */
  open(): void
  close(): void
  /** Hears what comes, and after a loss what came meanwhile. @returns ends it */
  listen(wish: Wish, heard: Heard): () => void
}

const firstPause = 500
const longestPause = 15_000

/**
 * Waits, but not past the moment when the network comes back or a person looks at the page again. Once nobody needs the socket any more it waits for good:
 * who waits would only connect again.
 */
const pause = (milliseconds: number, closed: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      document.removeEventListener('visibilitychange', look)
      closed.removeEventListener('abort', end)
    }
    const go = () => {
      end()
      resolve()
    }
    const look = () => {
      if (document.visibilityState === 'visible') go()
    }
    const timer = setTimeout(go, milliseconds)
    addEventListener('online', go)
    document.addEventListener('visibilitychange', look)
    closed.addEventListener('abort', end)
  })

/** Doubles up to a ceiling, half of it by chance, so that a thousand dashboards do not return in the same second. */
const pauseBefore = (retries: number) => {
  const ceiling = Math.min(longestPause, firstPause * 2 ** retries)
  return ceiling / 2 + Math.random() * (ceiling / 2)
}

/** The server's word for "more was missed than is replayed": what is true now has to be asked for (RFC 6455, 1013). */
const missedTooMuch = 1013

const keepAlive = 10_000
/** A ping without a pong for so long means a line that is dead without having said so, as after a laptop's sleep. */
const patience = 5_000

/** Subscriptions over graphql-ws. Each one asks, when the line is back, for what came after the last cursor it has seen. */
export function createLine({ authorization, onDenied, onReturn }: LineOptions = {}): Line {
  const connection = ref<Connection>(navigator.onLine ? 'reconnecting' : 'offline')
  /** The last cursor of each subscription, by its name. */
  const cursors = new Map<string, string>()
  let socket: Client | undefined
  let stopListening: (() => void) | undefined

  function connect(): Client {
    let opened: WebSocket | undefined
    let wasConnected = false
    let unanswered: ReturnType<typeof setTimeout> | undefined
    let lastHeard = 0
    const closing = new AbortController()

    const made = createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      lazy: false,
      keepAlive,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: (retries) => pause(pauseBefore(retries), closing.signal),
      ...(authorization === undefined ? {} : { connectionParams: { authorization } }),
      onNonLazyError: () => onDenied?.(),
      on: {
        connected: (raw) => {
          opened = raw as WebSocket
          lastHeard = Date.now()
          connection.value = 'live'
          if (wasConnected) onReturn?.()
          wasConnected = true
        },
        closed: (event) => {
          clearTimeout(unanswered)
          connection.value = navigator.onLine ? 'reconnecting' : 'offline'
          const { code } = event as CloseEvent
          if (code === 4401 || code === 4403) onDenied?.()
          // With the same cursor it would be too much again, at each try.
          if (code === missedTooMuch) cursors.clear()
        },
        message: () => {
          lastHeard = Date.now()
        },
        ping: (received) => {
          if (received) return
          unanswered = setTimeout(() => opened?.close(4408, 'Request Timeout'), patience)
        },
        pong: (received) => {
          if (received) clearTimeout(unanswered)
        },
      },
    })

    const wentOffline = () => {
      connection.value = 'offline'
    }
    const cameOnline = () => {
      if (connection.value === 'offline') connection.value = 'reconnecting'
      // The old line may look alive and still lead nowhere, as after a change of network; a new one is certain.
      made.terminate()
    }
    /** After a sleep the line is dead without knowing it, and a person who is back should not wait for the next ping. */
    const looked = () => {
      const isSilent = Date.now() - lastHeard > keepAlive + patience
      if (document.visibilityState === 'visible' && connection.value === 'live' && isSilent) made.terminate()
    }
    addEventListener('offline', wentOffline)
    addEventListener('online', cameOnline)
    document.addEventListener('visibilitychange', looked)
    stopListening = () => {
      closing.abort()
      removeEventListener('offline', wentOffline)
      removeEventListener('online', cameOnline)
      document.removeEventListener('visibilitychange', looked)
    }
    return made
  }

  return {
    connection: readonly(connection),
    open: () => {
      socket ??= connect()
    },
    close: () => {
      stopListening?.()
      void socket?.dispose()
      socket = undefined
    },
    listen({ query, operationName, variables }, heard) {
      socket ??= connect()
      return socket.subscribe(
        {
          query,
          operationName,
          // Read anew whenever graphql-ws sends the subscription again.
          get variables() {
            const after = cursors.get(operationName)
            return after === undefined ? variables : { ...variables, after }
          },
        },
        {
          next: (result) => {
            for (const event of Object.values(result.data ?? {})) {
              const cursor = (event as { cursor?: unknown } | null)?.cursor
              if (typeof cursor === 'string') cursors.set(operationName, cursor)
            }
            heard.next(result)
          },
          error: heard.error,
          complete: heard.complete,
        },
      )
    },
  }
}
