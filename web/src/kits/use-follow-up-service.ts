import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'

/** The program that proposes follow-up questions, as the operator of this Greenroom has set it. */
export function useFollowUpService() {
  const { result } = useQuery(
    graphql(`
      query FollowUpService {
        roomSettings {
          id
          services {
            kind
            host
          }
        }
      }
    `),
  )
  return {
    /** Where it runs; null where none is set, undefined as long as that is not known. */
    host: computed(() => {
      const services = result.value?.roomSettings.services
      return services && (services.find(({ kind }) => kind === 'FOLLOW_UP')?.host ?? null)
    }),
  }
}
