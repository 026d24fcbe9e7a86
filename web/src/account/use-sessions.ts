import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../gql'
import type { ChangePasswordInput } from '../gql/graphql'
import { pageOf, type ListPlace } from '../shared/list-address.rules'

/** Where the person is signed in. */
export function useSessions(place: () => ListPlace) {
  const { result, loading, error, refetch } = useQuery(
    graphql(`
      query Sessions($first: Int, $after: String, $last: Int, $before: String) {
        sessions(first: $first, after: $after, last: $last, before: $before) {
          nodes {
            ...SessionRow_Session
          }
          pageInfo {
            ...ListPage_Info
          }
          totalCount
        }
      }
    `),
    () => pageOf(place(), 10),
    { keepPreviousResult: true, fetchPolicy: 'cache-and-network' },
  )
  return { sessions: computed(() => result.value?.sessions), loading, error, refetch }
}

/** Ends one's own sessions, and changes the password. All of it throws where the server cannot answer. */
export function useOwnDoors() {
  const { mutate: one } = useMutation(
    graphql(`
      mutation EndSession($sessionId: ID!, $idempotencyKey: String) {
        endSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['Sessions'] },
  )
  const { mutate: others } = useMutation(
    graphql(`
      mutation EndOtherSessions($idempotencyKey: String) {
        endOtherSessions(input: { idempotencyKey: $idempotencyKey }) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['Sessions'] },
  )
  const { mutate: change } = useMutation(
    graphql(`
      mutation ChangePassword($input: ChangePasswordInput!) {
        changePassword(input: $input) {
          __typename
          ... on PasswordChanged {
            endedSessions
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['Sessions'], fetchPolicy: 'no-cache' },
  )
  return {
    endSession: async (sessionId: string, idempotencyKey: string) =>
      (await one({ sessionId, idempotencyKey }))!.data!.endSession,
    endOtherSessions: async (idempotencyKey: string) => (await others({ idempotencyKey }))!.data!.endOtherSessions,
    changePassword: async (input: ChangePasswordInput) => (await change({ input }))!.data!.changePassword,
  }
}
