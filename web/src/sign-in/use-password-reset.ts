import { computed } from 'vue'
import { graphql } from '../gql'
import { ask } from '../shared/ask'
import { asText } from '../shared/graphql-text'
import { forgetLastPerson } from '../shared/last-person'
import { useQuestion } from './use-question'

/** Asks for a link by email. Throws where the server cannot answer. */
export async function askForPasswordLink(email: string) {
  const { askForPasswordLink: answer } = await ask(
    asText(
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
    ),
    { input: { email } },
  )
  return answer
}

/** Whose password a link is for; null where it does not work, undefined while nobody knows. */
export function usePasswordReset(key: () => string) {
  const { result, error, refetch } = useQuestion(
    asText(
      graphql(`
        query PasswordReset($key: String!) {
          passwordReset(key: $key) {
            company
            name
            email
          }
        }
      `),
    ),
    () => ({ key: key() }),
  )
  return { reset: computed(() => result.value?.passwordReset), error, refetch }
}

/** Sets the password, and forgets what the last person's screen held. Throws where the server cannot answer. */
export async function resetPassword(key: string, password: string) {
  const { resetPassword: answer } = await ask(
    asText(
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
    ),
    { input: { key, password } },
  )
  if (answer.__typename === 'Viewer') await forgetLastPerson()
  return answer
}
