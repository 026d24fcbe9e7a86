import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core'
import type { Graph } from '../shared/graph'

/** A longer wait than this is told as a failure; the person may press again, which does no harm. */
const PATIENCE_MS = 15_000

/** Goes with each request, so that none waits for minutes on a line that has gone. */
export const patiently = () => ({ fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } })

/** Takes a gesture to the server; throws where nothing comes back. */
export async function send<Data, Variables extends OperationVariables>(
  { client }: Graph,
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data } = await client.mutate({ mutation, variables, fetchPolicy: 'no-cache', context: patiently() })
  if (!data) throw new Error('The server answered without data')
  return data
}
