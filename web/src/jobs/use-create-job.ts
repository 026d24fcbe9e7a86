import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateJobInput } from '../gql/graphql'

/** Opens a job. Throws where the server cannot answer. */
export function useCreateJob() {
  const { mutate } = useMutation(
    graphql(`
      mutation CreateJob($input: CreateJobInput!) {
        createJob(input: $input) {
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
    { refetchQueries: 'active' },
  )
  return async (input: CreateJobInput) => (await mutate({ input }))!.data!.createJob
}
