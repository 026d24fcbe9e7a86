import type { ApolloError } from '@apollo/client/core'

/** Whether the server says that there is nothing, which is also what it says of things that are not ours to see. */
export const isNotFound = (error: ApolloError | null | undefined) =>
  error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'NOT_FOUND') ?? false
