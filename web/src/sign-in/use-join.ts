import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'

/** What the holder of a link may join; null where it does not work, undefined while nobody knows. */
export function useStaffInvitation(key: () => string) {
  const { result, error, refetch } = useQuery(
    graphql(`
      query StaffInvitation($key: String!) {
        staffInvitation(key: $key) {
          company
          name
          email
          hasPassword
        }
      }
    `),
    () => ({ key: key() }),
    { fetchPolicy: 'no-cache' },
  )
  return { invitation: computed(() => result.value?.staffInvitation), error, refetch }
}

/** Joins, and forgets what the last person's screen held. Throws where the server cannot answer. */
export function useJoin() {
  const { mutate } = useMutation(
    graphql(`
      mutation Join($input: JoinInput!) {
        join(input: $input) {
          __typename
          ... on SecondFactorIsNeeded {
            key
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { fetchPolicy: 'no-cache' },
  )
  return async (key: string, password: string) => {
    const answer = (await mutate({ input: { key, password } }))!.data!.join
    if (answer.__typename === 'Viewer') await staffGraph.client.clearStore()
    return answer
  }
}
