import {
  ApolloClient,
  ApolloLink,
  HttpLink,
  InMemoryCache,
  Observable,
  split,
  type FetchResult,
  type NormalizedCacheObject,
  type Operation,
} from '@apollo/client/core'
import { onError } from '@apollo/client/link/error'
import { getMainDefinition } from '@apollo/client/utilities'
import { print } from 'graphql'
import { createClient, type Client } from 'graphql-ws'
import { readonly, ref, type Ref } from 'vue'
import { possibleTypes } from '../gql/possible-types'
import { noteOwnChange } from './noticed'

const taken = (...lists: string[]) => ({ fields: Object.fromEntries(lists.map((list) => [list, { merge: false }])) })

/** Lists of a thing that may lose members: the newer one is taken as it comes, and the cache need not warn of it. */
const listsThatShrink = {
  Job: taken('rounds'),
  Application: taken('interviews'),
  Interview: taken(
    'interviewers',
    'deliveries',
    'moves',
    'scorecards',
    'missingScorecards',
    'onlookers',
    'questionAnswers',
  ),
  Slot: taken('anyOf', 'bookings', 'interviewers'),
  Today: taken('onNow', 'next', 'attention'),
  SlotTemplate: taken('anyOf', 'interviewers', 'windows'),
  InterviewerSchedule: taken('workingHours'),
}

/** How the socket is doing: `live`, on its way back, or without a network at all. */
export type Connection = 'live' | 'reconnecting' | 'offline'

export interface Graph {
  client: ApolloClient<NormalizedCacheObject>
  connection: Readonly<Ref<Connection>>
  /** Opens the socket and keeps it open until `closeSocket`; a subscription opens it by itself. */
  openSocket(): void
  closeSocket(): void
  /**
   * Asks the questions on show again, a moment later and once for all who wish it meanwhile: events are hints, and a
   * storm of them, or the many that are replayed when the line is back, is answered by one round of questions.
   */
  askAgain(): void
}

export interface GraphOptions {
  /** `Candidate <key>` for the personal page; staff are known by their cookie. */
  authorization?: string
  /** The server no longer knows the asker, on either line: time to ask again who is signed in. */
  onDenied?: () => void
}

const firstPause = 500
const longestPause = 15_000

/** Events that belong together come within it. */
const gathering = 300
/** Rounds of questions follow one another at most this fast. */
const shortestRound = 2_000

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

/**
 * Subscriptions over graphql-ws. Each (re)subscription asks for what came after the last cursor seen: the payload's
 * `variables` are a getter, read anew whenever graphql-ws sends the subscription again.
 */
class SocketLink extends ApolloLink {
  readonly #socket: () => Client
  readonly #cursors = new Map<string, string>()

  constructor(socket: () => Client) {
    super()
    this.#socket = socket
  }

  /** Listens from now on, and no longer from where it was. */
  forget(): void {
    this.#cursors.clear()
  }

  override request(operation: Operation): Observable<FetchResult> {
    const cursors = this.#cursors
    const { operationName, variables } = operation
    return new Observable((observer) =>
      this.#socket().subscribe(
        {
          query: print(operation.query),
          operationName,
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
            observer.next(result as FetchResult)
          },
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        },
      ),
    )
  }
}

const kindOf = (operation: Operation) => {
  const definition = getMainDefinition(operation.query)
  return definition.kind === 'OperationDefinition' ? definition.operation : null
}

const tellsOwnChanges = new ApolloLink((operation, forward) =>
  forward(operation).map((result) => {
    if (kindOf(operation) === 'mutation') noteOwnChange()
    return result
  }),
)

/** One Apollo client over HTTP for questions and over one socket for events, each knowing the same asker. */
export function createGraph({ authorization, onDenied }: GraphOptions = {}): Graph {
  const connection = ref<Connection>(navigator.onLine ? 'reconnecting' : 'offline')
  let socket: Client | undefined
  let stopListening: (() => void) | undefined

  const socketLink = new SocketLink(() => (socket ??= connect()))
  const client = new ApolloClient({
    link: split(
      (operation) => kindOf(operation) === 'subscription',
      socketLink,
      tellsOwnChanges.concat(
        onError(({ graphQLErrors }) => {
          if (graphQLErrors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) onDenied?.()
        }).concat(
          new HttpLink({
            uri: '/graphql',
            // Who comes with a key of their own brings nobody else's session.
            credentials: authorization === undefined ? 'same-origin' : 'omit',
            headers: authorization === undefined ? {} : { authorization },
          }),
        ),
      ),
    ),
    cache: new InMemoryCache({ possibleTypes, typePolicies: listsThatShrink }),
    defaultOptions: { watchQuery: { nextFetchPolicy: 'cache-first' } },
  })

  let lastRound = 0
  let nextRound: ReturnType<typeof setTimeout> | undefined
  const askAgain = () => {
    nextRound ??= setTimeout(
      () => {
        nextRound = undefined
        lastRound = Date.now()
        void client.refetchQueries({ include: 'active' })
      },
      Math.max(gathering, lastRound + shortestRound - Date.now()),
    )
  }

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
          // What was missed is replayed by cursor, as far as one is known; what is on show is asked for in any case.
          if (wasConnected) askAgain()
          wasConnected = true
        },
        closed: (event) => {
          clearTimeout(unanswered)
          connection.value = navigator.onLine ? 'reconnecting' : 'offline'
          const { code } = event as CloseEvent
          if (code === 4401 || code === 4403) onDenied?.()
          // With the same cursor it would be too much again, at each try.
          if (code === missedTooMuch) socketLink.forget()
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
    client,
    connection: readonly(connection),
    askAgain,
    openSocket: () => {
      socket ??= connect()
    },
    closeSocket: () => {
      clearTimeout(nextRound)
      nextRound = undefined
      stopListening?.()
      void socket?.dispose()
      socket = undefined
    },
  }
}
