import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'

/**
 * What the job of an application plans, and the interviews it has had so far. Null until it is known.
 * @param applicationId whose; null while none is chosen
 */
export function usePlannedRounds(applicationId: () => string | null) {
  const { result } = useQuery(
    graphql(`
      query PlannedRounds($id: ID!) {
        application(id: $id) {
          id
          interviews {
            id
            round
            status
            startsAt
            endsAt
          }
          job {
            id
            rounds {
              ...JobRound_Facts
            }
          }
        }
      }
    `),
    () => ({ id: applicationId() ?? '' }),
    () => ({ enabled: applicationId() !== null, fetchPolicy: 'cache-and-network' }),
  )
  return computed(() => {
    const application = result.value?.application
    return application && application.id === applicationId() ? application : null
  })
}
