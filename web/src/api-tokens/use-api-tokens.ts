import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateApiTokenInput, RevokeApiTokenInput } from '../gql/graphql'

/** By which other systems act for the company. All of it throws where the server cannot answer. */
export function useApiTokens() {
  const { mutate: create } = useMutation(
    graphql(`
      mutation CreateApiToken($input: CreateApiTokenInput!) {
        createApiToken(input: $input) {
          __typename
          ... on ApiTokenCreated {
            secret
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    // The secret is shown and kept nowhere.
    { refetchQueries: 'active', fetchPolicy: 'no-cache' },
  )
  const { mutate: revoke } = useMutation(
    graphql(`
      mutation RevokeApiToken($input: RevokeApiTokenInput!) {
        revokeApiToken(input: $input) {
          __typename
          ...TokenRow_ApiToken
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    createApiToken: async (input: CreateApiTokenInput) => (await create({ input }))!.data!.createApiToken,
    revokeApiToken: async (input: RevokeApiTokenInput) => (await revoke({ input }))!.data!.revokeApiToken,
  }
}
