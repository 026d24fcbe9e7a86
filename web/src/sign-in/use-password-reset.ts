import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'

/** Asks for a link by email. Throws where the server cannot answer. */
export function useAskForPasswordLink() {
  const { mutate } = useMutation(
    graphql(`
      mutation AskForPasswordLink($input: AskForPasswordLinkInput!) {
        askForPasswordLink(input: $input) {
          __typename
          ... on PasswordLinkAsked {
            minutes
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { fetchPolicy: 'no-cache' },
  )
  return async (email: string) => (await mutate({ input: { email } }))!.data!.askForPasswordLink
}

/** Whose password a link is for; null where it does not work, undefined while nobody knows. */
export function usePasswordReset(key: () => string) {
  const { result, error, refetch } = useQuery(
    graphql(`
      query PasswordReset($key: String!) {
        passwordReset(key: $key) {
          company
          name
          email
        }
      }
    `),
    () => ({ key: key() }),
    { fetchPolicy: 'no-cache' },
  )
  return { reset: computed(() => result.value?.passwordReset), error, refetch }
}

/** Sets the password, and forgets what the last person's screen held. Throws where the server cannot answer. */
export function useResetPassword() {
  const { mutate } = useMutation(
    graphql(`
      mutation ResetPassword($input: ResetPasswordInput!) {
        resetPassword(input: $input) {
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
    const answer = (await mutate({ input: { key, password } }))!.data!.resetPassword
    if (answer.__typename === 'Viewer') await staffGraph.client.clearStore()
    return answer
  }
}
