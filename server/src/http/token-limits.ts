import { HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import { fromNodeHeaders } from 'better-auth/node'
import type { RequestHandler, Response } from 'express'
import { GraphQLError } from 'graphql'
import type { TokenBudgets } from '../api-tokens/token-budgets.ts'
import { limitHeaders, type Limited, type Standing } from '../api-tokens/token-limits.rules.ts'
import type { Asker } from '../shared/actor.ts'
import { KnownFailure } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import { failureBody } from '../shared/http-answer.ts'
import { costIn } from './cost.ts'

const tooMuch: Record<Limited, (most: number, window: number) => string> = {
  requests: (most, window) => `A token may send ${most} requests in ${window} seconds.`,
  cost: (most, window) => `Operations of a token may ask for ${most} values in ${window} seconds.`,
}

/** Why a program has to wait, in words. */
export const waitsFor = ({ limits: { most, seconds } }: TokenBudgets, what: Limited): KnownFailure =>
  new KnownFailure('RATE_LIMITED', tooMuch[what](most[what], seconds))

/** Who asks, as it was decided for this request. */
export const askerIn = (response: Response): Asker => (response.locals as { asker: Asker }).asker

/** Decides who asks; of a program it counts the request before anything else is done for it. */
export const countRequests =
  (budgets: TokenBudgets, askerOf: (headers: Headers) => Promise<Asker>): RequestHandler =>
  async (request, response, next) => {
    const asker = await askerOf(fromNodeHeaders(request.headers))
    response.locals['asker'] = asker
    if (asker.kind !== 'TOKEN') return next()
    const { isGranted, standing } = await budgets.spend(asker, { requests: 1 })
    response.set(Object.fromEntries(limitHeaders(budgets.limits, standing)))
    if (isGranted) return next()
    const { code, message } = waitsFor(budgets, 'requests')
    response.status(429).set('retry-after', String(standing.seconds)).json(failureBody(code, message))
  }

/** Counts what the operations of a program may bring, once they are found valid and before they run. */
export const countCosts = (budgets: TokenBudgets): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ schema, document, operation, contextValue: { asker, setHeader } }) {
      if (asker.kind !== 'TOKEN' || !operation) return
      const { isGranted, standing } = await budgets.spend(asker, { cost: costIn(schema, document, operation) })
      for (const [name, value] of limitHeaders(budgets.limits, standing)) setHeader?.(name, value)
      if (!isGranted) throw limited(waitsFor(budgets, 'cost'), standing)
    },
  }),
})

const limited = (failure: KnownFailure, { seconds }: Standing): GraphQLError =>
  new GraphQLError(failure.message, {
    originalError: failure,
    extensions: { http: { status: 429, headers: new HeaderMap([['retry-after', String(seconds)]]) } },
  })
