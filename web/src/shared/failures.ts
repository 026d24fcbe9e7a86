import type { ApolloError } from '@apollo/client/core'
import { Declined } from './ask'

/** Whether the server says that there is nothing, which is also what it says of things that are not ours to see. */
export const isNotFound = (error: ApolloError | null | undefined) =>
  error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'NOT_FOUND') ?? false

/** Whether the server wants less of this for a while. Known by its shape: where one comes in there is no Apollo. */
export function isTooMany(error: unknown): boolean {
  if (error instanceof Declined) return error.codes.includes('RATE_LIMITED')
  const { graphQLErrors = [] } = error as Partial<ApolloError>
  return graphQLErrors.some(({ extensions }) => extensions?.code === 'RATE_LIMITED')
}
