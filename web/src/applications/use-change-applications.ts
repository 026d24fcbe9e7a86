import { useApolloClient, useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { ChangeApplicationsInput } from '../gql/graphql'

/** Changes applications, or tells what that would do. Each verb throws where the server cannot answer. */
export function useChangeApplications() {
  const { client } = useApolloClient()
  const change = useMutation(
    graphql(`
      mutation ChangeApplications($input: ChangeApplicationsInput!, $idempotencyKey: String) {
        changeApplications(input: $input, idempotencyKey: $idempotencyKey) {
          __typename
          ...ApplicationPlan_Changes
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active', fetchPolicy: 'no-cache' },
  )
  return {
    async plan(input: ChangeApplicationsInput) {
      const { data } = await client.query({
        query: graphql(`
          query PlanApplicationChanges($input: ChangeApplicationsInput!) {
            planApplicationChanges(input: $input) {
              __typename
              ...ApplicationPlan_Changes
              ... on Refusal {
                ...Refusal_Facts
              }
            }
          }
        `),
        variables: { input },
        // What would be is true at this moment alone, and of nothing that is shown elsewhere.
        fetchPolicy: 'no-cache',
      })
      return data.planApplicationChanges
    },
    change: async (input: ChangeApplicationsInput, idempotencyKey: string) =>
      (await change.mutate({ input, idempotencyKey }))!.data!.changeApplications,
  }
}
