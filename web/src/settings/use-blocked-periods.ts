import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CreateBlockedPeriodInput, DeleteBlockedPeriodInput } from '../gql/graphql'

/** Adds and deletes holidays and blocked periods. Each verb throws where the server cannot answer. */
export function useBlockedPeriods() {
  const create = useMutation(
    graphql(`
      mutation CreateBlockedPeriod($input: CreateBlockedPeriodInput!) {
        createBlockedPeriod(input: $input) {
          __typename
          ... on BlockedPeriod {
            id
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['BlockedPeriods'] },
  )
  const remove = useMutation(
    graphql(`
      mutation DeleteBlockedPeriod($input: DeleteBlockedPeriodInput!) {
        deleteBlockedPeriod(input: $input) {
          __typename
          ... on BlockedPeriodDeleted {
            id
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['BlockedPeriods'] },
  )
  return {
    createBlockedPeriod: async (input: CreateBlockedPeriodInput) =>
      (await create.mutate({ input }))!.data!.createBlockedPeriod,
    deleteBlockedPeriod: async (input: DeleteBlockedPeriodInput) =>
      (await remove.mutate({ input }))!.data!.deleteBlockedPeriod,
  }
}
