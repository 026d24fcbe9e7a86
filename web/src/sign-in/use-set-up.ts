import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'
import type { SetUpInput } from '../gql/graphql'

/** Whether this installation has a company; undefined while nobody knows. */
export function useInstallation() {
  const { result, error, refetch } = useQuery(
    graphql(`
      query Installation {
        installation {
          isSetUp
        }
      }
    `),
    {},
    { fetchPolicy: 'network-only' },
  )
  return { isSetUp: computed(() => result.value?.installation.isSetUp), error, refetch }
}

/** Founds the first company, and signs its administrator in. Throws where the server cannot answer. */
export function useSetUp() {
  const { mutate } = useMutation(
    graphql(`
      mutation SetUp($input: SetUpInput!) {
        setUp(input: $input) {
          __typename
          ... on Viewer {
            company {
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
    // A password is nothing to be kept.
    { fetchPolicy: 'no-cache' },
  )
  return async (input: SetUpInput) => (await mutate({ input }))!.data!.setUp
}
