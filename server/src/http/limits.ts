import { ApolloArmor } from '@escape.tech/graphql-armor'
import type { ApolloServerPlugin } from '@apollo/server'
import { specifiedRules, type ValidationRule } from 'graphql'
import type { Context } from '../shared/graphql/context.ts'
import { costRule } from './cost.ts'

/** Largest body of a request, and largest message on a socket, in bytes. */
export const largestBody = 128 * 1024

/** How many tokens a document may have; its parser stops there. */
export const largestDocument = 2000

/** How many subscriptions one socket may hold. */
export const subscriptionsPerSocket = 50

/** How many sockets one process holds; the next one is told to try again, and a balancer leads it elsewhere. */
export const socketsPerProcess = 10_000

/** How many messages one socket may send within ten seconds. A client sends a handful when it opens, and then pings. */
export const messagesPerSocket = 200

/** How long a socket lives, in milliseconds; the client opens another one and goes on from its cursor. */
export const socketLifetime = 12 * 3_600_000

/** How many values the answer to an operation may hold. The dashboard's own documents stay below it. */
export const mostValues = 30_000

/** What an operation may be like, checked before anything runs; both transports have the same limits. */
const protection = new ApolloArmor({
  // The parser counts them itself; the plugin would answer a query that does not parse as if we had failed.
  maxTokens: { enabled: false },
  maxDepth: { n: 14 },
  maxAliases: { n: 30 },
  maxDirectives: { n: 20 },
  // It takes a fragment for depth, and a page whose size a variable says, or nobody, for one item.
  costLimit: { enabled: false },
  blockFieldSuggestion: { enabled: true },
}).protect()

export const limitPlugins = protection.plugins as unknown as ApolloServerPlugin<Context>[]
export const limitRules = [...(protection.validationRules as ValidationRule[]), costRule(mostValues)]
/** Everything a document on the socket is held against. */
export const socketRules: ValidationRule[] = [...specifiedRules, ...limitRules]
