import { useApolloClient, useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { RescheduleInterviewInput } from '../gql/graphql'

/** Moves an interview to another time, place or people, or tells what that would do. Throws where the server cannot answer. */
export function useRescheduleInterview() {
  const { client } = useApolloClient()
  const { mutate } = useMutation(
    graphql(`
      mutation RescheduleInterview($input: RescheduleInterviewInput!) {
        rescheduleInterview(input: $input) {
          __typename
          ... on Interview {
            ...InterviewRow_Interview
            ...MoveDialog_Interview
            ...InterviewHistory_Interview
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    async plan(input: RescheduleInterviewInput) {
      const { data } = await client.query({
        query: graphql(`
          query PlanReschedule($input: RescheduleInterviewInput!) {
            planReschedule(input: $input) {
              __typename
              ...MovePlan_Plan
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
      return data.planReschedule
    },
    reschedule: async (input: RescheduleInterviewInput) => (await mutate({ input }))!.data!.rescheduleInterview,
  }
}
