import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { KnownFailure, sqlState } from '../shared/errors.ts'
import type { Logger } from '../shared/log.ts'

/**
 * What the world sees of a failure: a code, and for what nobody expected a reference into the log. One formatter for
 * HTTP and socket. Refusals never come here; they are answers.
 */
export function formatFailure(error: unknown, log: Logger, requestId: string): GraphQLFormattedError {
  const graphqlError = error instanceof GraphQLError ? error : undefined
  const cause = graphqlError?.originalError ?? error
  const where = {
    ...(graphqlError?.locations ? { locations: graphqlError.locations } : {}),
    ...(graphqlError?.path ? { path: graphqlError.path } : {}),
  }
  if (cause instanceof KnownFailure) return { message: cause.message, ...where, extensions: { code: cause.code } }
  // Data that Postgres cannot take (class 22) is the client's mistake that no rule has named yet.
  if (sqlState(cause)?.startsWith('22'))
    return {
      message: 'The input holds a value that cannot be stored.',
      ...where,
      extensions: { code: 'BAD_USER_INPUT' },
    }
  // A document that does not parse or validate, a variable of the wrong type: the library's own words are for the client.
  if (graphqlError && cause instanceof GraphQLError && graphqlError.extensions['code'] !== 'INTERNAL_SERVER_ERROR')
    return { message: withoutSuggestion(graphqlError.message), ...where, extensions: { code: 'BAD_USER_INPUT' } }
  log.error({ err: cause, requestId }, 'a request failed')
  return {
    message: `Something went wrong on our side. Reference: ${requestId}`,
    ...where,
    extensions: { code: 'INTERNAL', requestId },
  }
}

/** Suggestions would tell names to who may not see the schema. */
const withoutSuggestion = (message: string): string => message.replace(/ ?Did you mean .*$/s, '')
