import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { RescheduleInterviewInput } from '../gql/graphql'

/** Moves an interview to another time, place or people. Throws where the server cannot answer. */
export function useRescheduleInterview() {
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
  return async (input: RescheduleInterviewInput) => (await mutate({ input }))!.data!.rescheduleInterview
}
