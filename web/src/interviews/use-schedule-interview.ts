import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { ScheduleInterviewInput } from '../gql/graphql'

/** Schedules an interview without a slot. Throws where the server cannot answer. */
export function useScheduleInterview() {
  const { mutate } = useMutation(
    graphql(`
      mutation ScheduleInterview($input: ScheduleInterviewInput!) {
        scheduleInterview(input: $input) {
          __typename
          ... on Interview {
            ...InterviewRow_Interview
            application {
              id
              status
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return async (input: ScheduleInterviewInput) => (await mutate({ input }))!.data!.scheduleInterview
}
