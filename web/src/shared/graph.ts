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
import type { Ref } from 'vue'
import { possibleTypes } from '../gql/possible-types'
import { createLine, type Connection, type Line } from './line'
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
  /** The server no longer knows the asker, on either line: time to ask again who is signed in. */
  onDenied?: () => void
}

/** Events that belong together come within it. */
const gathering = 300
/** Rounds of questions follow one another at most this fast. */
const shortestRound = 2_000

/** Takes subscriptions to the socket. */
const listensOn = (line: Line) =>
  new ApolloLink(
    ({ query, operationName, variables }) =>
      new Observable<FetchResult>((observer) =>
        line.listen(
          { query: print(query), operationName, variables },
          {
            next: (result) => observer.next(result),
            error: (error) => observer.error(error),
            complete: () => observer.complete(),
          },
        ),
      ),
  )

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

/** One Apollo client for staff, over HTTP for questions and over one socket for events. */
export function createGraph({ onDenied }: GraphOptions = {}): Graph {
  // What is on show is asked for after each loss, whatever is replayed.
  const line = createLine({ onDenied, onReturn: () => askAgain() })
  const client = new ApolloClient({
    link: split(
      (operation) => kindOf(operation) === 'subscription',
      listensOn(line),
      tellsOwnChanges.concat(
        onError(({ graphQLErrors }) => {
          if (graphQLErrors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) onDenied?.()
        }).concat(new HttpLink({ uri: '/graphql', credentials: 'same-origin' })),
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

  return {
    client,
    connection: line.connection,
    askAgain,
    openSocket: line.open,
    closeSocket: () => {
      clearTimeout(nextRound)
      nextRound = undefined
      line.close()
    },
  }
}
