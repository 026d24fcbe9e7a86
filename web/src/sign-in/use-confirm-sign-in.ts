import { useMutation } from '@vue/apollo-composable'
import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'

/** Finishes a sign-in with a code, and forgets what the last person's screen held. Throws where the server cannot answer. */
export function useConfirmSignIn() {
  const { mutate } = useMutation(
    graphql(`
      mutation ConfirmSignIn($input: ConfirmSignInInput!) {
        confirmSignIn(input: $input) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { fetchPolicy: 'no-cache' },
  )
  return async (key: string, code: string) => {
    const answer = (await mutate({ input: { key, code } }))!.data!.confirmSignIn
    if (answer.__typename === 'Viewer') await staffGraph.client.clearStore()
    return answer
  }
}

/** Where a page goes on that was told that a code is needed: the key travels in memory, not in the address. */
export const toSecondFactor = (key: string) => ({ name: 'sign-in', state: { secondFactor: key } })
