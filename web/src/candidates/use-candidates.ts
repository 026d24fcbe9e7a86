import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateApplicationInput, CreateCandidateInput, UpdateCandidateInput } from '../gql/graphql'

/** Adds people and their applications, and mends what is known about them. Throws where the server cannot answer. */
export function useCandidates() {
  const create = useMutation(
    graphql(`
      mutation CreateCandidate($input: CreateCandidateInput!) {
        createCandidate(input: $input) {
          __typename
          ...CandidateRow_Candidate
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const update = useMutation(
    graphql(`
      mutation UpdateCandidate($input: UpdateCandidateInput!) {
        updateCandidate(input: $input) {
          __typename
          ...CandidateForm_Candidate
          ... on CandidateAlreadyExists {
            candidate {
              id
              name
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
  const apply = useMutation(
    graphql(`
      mutation CreateApplication($input: CreateApplicationInput!) {
        createApplication(input: $input) {
          __typename
          ... on Application {
            id
            status
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
    createCandidate: async (input: CreateCandidateInput) => (await create.mutate({ input }))!.data!.createCandidate,
    updateCandidate: async (input: UpdateCandidateInput) => (await update.mutate({ input }))!.data!.updateCandidate,
    createApplication: async (input: CreateApplicationInput) =>
      (await apply.mutate({ input }))!.data!.createApplication,
  }
}
