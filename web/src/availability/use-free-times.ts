import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'
import type { AvailabilityInput } from '../gql/graphql'

/**
 * The free times of the first day that has any, from an instant on. A day has at most a hundred of them, so that one
 * answer holds the whole day.
 * @param input for whom, with whom and when; null while that is not known
 */
export function useFreeTimes(input: () => AvailabilityInput | null) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query FreeTimes($wish: AvailabilityInput!) {
        freeTimes(input: $wish, first: 100) {
          __typename
          ... on FreeTimeConnection {
            nodes {
              startsAt
              date
              interviewers {
                id
                name
              }
            }
          }
          ... on InvalidInput {
            fields {
              path
              message
            }
          }
        }
      }
    `),
    () => ({ wish: input()! }),
    () => ({ enabled: input() !== null, fetchPolicy: 'network-only' as const, keepPreviousResult: true }),
  )
  const answer = computed(() => (input() ? result.value?.freeTimes : undefined))
  return {
    /** Null until they are known, and where the server refuses the question. */
    times: computed(() => {
      if (answer.value?.__typename !== 'FreeTimeConnection') return null
      const { nodes } = answer.value
      return nodes.filter(({ date }) => date === nodes[0]!.date)
    }),
    /** What the server does not accept of the question. */
    problems: computed(() => (answer.value?.__typename === 'InvalidInput' ? answer.value.fields : [])),
    loading,
    error,
    refetch,
  }
}
