import { ApolloError } from '@apollo/client/core'

/** Whether the server says that there is nothing, which is also what it says of things that are not ours to see. */
export const isNotFound = (error: ApolloError | null | undefined) =>
  error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'NOT_FOUND') ?? false

/** Whether the server wants less of this for a while. */
export const isTooMany = (error: unknown) =>
  error instanceof ApolloError && error.graphQLErrors.some(({ extensions }) => extensions?.code === 'RATE_LIMITED')
