import { useApolloClient, useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { ChangeInterviewsInput } from '../gql/graphql'

/** Changes several interviews, or tells what that would do. Each verb throws where the server cannot answer. */
export function useBulkChanges() {
  const { client } = useApolloClient()
  const change = useMutation(
    graphql(`
      mutation ChangeInterviews($input: ChangeInterviewsInput!, $idempotencyKey: String) {
        changeInterviews(input: $input, idempotencyKey: $idempotencyKey) {
          __typename
          ...BulkPlan_Changes
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active', fetchPolicy: 'no-cache' },
  )
  return {
    async plan(input: ChangeInterviewsInput) {
      const { data } = await client.query({
        query: graphql(`
          query PlanInterviewChanges($input: ChangeInterviewsInput!) {
            planInterviewChanges(input: $input) {
              __typename
              ...BulkPlan_Changes
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
      return data.planInterviewChanges
    },
    change: async (input: ChangeInterviewsInput, idempotencyKey: string) =>
      (await change.mutate({ input, idempotencyKey }))!.data!.changeInterviews,
  }
}
