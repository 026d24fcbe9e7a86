import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'
import type { AvailabilityInput } from '../gql/graphql'

/**
 * What is in the way of a meeting in a range.
 * @param input for whom, with whom and when, within 31 days; null while nobody asks
 */
export function useExplanation(input: () => AvailabilityInput | null) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query ExplainAvailability($wish: AvailabilityInput!) {
        explainAvailability(input: $wish) {
          __typename
          ...AvailabilityAnswer_Explained
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
  const answer = computed(() => (input() ? result.value?.explainAvailability : undefined))
  return {
    explained: computed(() => (answer.value?.__typename === 'AvailabilityExplained' ? answer.value : null)),
    /** What the server does not accept of the question. */
    problems: computed(() => (answer.value?.__typename === 'InvalidInput' ? answer.value.fields : [])),
    loading,
    error,
    refetch,
  }
}
