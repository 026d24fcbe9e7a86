import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { SetJobRoundsInput } from '../gql/graphql'

/** Says through which rounds applications for a job go. Throws where the server cannot answer. */
export function useSetJobRounds() {
  const { mutate } = useMutation(
    graphql(`
      mutation SetJobRounds($input: SetJobRoundsInput!) {
        setJobRounds(input: $input) {
          __typename
          ... on Job {
            ...JobCard_Job
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: SetJobRoundsInput) => (await mutate({ input }))!.data!.setJobRounds
}
