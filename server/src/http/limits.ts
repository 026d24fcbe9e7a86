import { ApolloArmor } from '@escape.tech/graphql-armor'
import type { ApolloServerPlugin } from '@apollo/server'
import { specifiedRules, type ValidationRule } from 'graphql'
import type { Context } from '../shared/graphql/context.ts'

/** Largest body of a request, and largest message on a socket, in bytes. */
export const largestBody = 128 * 1024

/** How many subscriptions one socket may hold. */
export const subscriptionsPerSocket = 50

/**
 * What an operation may cost, checked before anything runs; both transports have the same limits. The dashboard's own
 * documents stay below them, the candidate's profile closest.
 */
const protection = new ApolloArmor({
  maxTokens: { n: 2000 },
  maxDepth: { n: 14 },
  maxAliases: { n: 30 },
  maxDirectives: { n: 20 },
  costLimit: { maxCost: 20_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.5, ignoreIntrospection: false },
  blockFieldSuggestion: { enabled: true },
}).protect()

export const limitPlugins = protection.plugins as unknown as ApolloServerPlugin<Context>[]
export const limitRules = protection.validationRules as ValidationRule[]
/** Everything a document on the socket is held against. */
export const socketRules: ValidationRule[] = [...specifiedRules, ...limitRules]
